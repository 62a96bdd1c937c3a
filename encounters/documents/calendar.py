"""A meeting for a person's own calendar (ICS)."""

from datetime import UTC, datetime, time

from django.utils import timezone
from icalendar import Calendar, Event

from common.text import clean_text

from ..models import Meeting


def meeting_calendar(meeting: Meeting, *, url: str) -> bytes:
    """One event that keeps its identifier, so that a later file moves it instead of doubling it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Trois Rencontres//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(meeting, url))
    return calendar.to_ical()


def _event(meeting: Meeting, url: str) -> Event:
    event = Event()
    event.add("uid", f"{meeting.uid}@trois-rencontres")
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("summary", clean_text(f"{meeting} · {meeting.group or meeting.programme.title}"))
    event.add("url", url)
    if meeting.place:
        event.add("location", clean_text(meeting.place))
    if meeting.practical_notes:
        event.add("description", clean_text(meeting.practical_notes))
    _add_dates(event, meeting.local_start, meeting.local_end)
    return event


def _add_dates(event: Event, start: datetime | None, end: datetime | None) -> None:
    """Without an hour, the whole day; hours are given in universal time, which every calendar understands."""
    if start is None:
        return
    if start.time() == time.min:
        event.add("dtstart", start.date())
        return
    event.add("dtstart", start.astimezone(UTC))
    if end:
        event.add("dtend", end.astimezone(UTC))
