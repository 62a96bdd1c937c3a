"""The rule of validation (consent, not vote), computed for one production. Source: the programme's method.

Everybody on the roster was asked; the days given have passed or all have answered; no objection stands.
It only permits: nothing is validated by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from participants.models import Participation

from .answer import Answer, Choice
from .production import Production
from .review import Review
from .revision import Revision


@dataclass(frozen=True)
class Reading:
    """One person asked, and what they say of the words as they stand; ``answer`` is None without one that stands."""

    participation: Participation
    answer: Answer | None
    earlier: Answer | None  # their last word on an older version, when it no longer stands


@dataclass(frozen=True)
class RuleState:
    review: Review | None
    readings: tuple[Reading, ...]
    deadline_has_passed: bool

    @property
    def asked(self) -> int:
        return len(self.readings)

    @property
    def answered(self) -> int:
        return sum(1 for reading in self.readings if reading.answer)

    @property
    def waiting(self) -> tuple[Reading, ...]:
        return tuple(reading for reading in self.readings if not reading.answer)

    @property
    def objections(self) -> tuple[Answer, ...]:
        return tuple(r.answer for r in self.readings if r.answer and r.answer.is_objection)

    @property
    def remarks(self) -> tuple[Answer, ...]:
        return tuple(r.answer for r in self.readings if r.answer and r.answer.choice == Choice.REMARK)

    @property
    def deadline_at(self) -> datetime | None:
        return self.review.deadline_at if self.review else None

    @property
    def everyone_answered(self) -> bool:
        return self.asked > 0 and self.answered == self.asked

    @property
    def permits(self) -> bool:
        if self.review is None or not self.readings or self.objections:
            return False
        return self.everyone_answered or self.deadline_has_passed


def rule_of(production: Production) -> RuleState:
    """Five queries whatever the number of readers, answers and versions."""
    review = production.reviews.filter(closed_at__isnull=True).select_related("revision").first()
    if review is None:
        return RuleState(review=None, readings=(), deadline_has_passed=False)
    readers = _readers(production, review)
    answers = list(production.answers.current().select_related("revision", "participation__person", "recorded_by"))
    changes = list(production.revisions.order_by("number").defer("sections"))
    readings = tuple(_reading(reader, answers, changes, review.revision.number) for reader in readers)
    return RuleState(review=review, readings=readings, deadline_has_passed=timezone.now() > review.deadline_at)


def _readers(production: Production, review: Review) -> list[Participation]:
    """Asked when the version was frozen, or joined since; those who left are not held against it."""
    asked = set(review.readers.values_list("participation_id", flat=True))
    joined = Participation.objects.roster_of(production.group).values_list("pk", flat=True)
    people = Participation.objects.current().filter(pk__in=asked | set(joined), is_guest=False)
    return list(people.with_names().in_reading_order())


def _reading(
    reader: Participation, answers: Iterable[Answer], changes: list[Revision], number: int
) -> Reading:
    own = sorted((a for a in answers if a.participation_id == reader.pk), key=lambda a: a.revision.number)
    last = own[-1] if own else None
    if last and (last.is_objection or _stands(last, reader, changes, number)):
        return Reading(reader, last, None)
    return Reading(reader, None, last)


def _stands(answer: Answer, reader: Participation, changes: list[Revision], number: int) -> bool:
    """An objection stands until lifted (see the caller); any other answer, for the words it was given to."""
    since = [change for change in changes if answer.revision.number < change.number <= number]
    return all(
        change.carries_consent or reader.person_id in (change.author_id, change.accepted_by_id) for change in since
    )
