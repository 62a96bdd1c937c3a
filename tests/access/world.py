"""One programme with everything in it, twice: a group, the group beside it, and all those who might come to a door."""

import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone
from PIL import Image

from booklets.models import Booklet, PrintRun, RunState, ShortAddress
from booklets.services import composing, publishing, running
from common.images import clean_image
from encounters.models import Attendance, Attribution, Contribution, Meeting, Stage
from participants.middleware import ACCESS_KEY, STRENGTH_KEY
from participants.models import AccessKind, Organisation, Participation, PeerGroup, PersonalAccess, Programme
from participants.services import create_programme
from practices.models import Attachment, AttachmentKind, Practice, ProductionStatus, Support, Synthesis
from practices.services.answers import give_answer
from practices.services.attachments import keep_file
from practices.services.grouping import feed_production
from practices.services.life import withdraw_production
from practices.services.moves import move_production
from practices.services.writing import write_sections
from tests.factories import (
    SHEET,
    make_contribution,
    make_meeting,
    make_organisation,
    make_participation,
    make_person,
    make_practice,
    make_prompts,
    make_review,
    make_synthesis,
    make_validated_practice,
)

TOKEN = "jeton-de-l-essai-0123456789"


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever happens inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def picture(colour: str = "teal") -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    file.name = "dessin.png"
    file.seek(0)
    return file


@dataclass
class Canaries:
    """A word found nowhere else for each thing that could be read by the wrong eyes."""

    prefix: str
    words: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __call__(self, name: str) -> str:
        if name not in self.words:
            self.words[name] = f"zq{self.prefix}{next(self._numbers):02}z"
        return self.words[name]


@dataclass
class Half:
    """One group and everything it keeps to itself or hands on."""

    group: PeerGroup
    canary: Canaries
    facilitator: Participation
    leader: Participation
    member: Participation
    spring: Meeting  # open
    past: Meeting  # closed
    autumn: Meeting  # to come
    contribution: Contribution
    deleted: Contribution
    draft: Practice
    reading: Practice
    validated: Practice
    formalised: Practice
    withdrawn: Practice
    published: Practice
    synthesis: Synthesis
    picture: Attachment  # of the validated words
    old_picture: Attachment  # of a version before them
    public_picture: Attachment


@dataclass
class World:
    programme: Programme
    own: Half
    other: Half
    day: Meeting
    note: Contribution
    partner_organisation: Organisation
    booklet: Booklet
    logo: Any
    run: PrintRun
    code: str
    cookies: dict[str, str]  # of each actor, the key of their session
    people: dict[str, Participation | None]

    def get(self, actor: str, url: str, **headers: str) -> Any:
        return self.ask(actor, RequestFactory().get(url, headers=headers or None))

    def post(self, actor: str, url: str, posted: Any = None, **headers: str) -> Any:
        return self.ask(actor, RequestFactory().post(url, posted or {}, headers=headers or None))

    def ask(self, actor: str, request: Any) -> Any:
        """Through every middleware, as a browser would; without the test client, which copies every context."""
        if key := self.cookies.get(actor):
            request.COOKIES["sessionid"] = key
        request._dont_enforce_csrf_checks = True
        response: Any = _handler().get_response(request)
        response.said = b"".join(response.streaming_content) if response.streaming else response.content
        for close in response._resource_closers:
            close()
        return response

    def open_the_day(self) -> None:
        Meeting.objects.filter(pk=self.day.pk).update(opened_at=timezone.now())


ACTORS = ["anonymous", "coordinator", "coordinator_by_link", "facilitator_own", "facilitator_other"]
ACTORS += ["facilitator_by_link", "leader", "participant_own", "participant_other", "partner", "guest", "stranger"]


def make_world() -> World:
    founder = _person("Claire Vasseur", may_create_programmes=True)
    programme = create_programme(
        by=founder, title="Ensemble", department="Oriane", edition="2018–2019", groups=["Centres", "Écoles"]
    )
    make_prompts(programme)
    programme.meetings.all().delete()
    groups, places = list(programme.groups.all()), _places(programme)
    partner_organisation = make_organisation(programme, "Maison du partenaire")
    own = make_half(groups[0], Canaries("a"), acting=partner_organisation)
    other = make_half(groups[1], Canaries("b"))
    partner = _join(groups[1], organisation=partner_organisation)
    day = make_meeting(programme=programme, is_open=False, starts_at=timezone.now())
    for half in (own, other):
        came = _join(half.group, name=f"{half.canary('day_name')} Venue")
        Attendance.objects.create(meeting=day, participation=came, status="present")
    people = {
        "anonymous": None,
        **places,
        "facilitator_own": own.facilitator,
        "facilitator_other": other.facilitator,
        "facilitator_by_link": own.facilitator,
        "leader": own.leader,
        "participant_own": own.member,
        "participant_other": other.member,
        "partner": partner,
    }
    booklet, run = _published_booklet(programme, own, other, by=founder)
    return World(
        programme=programme,
        own=own,
        other=other,
        day=day,
        note=make_contribution(day, "Une question du jour.", prompt="day_question", typed_by=own.member.person),
        partner_organisation=partner_organisation,
        booklet=booklet,
        logo=composing.add_logo(booklet, picture=picture().read(), extension="png", alt="Fédération"),
        run=run,
        code=ShortAddress.objects.filter(production=own.published).values_list("code", flat=True)[0],
        cookies={actor: _session(actor, place) for actor, place in people.items() if place},
        people=people,
    )


