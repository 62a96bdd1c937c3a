"""Loading what happened when they met: meetings, attendance, contributions."""

from datetime import datetime, timedelta
from typing import Any

from encounters.models import Attendance, Attribution, Contribution, Meeting, Prompt
from encounters.services.meetings import ensure_prompts

from .people import Cast
from .reading import programme as words


def load_meetings(cast: Cast) -> dict[str, Meeting]:
    """All five, dated; who was there and what was said comes with each stage."""
    ensure_prompts(cast.programme)
    return {
        row["key"]: Meeting.objects.create(
            programme=cast.programme,
            group=cast.groups.get(row.get("group", "")),
            **{name: row[name] for name in ("stage", "title", "starts_at", "ends_at", "place")},
        )
        for row in words()["meetings"]
    }


def hold_meeting(cast: Cast, meetings: dict[str, Meeting], key: str, *, close: bool) -> None:
    """Opened when it began, closed the day after its end, with its attendance."""
    row = next(row for row in words()["meetings"] if row["key"] == key)
    meeting, opener = meetings[key], next(iter(row["attendance"]))
    meeting.opened_at, meeting.opened_by = row["starts_at"], cast.person(opener)
    meeting.closed_at = row["ends_at"] + timedelta(days=1) if close else None
    meeting.save(update_fields=["opened_at", "opened_by", "closed_at"])
    newcomers = set(row.get("newcomers", []))
    Attendance.objects.bulk_create(
        _attendance(meeting, cast, person, status, person in newcomers, row["ends_at"])
        for person, status in row["attendance"].items()
    )


def _attendance(meeting: Meeting, cast: Cast, key: str, status: str, is_new: bool, at: datetime) -> Attendance:
    participation = cast.people[key]
    organisation = participation.organisation
    return Attendance(
        meeting=meeting,
        participation=participation,
        status=status,
        is_newcomer=is_new,
        function_then=participation.function,
        organisation_then=organisation.name if organisation else "",
        recorded_by=meeting.opened_by,
        recorded_at=at,
    )


def load_contributions(cast: Cast, meetings: dict[str, Meeting], rows: list[dict[str, Any]]) -> list[Contribution]:
    """In the order of the file, a minute apart, so that the pile reads as the afternoon went."""
    prompts = {prompt.key: prompt for prompt in cast.programme.prompts.all()}
    made = Contribution.objects.bulk_create(_contribution(cast, meetings[row["meeting"]], prompts, row) for row in rows)
    for minutes, contribution in enumerate(made):
        began = contribution.meeting.starts_at
        assert began is not None  # every meeting of the files is dated
        contribution.created_at = contribution.changed_at = began + timedelta(minutes=minutes + 20)
    Contribution.objects.bulk_update(made, ["created_at", "changed_at"])
    return made


def _contribution(cast: Cast, meeting: Meeting, prompts: dict[str, Prompt], row: dict[str, Any]) -> Contribution:
    spoken_for = row.get("on_behalf") or row.get("attributed_to")
    attribution = (
        Attribution.ON_BEHALF if row.get("on_behalf") else Attribution.PERSON if spoken_for else Attribution.NONE
    )
    return Contribution(
        meeting=meeting,
        group=meeting.group,
        prompt=prompts[row["prompt"]],
        text=row["text"],
        lifting=row.get("lifting", ""),
        story=row.get("story", ""),
        table=row.get("table", ""),
        attribution=attribution,
        attributed_to=cast.people[spoken_for] if spoken_for else None,
        typed_by=cast.person(row["typed_by"]) if row.get("typed_by") else None,
    )
