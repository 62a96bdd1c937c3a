"""Loading the demonstration up to a stage; loading it twice changes nothing."""

import uuid
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from booklets.models import Booklet, BookletItem, PrintRun
from booklets.services import composing, publishing, running
from booklets.tasks import make_file
from common.images import clean_image
from encounters.models import Attendance, Contribution, Meeting
from participants.models import Participation, PeerGroup, Person, Programme
from practices.models import (
    HANDED_ON,
    Answer,
    Feeding,
    Production,
    ProductionStatus,
    Review,
    ReviewReader,
    Revision,
    StatusChange,
    UsedContribution,
)

from .meetings import hold_meeting, load_contributions, load_meetings
from .people import Cast, load_people
from .productions import complete_practice, feed_practice, load_practice, load_synthesis, send_to_group, settle
from .reading import picture, practices, read, syntheses
from .reading import programme as words

Words = dict[str, Any]


class DemonstrationError(Exception):
    """The message says why, in a sentence."""


class Stage(StrEnum):
    SPRING = "spring"
    AUTUMN = "autumn"
    DEPARTMENTAL = "departmental"
    PUBLISHED = "published"


def load_demonstration(stage: Stage) -> bool:
    """True when something was loaded. Another stage than the one that stands replaces the whole demonstration."""
    if settings.MODE == "production":
        raise DemonstrationError("The demonstration is never loaded in production.")
    existing = Programme.objects.filter(slug=words()["programme"]["slug"]).first()
    if existing and _stage_of(existing) == stage:
        return False
    with transaction.atomic():
        if existing:
            remove(existing)
        cast = _play(stage)
    if stage == Stage.PUBLISHED:
        _publish(cast)
    return True


def _stage_of(programme: Programme) -> Stage:
    """Read from what it holds: nothing else remembers the stage."""
    if Booklet.objects.published().filter(programme=programme).exists():
        return Stage.PUBLISHED
    if programme.meetings.filter(stage="departmental", opened_at__isnull=False).exists():
        return Stage.DEPARTMENTAL
    if programme.meetings.filter(stage="autumn", opened_at__isnull=False).exists():
        return Stage.AUTUMN
    return Stage.SPRING


def _play(stage: Stage) -> Cast:
    cast = load_people()
    meetings = load_meetings(cast)
    told = practices()
    loose, debate = read("loose.toml")["contributions"], read("debate.toml")["contributions"]
    productions = _spring(cast, meetings, told, loose)
    if stage != Stage.SPRING:
        _autumn(cast, meetings, told, loose, productions, close=stage != Stage.AUTUMN)
    if stage in (Stage.DEPARTMENTAL, Stage.PUBLISHED):
        _departmental(cast, meetings, told, debate, productions, close=stage == Stage.PUBLISHED)
    return cast


Productions = dict[int | str, Production]


def _spring(cast: Cast, meetings: dict[str, Meeting], told: list[Words], loose: list[Words]) -> Productions:
    for key in ("spring-centres", "spring-ecoles"):
        hold_meeting(cast, meetings, key, close=True)
    load_contributions(cast, meetings, [row for row in loose if row["meeting"].startswith("spring")])
    return {t["number"]: load_practice(cast, meetings, t, stage="spring") for t in told}


def _autumn(
    cast: Cast,
    meetings: dict[str, Meeting],
    told: list[Words],
    loose: list[Words],
    productions: Productions,
    *,
    close: bool,
) -> None:
    """In the stage "autumn" the meetings stay open and only the round of the room has been taken."""
    for key in ("autumn-centres", "autumn-ecoles"):
        hold_meeting(cast, meetings, key, close=close)
    load_contributions(cast, meetings, [row for row in loose if row["meeting"].startswith("autumn")])
    for t in told:
        production = productions[t["number"]]
        feed_practice(cast, meetings, production, t, stage="autumn")
        complete_practice(cast, meetings, production, t)
        send_to_group(cast, production, t)
    for kept in syntheses():
        productions[kept["group"]] = load_synthesis(cast, meetings, kept)
        send_to_group(cast, productions[kept["group"]], kept)
    if not close:
        _keep_reading_open(cast)