def _places(programme: Programme) -> dict[str, Participation]:
    """Those who belong to no group; the stranger coordinates another programme."""
    coordinator = programme.participations.get(is_coordinator=True)
    elsewhere = create_programme(
        by=_person("Yann Ailleurs"), title="Ailleurs", department="Autre", edition="2020", groups=["Un", "Deux"]
    )
    return {
        "coordinator": coordinator,
        "coordinator_by_link": coordinator,
        "guest": make_participation(programme=programme, is_guest=True, person=_person("Gaston Roy")),
        "stranger": elsewhere.participations.get(),
    }


def _person(name: str, **fields: Any) -> Any:
    return make_person(name, notice_seen_at=timezone.now(), **fields)


def _join(group: PeerGroup, *, name: str = "", **fields: Any) -> Participation:
    email = {"email": fields.pop("email")} if "email" in fields else {}
    return make_participation(group, person=_person(name, **email), **fields)


def _session(actor: str, place: Participation) -> str:
    client = Client()
    client.force_login(place.person)
    if actor.endswith("_by_link"):
        access = PersonalAccess.objects.issue(place, kind=AccessKind.MAIL, token=f"{TOKEN}-{actor}")
        session = client.session
        session[STRENGTH_KEY], session[ACCESS_KEY] = "link", access.pk
        session.save()
    return str(client.cookies["sessionid"].value)


# One group and all it keeps


def make_half(group: PeerGroup, canary: Canaries, *, acting: Organisation | None = None) -> Half:
    facilitator = _join(group, is_facilitator=True, name=f"{canary('facilitator_name')} Meneuse")
    leader = _join(group, name=f"{canary('leader_name')} Porteuse")
    member = _join(
        group,
        name=f"{canary('member_name')} Membre",
        email=f"{canary('member_email')}@exemple.fr",
        contact_email=f"{canary('contact_email')}@exemple.fr",
        function=f"fonction {canary('function')}",
        erasure_asked_at=timezone.now(),
    )
    spring, contribution, deleted = _spring(group, canary, member)
    drafts = _drafts(group, canary, facilitator, leader, member, acting)
    feed_production(drafts["draft"], [contribution], by=facilitator.person)
    handed_on = _handed_on(group, canary, facilitator, leader, acting)
    return Half(
        group=group,
        canary=canary,
        facilitator=facilitator,
        leader=leader,
        member=member,
        spring=spring,
        past=make_meeting(group, closed_at=timezone.now(), starts_at=timezone.now(), opened_at=timezone.now()),
        autumn=make_meeting(group, is_open=False, stage=Stage.AUTUMN),
        contribution=contribution,
        deleted=deleted,
        **drafts,
        **handed_on,
    )


def _spring(group: PeerGroup, canary: Canaries, member: Participation) -> tuple[Meeting, Contribution, Contribution]:
    meeting = make_meeting(group, starts_at=timezone.now())
    said = make_contribution(
        meeting,
        f"On se dit {canary('contribution')}.",
        typed_by=member.person,
        story=f"Le récit {canary('story')}",
        table=f"Table {canary('table')}",
        attribution=Attribution.PERSON,
        attributed_to=member,
    )
    removed = make_contribution(
        meeting, f"Retiré {canary('deleted')}.", typed_by=member.person, deleted_at=timezone.now()
    )
    make_contribution(meeting, f"Qui attend {canary('waiting')}.", typed_by=member.person, prompt="tools")
    Attendance.objects.create(
        meeting=meeting, participation=member, status="present", function_then=f"alors {canary('function_then')}"
    )
    return meeting, said, removed


def _sheet(canary: Canaries, name: str, acting: Organisation | None = None) -> dict[str, Any]:
    organisations = (
        [{"id": acting.pk, "name": acting.name, "role": "acting"}] if acting else SHEET["who"]["organisations"]
    )
    return {
        **SHEET,
        "title": f"Titre {canary(name)}",
        "summary": f"Phrase {canary(name)}",
        "origin": f"Origine {canary(name)}",
        "who": {**SHEET["who"], "organisations": organisations},
    }


