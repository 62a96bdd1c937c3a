"""Preparing, opening and closing the meetings of a programme."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from participants.models import PeerGroup, Person, Programme

from ..models import DEFAULT_PROMPTS, Meeting, Prompt, Stage

# The keys of the meetings every programme has: the same request made twice makes the same rows once.
USUAL_MEETINGS = uuid.UUID("5f2b9b1e-7a54-4c1c-9a55-0d3c6f1a2b47")


class MeetingMovedError(Exception):
    """Somebody was faster: the meeting is no longer in the state this act starts from."""


def missing_meetings(programme: Programme) -> list[Meeting]:
    """The usual meetings the programme does not have yet: two per group, and the departmental one; unsaved."""
    present = set(programme.meetings.values_list("stage", "group"))
    usual: list[tuple[Stage, PeerGroup | None]] = [
        (stage, group) for stage in (Stage.SPRING, Stage.AUTUMN) for group in programme.groups.all()
    ]
    usual.append((Stage.DEPARTMENTAL, None))
    return [
        _usual_meeting(programme, stage, group)
        for stage, group in usual
        if (stage.value, group.pk if group else None) not in present
    ]


@transaction.atomic
def ensure_meetings(programme: Programme, *, by: Person | None) -> list[Meeting]:
    """Give the programme its prompts and its usual meetings (2n + 1); what exists is left as it is."""
    ensure_prompts(programme)
    with override(programme.language):
        missing = missing_meetings(programme)
    Meeting.objects.bulk_create(missing, ignore_conflicts=True)
    return missing


def ensure_prompts(programme: Programme) -> None:
    """The default prompts whose keys are missing; labels already changed stay."""
    present = set(programme.prompts.values_list("key", flat=True))
    missing = [
        Prompt(programme=programme, moment=moment, key=key, label=label, hint=hint, is_folded=folded, position=n)
        for moment, prompts in DEFAULT_PROMPTS.items()
        for n, (key, label, hint, folded) in enumerate(prompts)
        if key not in present
    ]
    if missing:
        Prompt.objects.bulk_create(missing, ignore_conflicts=True)


@transaction.atomic
def create_meeting(programme: Programme, *, by: Person, client_key: uuid.UUID, **fields: Any) -> Meeting:
    """One more meeting; the same key again gives the one it made."""
    ensure_prompts(programme)
    if Meeting.objects.filter(client_key=client_key).exclude(programme=programme).exists():
        client_key = uuid.uuid4()
    meeting, _is_new = Meeting.objects.get_or_create(client_key=client_key, programme=programme, defaults=fields)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: Person, **fields: Any) -> None:
    """Write the fields that changed, and no other."""
    if fields:
        Meeting.objects.filter(pk=meeting.pk).update(**fields)


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: Person) -> None:
    """Start taking notes, or take them up again. The departmental meeting opens once and for all."""
    ensure_prompts(meeting.programme)
    here = Meeting.objects.filter(pk=meeting.pk)
    if meeting.opened_at is None or meeting.is_departmental:
        moved = here.filter(opened_at__isnull=True).update(opened_at=timezone.now(), opened_by=by)
    else:
        moved = here.filter(closed_at__isnull=False).update(closed_at=None)
    if not moved:
        raise MeetingMovedError


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Person) -> None:
    """Stop taking notes; nothing that was said is hidden."""
    if not Meeting.objects.open().filter(pk=meeting.pk).update(closed_at=timezone.now()):
        raise MeetingMovedError


def _usual_meeting(programme: Programme, stage: Stage, group: PeerGroup | None) -> Meeting:
    titles = {
        Stage.SPRING: gettext("Spring meeting"),
        Stage.AUTUMN: gettext("Autumn meeting"),
        Stage.DEPARTMENTAL: gettext("Departmental meeting"),
    }
    key = uuid.uuid5(USUAL_MEETINGS, f"{programme.pk}/{stage.value}/{group.pk if group else ''}")
    return Meeting(programme=programme, stage=stage, group=group, title=titles[stage], client_key=key)
