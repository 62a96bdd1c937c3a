"""The rule of validation (consent, not vote), computed for one production or for a list of them.

Everybody on the roster was asked; the days given have passed or all have answered; no objection stands.
It only permits: nothing is validated by itself. Source: the programme's method.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from participants.models import Participation

from .answer import Answer
from .production import Production
from .review import Review
from .revision import Revision
from .rule_words import deadline_sentence, remaining_sentence, rule_sentence


@dataclass(frozen=True)
class Reading:
    """One person asked, and what they say of the words as they stand; ``answer`` is None without one that stands."""

    participation: Participation
    answer: Answer | None
    earlier: Answer | None  # their last word on an older version, when it no longer stands
    words_changed: bool = False  # since their last answer, by somebody else

    @property
    def is_waiting(self) -> bool:
        """Nothing stands yet, or an objection has not been looked at again since the words changed."""
        return self.answer is None or (self.answer.is_objection and self.words_changed)

    @property
    def has_spoken(self) -> bool:
        """Their own answer stands: nobody may record another in its place."""
        return self.answer is not None and not self.answer.is_recorded


@dataclass(frozen=True)
class RuleState:
    production: Production
    review: Review | None
    readings: tuple[Reading, ...]
    deadline_has_passed: bool
    contestable: Revision | None = None  # the last correction of form whose consent was carried over

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

    @property
    def sentence(self) -> str:
        return rule_sentence(self)

    @property
    def deadline_sentence(self) -> str:
        return deadline_sentence(self)

    @property
    def remaining(self) -> str:
        return remaining_sentence(self)

    def reading_of(self, participation: Participation | None) -> Reading | None:
        return next((r for r in self.readings if participation and r.participation.pk == participation.pk), None)


def rule_of(production: Production) -> RuleState:
    """Four queries whatever the number of readers, answers and versions."""
    return rules_of([production])[production.pk]


def rules_of(productions: Sequence[Production]) -> dict[int, RuleState]:
    """The rule of each, in as many queries as for one."""
    open_reviews = Review.objects.filter(production__in=productions, closed_at__isnull=True)
    reviews = {review.production_id: review for review in open_reviews}
    changes: dict[int, list[Revision]] = defaultdict(list)
    for revision in Revision.objects.filter(production__in=productions).order_by("number").defer("sections"):
        changes[revision.production_id].append(revision)
    if not reviews:
        return {p.pk: _rule(p, None, [], [], changes[p.pk]) for p in productions}
    rosters = _rosters({p.group_id for p in productions if p.pk in reviews})
    answers = _answers(reviews, changes)
    return {p.pk: _rule(p, reviews.get(p.pk), rosters[p.group_id], answers[p.pk], changes[p.pk]) for p in productions}


def _rosters(groups: Iterable[int]) -> dict[int, list[Participation]]:
    """Asked when the version was frozen, or joined since; those who left are not held against it."""
    rosters: dict[int, list[Participation]] = defaultdict(list)
    people = Participation.objects.current().filter(group__in=groups, is_guest=False)
    for person in people.with_names().in_reading_order():
        rosters[person.group_id].append(person)  # type: ignore[index]
    return rosters


def _answers(reviews: Iterable[int], changes: dict[int, list[Revision]]) -> dict[int, list[Answer]]:
    """Each production's answers that nobody has replaced, in the order of the words they were given to."""
    versions = {revision.pk: revision for revisions in changes.values() for revision in revisions}
    answers: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.current().filter(production__in=reviews).select_related("recorded_by"):
        answer.revision = versions[answer.revision_id]
        answers[answer.production_id].append(answer)
    for given in answers.values():
        given.sort(key=lambda answer: (answer.revision.number, answer.pk))
    return answers


def _rule(
    production: Production,
    review: Review | None,
    roster: list[Participation],
    answers: list[Answer],
    changes: list[Revision],
) -> RuleState:
    contestable = changes[-1] if changes and changes[-1].carries_consent else None
    if review is None:
        return RuleState(production, None, (), deadline_has_passed=False, contestable=contestable)
    own: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        answer.production = production
        own[answer.participation_id].append(answer)
    readings = tuple(_reading(reader, own[reader.pk], changes) for reader in roster)
    passed = timezone.now() > review.deadline_at
    return RuleState(production, review, readings, deadline_has_passed=passed, contestable=contestable)


def _reading(reader: Participation, given: list[Answer], changes: list[Revision]) -> Reading:
    """What they said themselves comes before what was recorded for them; an objection stands until they answer again."""
    for theirs in given:
        theirs.participation = reader
    last = given[-1] if given else None
    spoken = next((answer for answer in reversed(given) if not answer.is_recorded), None)
    for answer in filter(None, (spoken, last)):
        stands = _stands(answer, reader, changes)
        if stands or answer.is_objection:
            return Reading(reader, answer, None, words_changed=not stands)
    return Reading(reader, None, last, words_changed=last is not None)


def _stands(answer: Answer, reader: Participation, changes: list[Revision]) -> bool:
    """For the words it was given to, and those that only changed in form or by the reader's own hand."""
    since = [change for change in changes if change.number > answer.revision.number]
    return all(
        change.carries_consent or reader.person_id in (change.author_id, change.accepted_by_id) for change in since
    )