def _drafts(
    group: PeerGroup,
    canary: Canaries,
    facilitator: Participation,
    leader: Participation,
    member: Participation,
    acting: Organisation | None,
) -> dict[str, Any]:
    """What the group works on: nobody else knows of it, before the day or after."""
    draft = make_practice(group, sections=_sheet(canary, "draft", acting), led_by=leader)
    reading = make_practice(group, sections=_sheet(canary, "reading", acting), led_by=leader)
    make_review(reading)
    withdrawn = make_validated_practice(group, sections=_sheet(canary, "withdrawn", acting), led_by=leader)
    withdraw_production(withdrawn, by=facilitator.person, reason=f"Parce que {canary('reason')}")
    synthesis = make_synthesis(group)
    write_sections(
        synthesis,
        {"works": [f"Retenu {canary('synthesis')}"]},
        by=facilitator.person,
        seen=synthesis.head_id,
        client_key=uuid.uuid4(),
    )
    give_answer(
        reading,
        participation=leader,
        choice="objection",
        remark=f"Je ne peux pas {canary('objection')}.",
        section="",
        seen=reading.head_id,
        client_key=uuid.uuid4(),
    )
    rows = {"draft": draft, "reading": reading, "withdrawn": withdrawn}
    fresh = {name: Practice.objects.get(pk=row.pk) for name, row in rows.items()}
    return fresh | {"synthesis": Synthesis.objects.get(pk=synthesis.pk)}


def _handed_on(
    group: PeerGroup, canary: Canaries, facilitator: Participation, leader: Participation, acting: Organisation | None
) -> dict[str, Any]:
    """What the group has validated; the words before these stay in the kitchen, with their picture."""
    validated = make_practice(group, sections=_sheet(canary, "former_words", acting), led_by=leader)
    former, shown = _add_picture(validated, "red", facilitator), _add_picture(validated, "blue", facilitator)
    _write(validated, _with_picture({}, former), facilitator)
    _write(validated, _with_picture(_sheet(canary, "validated", acting), shown), facilitator)
    _validate(validated)
    formalised = _to_print(group, _sheet(canary, "formalised", acting), leader, upto=ProductionStatus.FORMALISED)
    published = make_practice(group, sections=_sheet(canary, "published"), led_by=leader)
    public = _add_picture(published, "green", facilitator)
    video = {
        "url": "https://video.exemple.fr/1",
        "still": public.pk,
        "caption": "Le film",
        "transcript": "",
        "stands_for_sheet": False,
    }
    _write(published, {**_with_picture({}, public), "video": video}, facilitator)
    _validate(published)
    _formalise(published, upto=ProductionStatus.APPROVED)
    rows = {"validated": validated, "formalised": formalised, "published": published}
    fresh = {name: Practice.objects.get(pk=row.pk) for name, row in rows.items()}
    return fresh | {"picture": shown, "old_picture": former, "public_picture": public}


def _add_picture(practice: Practice, colour: str, by: Participation) -> Attachment:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = clean_image(SimpleUploadedFile("dessin.png", picture(colour).read(), "image/png"))
    return keep_file(
        practice, file, kind=AttachmentKind.PICTURE, name="dessin.png", by=by.person, client_key=uuid.uuid4()
    )


def _with_picture(sections: dict[str, Any], kept: Attachment) -> dict[str, Any]:
    return {**sections, "pictures": [{"picture": kept.pk, "caption": "Dessin", "alt": "Un dessin", "credit": ""}]}


def _write(practice: Practice, sections: dict[str, Any], by: Participation) -> None:
    write_sections(practice, sections, by=by.person, seen=practice.head_id, client_key=uuid.uuid4())
    practice.refresh_from_db()


def _validate(practice: Practice) -> None:
    make_review(practice)
    move_production(
        practice, ProductionStatus.VALIDATED, by=None, seen=practice.head_id,
        validated_at=timezone.now(), validated_revision=practice.head,
    )  # fmt: skip
    practice.reviews.update(closed_at=timezone.now())
    practice.refresh_from_db()


def _to_print(group: PeerGroup, sheet: dict[str, Any], leader: Participation, *, upto: str) -> Practice:
    practice = make_validated_practice(group, sections=sheet, led_by=leader)
    _formalise(practice, upto=upto)
    return practice


def _formalise(practice: Practice, *, upto: str) -> None:
    move_production(practice, ProductionStatus.FORMALISED, by=None, seen=practice.head_id, support=Support.BOTH)
    practice.refresh_from_db()
    if upto == ProductionStatus.APPROVED:
        move_production(practice, ProductionStatus.APPROVED, by=None, seen=practice.head_id)
        practice.refresh_from_db()


def _published_booklet(programme: Programme, own: Half, other: Half, *, by: Any) -> tuple[Booklet, PrintRun]:
    """A run printed and public, its file made by hand; then more was chosen for the next one."""
    booklet = composing.ensure_booklet(programme)
    composing.set_cover(booklet, picture=picture().read(), extension="png")
    composing.choose_practices(booklet, [own.published, other.published])
    run = running.request_run(booklet, by=by, client_key=uuid.uuid4(), is_proof=False)
    run.file.save("livret.pdf", ContentFile(b"%PDF-1.7 essai"), save=False)
    PrintRun.objects.filter(pk=run.pk).update(
        state=RunState.DONE, file=run.file.name, file_sha256="0" * 64, finished_at=timezone.now(), pages=4
    )
    publishing.publish_run(PrintRun.objects.get(pk=run.pk), by=by)
    composing.choose_practices(booklet, [own.published, other.published, own.validated, other.validated])
    return Booklet.objects.get(pk=booklet.pk), PrintRun.objects.get(pk=run.pk)
