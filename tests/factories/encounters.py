"""Makers of meetings and of what is said there."""

from typing import Any

from django.utils import timezone

from encounters.models import DEFAULT_PROMPTS, Attendance, Contribution, Meeting, Prompt, Stage
from participants.models import Participation, PeerGroup, Programme


def make_prompts(programme: Programme) -> dict[str, Prompt]:
    """The default prompts by key; made once per programme."""
    if not programme.prompts.exists():
        Prompt.objects.bulk_create(
            Prompt(programme=programme, moment=moment, key=key, label=label, hint=hint, is_folded=folded, position=n)
            for moment, prompts in DEFAULT_PROMPTS.items()
            for n, (key, label, hint, folded) in enumerate(prompts)
        )
    return {prompt.key: prompt for prompt in programme.prompts.all()}


def make_meeting(
    group: PeerGroup | None = None, *, programme: Programme | None = None, is_open: bool = True, **fields: Any
) -> Meeting:
    """A spring meeting of the group, open; the departmental one when only a programme is given."""
    programme = programme or group.programme  # type: ignore[union-attr]
    stage = Stage.SPRING if group else Stage.DEPARTMENTAL
    opened = {"opened_at": timezone.now()} if is_open else {}
    return Meeting.objects.create(programme=programme, group=group, **{"stage": stage, **opened, **fields})


def make_contribution(
    meeting: Meeting, text: str = "On se retrouve devant la grille.", *, prompt: str = "works", **fields: Any
) -> Contribution:
    prompts = make_prompts(meeting.programme)
    return Contribution.objects.create(
        meeting=meeting, group=meeting.group, text=text, prompt=prompts[prompt], **fields
    )


def make_attendance(meeting: Meeting, participation: Participation, **fields: Any) -> Attendance:
    return Attendance.objects.create(meeting=meeting, participation=participation, **fields)
