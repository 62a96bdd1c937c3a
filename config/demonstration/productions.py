"""Loading what is worth keeping: practices and syntheses, their versions, readings and answers."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from common.images import clean_image
from encounters.models import Contribution, Meeting
from participants.models import Person
from practices.models import (
    SECTION_FOR_PROMPT,
    Answer,
    AttachmentKind,
    Feeding,
    Production,
    ProductionKind,
    ProductionStatus,
    Review,
    ReviewReader,
    Revision,
    StatusChange,
    Support,
)
from practices.models.sections import PRACTICE_SECTIONS, SYNTHESIS_SECTIONS
from practices.services.attachments import keep_file
from practices.services.moves import move_production
from practices.services.rounds import end_of_day
from practices.services.writing import write_sections

from .meetings import load_contributions
from .people import Cast, noon
from .reading import picture
from .reading import programme as words

SPRING_SECTIONS = ("title", "summary", "who", "steps", "levers", "brakes")


def load_practice(cast: Cast, meetings: dict[str, Meeting], told: dict[str, Any], *, stage: str) -> Production:
    """Gathered in spring with its first words; the contributions of autumn come with autumn."""
    leader = cast.people[told["led_by"]]
    meeting = meetings[f"{stage}-{told['group']}"]
    practice = Production.objects.create(
        programme=cast.programme,
        group=cast.groups[told["group"]],
        kind=ProductionKind.PRACTICE,
        led_by=leader,
        told_in=meeting,
        created_by=meeting.opened_by,
    )
    feed_practice(cast, meetings, practice, told, stage=stage)
    sections = {key: value for key, value in _sections(cast, told).items() if key in SPRING_SECTIONS}
    sections["steps"] = sections.get("steps", [])[:2]
    _write(practice, sections, by=leader.person, at=_after(meeting, days=2))
    return practice


def _after(meeting: Meeting, *, days: int) -> datetime:
    assert meeting.ends_at is not None  # every meeting of the files is dated
    return meeting.ends_at + timedelta(days=days)


def feed_practice(
    cast: Cast, meetings: dict[str, Meeting], practice: Production, told: dict[str, Any], *, stage: str
) -> None:
    rows = [row for row in told["contributions"] if row["meeting"].startswith(stage)]
    made = load_contributions(cast, meetings, rows)
    meeting = meetings[f"{stage}-{told['group']}"]
    feedings = Feeding.objects.bulk_create(
        Feeding(production=practice, contribution=contribution, added_by=meeting.opened_by) for contribution in made
    )
    Feeding.objects.filter(pk__in=[f.pk for f in feedings]).update(added_at=_after(meeting, days=1))


def complete_practice(cast: Cast, meetings: dict[str, Meeting], practice: Production, told: dict[str, Any]) -> None:
    """The autumn words: the whole sheet with its picture, and the contributions that went into it."""
    meeting = meetings[f"autumn-{told['group']}"]
    leader = cast.person(told["led_by"])
    sections = _sections(cast, told) | {"pictures": list(_pictures(practice, told, leader))}
    _write(practice, sections, by=leader, at=meeting.starts_at + timedelta(hours=1), used=_uses(practice))  # type: ignore[operator]


def _uses(practice: Production) -> dict[str, list[Contribution]]:
    uses: dict[str, list[Contribution]] = {}
    for feeding in practice.feedings.select_related("contribution__prompt"):
        if section := SECTION_FOR_PROMPT.get(feeding.contribution.prompt.key):
            uses.setdefault(section, []).append(feeding.contribution)
    return uses


def _sections(cast: Cast, told: dict[str, Any]) -> dict[str, Any]:
    """As in the file, organisations by their ids here."""
    sections = {key: told[key] for key in PRACTICE_SECTIONS if key in told and key != "pictures"}
    acting = [
        {"id": cast.organisations[o["key"]].pk, "name": cast.organisations[o["key"]].name, "role": o["role"]}
        for o in sections["who"]["organisations"]
    ]
    return sections | {"who": sections["who"] | {"organisations": acting}}


def _pictures(practice: Production, told: dict[str, Any], by: Person) -> Any:
    for drawn in told.get("pictures", []):
        upload = SimpleUploadedFile(drawn["file"], picture(drawn["file"]).read_bytes())
        kept = keep_file(
            practice,
            clean_image(upload),
            kind=AttachmentKind.PICTURE,
            name=drawn["file"],
            by=by,
            client_key=uuid.uuid4(),
        )
        yield {"picture": kept.pk, "caption": drawn["caption"], "alt": drawn["alt"], "credit": drawn["credit"]}


def _write(
    production: Production,
    sections: dict[str, Any],
    *,
    by: Person,
    at: Any,
    used: dict[str, list[Contribution]] | None = None,
) -> None:
    revision = write_sections(production, sections, by=by, seen=production.head_id, client_key=uuid.uuid4(), used=used)
    Revision.objects.filter(pk=revision.pk).update(created_at=at)
    StatusChange.objects.filter(production=production, revision=revision).update(at=at)


def load_synthesis(cast: Cast, meetings: dict[str, Meeting], kept: dict[str, Any]) -> Production:
    meeting = meetings[f"autumn-{kept['group']}"]
    assert meeting.opened_by is not None
    synthesis = Production.objects.create(
        programme=cast.programme,
        group=cast.groups[kept["group"]],
        kind=ProductionKind.SYNTHESIS,
        created_by=meeting.opened_by,
        told_in=meeting,
    )
    sections = {key: kept[key] for key in SYNTHESIS_SECTIONS if key in kept}
    _write(synthesis, sections, by=meeting.opened_by, at=_after(meeting, days=1))
    return synthesis


def review_of(of: dict[str, Any]) -> dict[str, Any] | None:
    return next((row for row in words()["reviews"] if _same(row, of)), None)


def _same(row: dict[str, Any], of: dict[str, Any]) -> bool:
    name = "practice" if "number" in of else "synthesis"
    return bool(row.get(name) == of.get("number", of.get("group")) if name in row else False)


def send_to_group(cast: Cast, production: Production, of: dict[str, Any]) -> None:
    """Sent to be read on the day of the file, with its deadline, then answered."""
    planned = review_of(of)
    if planned is None or production.head is None:
        return
    facilitator = _facilitator(cast, of["group"])
    sent = noon(planned["sent_on"])
    move_production(production, ProductionStatus.IN_REVIEW, by=facilitator, seen=production.head_id)
    StatusChange.objects.filter(production=production, new=ProductionStatus.IN_REVIEW).update(at=sent)
    review = Review.objects.create(
        production=production,
        revision=production.head,
        opened_by=facilitator,
        opened_at=sent,
        deadline_at=end_of_day(noon(planned["due_on"]), production),
    )
    roster = production.group.participations.roster_of(production.group)
    ReviewReader.objects.bulk_create(ReviewReader(review=review, participation=p, asked_at=sent) for p in roster)
    _answer(cast, production, of, sent)


def _facilitator(cast: Cast, group: str) -> Person:
    return next(p.person for p in cast.people.values() if p.is_facilitator and p.group == cast.groups[group])


def _answer(cast: Cast, production: Production, of: dict[str, Any], sent: datetime) -> None:
    given = next((row for row in words()["answers"] if _same(row, of)), None)
    if given is None:
        return
    room = given.get("round_table") or {"by": "", "people": []}
    rows = [
        _voice(cast, production, key, "agree", at=sent + timedelta(hours=2), by=room["by"]) for key in room["people"]
    ]
    alone = [key for key in given.get("agree_all", []) if key not in room["people"]]
    rows += [_voice(cast, production, key, "agree", at=sent + timedelta(days=2)) for key in alone]
    for other in given.get("others", []):
        rows += list(_other_voices(cast, production, other, sent + timedelta(days=4)))
    Answer.objects.bulk_create(rows)


def _other_voices(cast: Cast, production: Production, other: dict[str, Any], at: datetime) -> Any:
    """An objection that was lifted leaves both rows: what was said, and what the person said afterwards."""
    lifted = other.get("lifted")
    by = other.get("recorded_by", "")
    fields = {"remark": other.get("remark", ""), "by": by}
    if lifted is None:
        yield _voice(cast, production, other["person"], other["choice"], at=at, **fields)
        return
    yield _voice(cast, production, other["person"], other["choice"], at=at, superseded=noon(lifted["on"]), **fields)
    yield _voice(cast, production, other["person"], "agree_with_remark", at=noon(lifted["on"]), remark=lifted["how"])


def _voice(
    cast: Cast,
    production: Production,
    key: str,
    choice: str,
    *,
    at: datetime,
    remark: str = "",
    by: str = "",
    superseded: Any = None,
) -> Answer:
    return Answer(
        production=production,
        revision=production.head,
        participation=cast.people[key],
        choice=choice,
        remark=remark,
        is_recorded=bool(by) and by != key,
        recorded_by=cast.person(by) if by and by != key else None,
        given_at=at,
        superseded_at=superseded,
    )


def settle(cast: Cast, production: Production, of: dict[str, Any]) -> None:
    """Validated on the day of the file, laid out, and approved for print by those who tell it."""
    planned = review_of(of)
    if planned is None or "validated_on" not in planned:
        return
    at, facilitator, head = noon(planned["validated_on"]), _facilitator(cast, of["group"]), production.head
    leader = production.led_by.person if production.led_by else facilitator
    production.reviews.filter(closed_at__isnull=True).update(closed_at=at)
    steps: list[tuple[ProductionStatus, Person, dict[str, Any], int]] = [
        (ProductionStatus.VALIDATED, facilitator, {"validated_at": at, "validated_revision": head}, 0),
        (ProductionStatus.FORMALISED, facilitator, {"support": Support.BOTH if of.get("video") else Support.PAPER}, 7),
        (ProductionStatus.APPROVED, leader, {}, 20),
    ]
    for status, by, values, days in steps:
        move_production(production, status, by=by, seen=production.head_id, **values)
        StatusChange.objects.filter(production=production, new=status).update(at=at + timedelta(days=days))
