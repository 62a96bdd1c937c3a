"""Keeping what is said: once, under its prompt, never over somebody else's correction, never destroyed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from common.http import line_key
from participants.models import Person

from ..models import Contribution, Meeting, Prompt, Words


class CaptureClosedError(Exception):
    """These words are new and this person may not add them, or no longer; nothing was written."""


class ContributionMovedError(Exception):
    """Somebody changed or removed it since it was read; nothing was written."""

    def __init__(self, current: Contribution) -> None:
        super().__init__(current.pk)
        self.current = current


@dataclass(frozen=True)
class Outcome:
    """``contribution`` is None when the key already carries something else: the words go back to their author."""

    words: Words
    contribution: Contribution | None
    is_new: bool


@transaction.atomic
def add_contributions(
    meeting: Meeting,
    lines: Sequence[Words],
    *,
    by: Person | None,
    key: uuid.UUID,
    may_add: bool = True,
    even_closed: bool = False,
) -> list[Outcome]:
    """Keep each line under its own key; a line already kept is recognised, by its author and with the same words.

    So the same post twice, or thirty-two times at once, makes one row each. What was kept before the meeting
    closed is still recognised after; what is new then raises CaptureClosedError and nothing is written.
    """
    keys = [line_key(key, number) for number in range(len(lines))]
    kept = {row.client_key: row for row in Contribution.objects.filter(client_key__in=keys)}
    if len(kept) < len(keys) and not (may_add and (even_closed or _is_open(meeting))):
        raise CaptureClosedError
    return [_keep(meeting, words, by, key, kept.get(key)) for words, key in zip(lines, keys, strict=True)]


@transaction.atomic
def edit_contribution(contribution: Contribution, *, by: Person, seen: int, **fields: Any) -> Contribution:
    """Change the given fields of the version that was read; the same change sent twice is done once."""
    return _swap(contribution, seen=seen, **fields)


@transaction.atomic
def move_contribution(contribution: Contribution, *, by: Person, prompt: Prompt) -> Contribution:
    """Put it under another prompt, whatever its words have become."""
    Contribution.objects.standing().filter(pk=contribution.pk).exclude(prompt=prompt).update(
        prompt=prompt, version=F("version") + 1, changed_at=timezone.now()
    )
    return _fresh(contribution)


@transaction.atomic
def delete_contribution(contribution: Contribution, *, by: Person, seen: int) -> Contribution:
    """Set it aside; only an undo brings it back. Refused when its words changed since they were read."""
    now = timezone.now()
    here = Contribution.objects.standing().filter(pk=contribution.pk, version=seen)
    done = here.update(deleted_at=now, deleted_by=by, version=F("version") + 1, changed_at=now)
    current = _fresh(contribution)
    if not done and current.deleted_at is None:
        raise ContributionMovedError(current)
    return current


@transaction.atomic
def restore_contribution(contribution: Contribution, *, by: Person) -> Contribution:
    """Undo a deletion; twice is once."""
    Contribution.objects.filter(pk=contribution.pk, deleted_at__isnull=False).update(
        deleted_at=None, deleted_by=None, version=F("version") + 1, changed_at=timezone.now()
    )
    return _fresh(contribution)


@transaction.atomic
def cut_contribution(
    contribution: Contribution, *, by: Person, seen: int, first: str, second: str, key: uuid.UUID
) -> tuple[Contribution, Contribution]:
    """Make two of one: the first part stays where it was, the second takes the rest of its description."""
    if already := Contribution.objects.filter(client_key=key, meeting=contribution.meeting, typed_by=by).first():
        return _fresh(contribution), already
    kept = _swap(contribution, seen=seen, text=first)
    words = Words(
        prompt=kept.prompt,
        text=second,
        story=kept.story,
        table=kept.table,
        attribution=kept.attribution,
        attributed_to=kept.attributed_to,
    )
    return kept, _keep(kept.meeting, words, by, key, None).contribution or kept


def _is_open(meeting: Meeting) -> bool:
    return Meeting.objects.open().filter(pk=meeting.pk).exists()


def _keep(meeting: Meeting, words: Words, by: Person | None, key: uuid.UUID, kept: Contribution | None) -> Outcome:
    if kept is None:
        row = _row(meeting, words, by, key)
        if _insert(row):
            return Outcome(words, row, is_new=True)
        kept = Contribution.objects.get(client_key=key)  # posted a moment ago, at the same time
    is_same = (
        kept.meeting_id == meeting.pk
        and kept.typed_by_id == (by.pk if by else None)
        and constant_time_compare(kept.posted_digest, words.digest())
    )
    return Outcome(words, kept if is_same else None, is_new=False)


def _row(meeting: Meeting, words: Words, by: Person | None, key: uuid.UUID) -> Contribution:
    return Contribution(
        meeting=meeting,
        group=meeting.group,
        prompt=words.prompt,
        text=words.text,
        lifting=words.lifting,
        story=words.story,
        table=words.table,
        attribution=words.attribution,
        attributed_to=words.attributed_to,
        typed_by=by,
        client_key=key,
        posted_digest=words.digest(),
    )


def _insert(row: Contribution) -> bool:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if not Contribution.objects.filter(client_key=row.client_key).exists():
            raise
        return False
    return True


def _swap(contribution: Contribution, *, seen: int, **fields: Any) -> Contribution:
    here = Contribution.objects.standing().filter(pk=contribution.pk, version=seen)
    done = here.update(**fields, version=F("version") + 1, changed_at=timezone.now())
    current = _fresh(contribution)
    if not done and (current.deleted_at or any(getattr(current, name) != value for name, value in fields.items())):
        raise ContributionMovedError(current)
    return current


def _fresh(contribution: Contribution) -> Contribution:
    """As it stands now, with what a slip shows; the meeting already in hand is kept."""
    current = Contribution.objects.with_names().get(pk=contribution.pk)
    current.meeting = contribution.meeting
    return current
