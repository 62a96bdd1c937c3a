"""The meetings of a programme as ``components/_timeline.html`` shows them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.models import Actor, Programme

from ..models import Meeting, Stage


def timeline_of(programme: Programme, *, actor: Actor) -> list[dict[str, Any]]:
    """For any page that shows where the programme has got to; one query."""
    meetings = programme.meetings.visible_to(actor).with_places().with_counts().in_order()
    return timeline(meetings)


def timeline(meetings: Iterable[Meeting]) -> list[dict[str, Any]]:
    """Three stages, each with its meetings; they need ``with_places`` and ``with_counts``."""
    held = list(meetings)
    stages = [
        (Stage.SPRING, _("Spring"), _("Among peers: gather what succeeds.")),
        (Stage.AUTUMN, _("Autumn"), _("Among peers: complete, validate, give shape.")),
        (Stage.DEPARTMENTAL, _("Together"), _("Present, exchange, debate; one may invite!")),
    ]
    return [
        {"key": key.value, "label": label, "aim": aim, "meetings": [_place(m) for m in held if m.stage == key]}
        for key, label, aim in stages
    ]


def _place(meeting: Meeting) -> dict[str, Any]:
    state, label = _state(meeting)
    return {
        "title": str(meeting),
        "when": meeting.when,
        "place": meeting.place,
        "state": state,
        "state_label": label,
        "group": meeting.group,
        "url": meeting.get_absolute_url(),
    }


def _state(meeting: Meeting) -> tuple[str, str]:
    if meeting.is_open:
        return "now", _("Open now")
    if meeting.closed_at is None:
        return "coming", _("Coming")
    there = getattr(meeting, "present_count", 0)
    if not there:
        return "past", _("It has taken place")
    words = ngettext(
        "It has taken place, %(count)s person was there", "It has taken place, %(count)s people were there", there
    )
    return "past", words % {"count": there}
