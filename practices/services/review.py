"""Having productions read: sending them, taking them back, asking again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participants.models import Participation, Person

from ..models import (
    WORDS_SETTLED,
    Production,
    ProductionStatus,
    Review,
    ReviewReader,
    Revision,
    missing_words,
    rules_of,
)
from ..notifications import READING_ASKED
from ..tasks import REMIND_BEFORE, ask_readers, queue_mail, queue_reminders
from .moves import CONTESTED, NotReadyError, TransitionError, expect_status, in_turn, move_production, take_turn
from .rounds import ask, close_review, open_review


@dataclass
class SentToReview:
    """What left and what stayed, with the sentence that says why."""

    sent: list[Production] = field(default_factory=list)
    kept: list[tuple[Production, str]] = field(default_factory=list)


@transaction.atomic
def send_to_review(production: Production, *, by: Person, seen: int | None) -> Review:
    """Freeze the words that were seen and ask everybody on the group's roster, absent or not."""
    current = take_turn(production)
    expect_status(current, ProductionStatus.TO_COMPLETE)
    if missing := missing_words(current):
        raise NotReadyError(_("Before the group can read it, please complete: %(sections)s.") % {"sections": missing})
    move_production(current, ProductionStatus.IN_REVIEW, by=by, seen=seen)
    assert current.head is not None
    review = open_review(current, current.head, by=by)
    ask_readers.enqueue(review.pk)
    production.refresh_from_db()
    return review


@transaction.atomic
def send_many_to_review(seen: Mapping[Production, int | None], *, by: Person) -> SentToReview:
    """Each on its own: what cannot leave yet stays, and holds nobody else back."""
    outcome = SentToReview()
    for production, version in in_turn(seen):
        try:
            send_to_review(production, by=by, seen=version)
        except TransitionError as reason:
            outcome.kept.append((production, str(reason)))
        else:
            outcome.sent.append(production)
    return outcome


@transaction.atomic
def return_to_complete(production: Production, *, by: Person, seen: int | None) -> None:
    """Back to its people for completing; answers given stay with the words they were given to."""
    current = take_turn(production)
    expect_status(current, ProductionStatus.IN_REVIEW)
    move_production(current, ProductionStatus.TO_COMPLETE, by=by, seen=seen)
    close_review(current)
    production.refresh_from_db()


@transaction.atomic
def contest_form_correction(production: Production, *, by: Person, seen: int | None) -> None:
    """A reader says that the last correction touched more than the form: it carries no consent, and all are asked again."""
    current = take_turn(production)
    carried = Revision.objects.filter(
        production=current, pk=seen or 0, is_form_correction=True, contested_at__isnull=True
    )
    if current.head_id != seen or not carried.update(contested_at=timezone.now(), contested_by=by):
        raise TransitionError(_("This correction can no longer be contested: the words have moved on since."))
    current = take_turn(production)
    if current.status in WORDS_SETTLED:
        move_production(current, ProductionStatus.IN_REVIEW, by=by, seen=seen, reason=CONTESTED)
    elif current.status == ProductionStatus.IN_REVIEW:
        close_review(current)
    else:
        return
    assert current.head is not None
    ask_readers.enqueue(open_review(current, current.head, by=by).pk)
    production.refresh_from_db()


def ask_newcomers() -> int:
    """For ``tick``: whoever joined a group after its sheets were sent is asked too. Twice asks nobody twice."""
    reviews = Review.objects.with_newcomers().select_related("production__group")
    return sum(_ask_newcomers_of(review) for review in reviews)


@transaction.atomic
def _ask_newcomers_of(review: Review) -> int:
    """They alone are told: those asked before them have had their mail."""
    known = ReviewReader.objects.filter(review=review).values("participation")
    newcomers = list(Participation.objects.roster_of(review.production.group).exclude(pk__in=known))
    ask(review, newcomers)
    queue_mail(READING_ASKED, [person.pk for person in newcomers])
    return len(newcomers)


def remind_readers() -> int:
    """For ``tick``: before the deadline, one mail to each person who has not answered. Twice sends nothing twice."""
    ending = Review.objects.ending_within(REMIND_BEFORE).values("production")
    return queue_reminders(rules_of(list(Production.objects.filter(pk__in=ending))).values())