def _keep_reading_open(cast: Cast) -> None:
    """As if today were the week after: deadlines to come, and those who answered alone have not answered yet."""
    deadline = timezone.now() + timedelta(days=10)
    Review.objects.filter(production__programme=cast.programme).update(deadline_at=deadline)
    alone = Answer.objects.filter(production__programme=cast.programme, is_recorded=False)
    alone.exclude(choice="objection").delete()


def _departmental(
    cast: Cast,
    meetings: dict[str, Meeting],
    told: list[Words],
    debate: list[Words],
    productions: Productions,
    *,
    close: bool,
) -> None:
    for t in [*told, *syntheses()]:
        production = productions[t.get("number", t["group"])]
        production.refresh_from_db()
        settle(cast, production, t)
    hold_meeting(cast, meetings, "departmental", close=close)
    Meeting.objects.filter(pk=meetings["departmental"].pk).update(
        opened_by=next(p.person for p in cast.people.values() if p.is_coordinator)
    )
    load_contributions(cast, meetings, debate)
    _compose(cast, [productions[t["number"]] for t in told])


def _compose(cast: Cast, practices_in_order: list[Production]) -> None:
    said = words()
    booklet = composing.ensure_booklet(cast.programme)
    composing.save_words(
        booklet,
        {
            "title": said["cover"]["title"],
            "subtitle": said["cover"]["subtitle"],
            "approach": said["programme"]["approach"].strip(),
            "next_words": said["next"]["text"].strip(),
            **{name: said["colophon"][name] for name in ("publisher", "printer", "director", "legal_deposit")},
            "colophon": said["colophon"]["text"],
        },
        seen=booklet.version,
    )
    voices = [{**voice, "text": voice["text"].strip()} for voice in said["forewords"]]
    composing.save_forewords(booklet, voices, seen=booklet.version)
    composing.save_glossary(booklet, "\n".join(f"{e['acronym']} : {e['meaning']}" for e in said["glossary"]))
    cover = picture("cover.png")
    if cover.exists():
        clean = clean_image(SimpleUploadedFile("cover.png", cover.read_bytes()))
        composing.set_cover(booklet, picture=clean.content, extension=clean.extension)
    ready = [p for p in practices_in_order if Production.objects.filter(pk=p.pk, status__in=HANDED_ON).exists()]
    composing.choose_practices(booklet, ready)


def _publish(cast: Cast) -> None:
    """Really printed, here and now: the demonstration shows what a federation would get."""
    booklet = Booklet.objects.get(programme=cast.programme)
    coordinator = next(p.person for p in cast.people.values() if p.is_coordinator)
    run = running.request_run(booklet, by=coordinator, client_key=uuid.uuid4(), is_proof=False)
    make_file.func(run.pk)
    run.refresh_from_db()
    if run.error:
        raise DemonstrationError(run.error)
    publishing.publish_run(run, by=coordinator)


def remove(programme: Programme) -> None:
    """The whole demonstration and nothing else; its people stay if they take part elsewhere."""
    people = list(programme.participations.values_list("person", flat=True))
    Booklet.objects.filter(programme=programme).update(published_at=None, published_run=None)
    mine = {"production__programme": programme}
    for model in (BookletItem, Answer, ReviewReader):
        field = {"review__production__programme": programme} if model is ReviewReader else mine
        model.objects.filter(**field).delete()
    PrintRun.objects.filter(booklet__programme=programme).delete()
    Review.objects.filter(**mine).delete()
    UsedContribution.objects.filter(revision__production__programme=programme).delete()
    StatusChange.objects.filter(**mine).delete()
    Feeding.objects.filter(**mine).delete()
    Production.objects.filter(programme=programme).update(
        status=ProductionStatus.GATHERED,
        head=None,
        validated_revision=None,
        validated_at=None,
        support="",
        withdrawn_at=None,
    )
    Revision.objects.filter(**mine).delete()
    Production.objects.filter(programme=programme).delete()
    Contribution.objects.filter(meeting__programme=programme).delete()
    Attendance.objects.filter(meeting__programme=programme).delete()
    Meeting.objects.filter(programme=programme).delete()
    _remove_people(programme, people)


def _remove_people(programme: Programme, people: list[int]) -> None:
    Participation.objects.filter(programme=programme).delete()
    PeerGroup.objects.filter(programme=programme).delete()
    programme.delete()
    elsewhere = Participation.objects.filter(person__in=people).values("person")
    Person.objects.filter(pk__in=people, email__isnull=True).exclude(pk__in=elsewhere).delete()
