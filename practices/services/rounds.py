"""A round of reading: opened on the words as they stand, held while somebody answers or decides, closed once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from participants.models import Participation, Person

from ..models import Production, ProductionStatus, Review, ReviewReader, Revision
from .moves import TransitionError


class StaleWordsError(TransitionError):
    """The words are no longer those that were read; nothing was written."""


def open_review(
    production: Production, revision: Revision, *, by: Person | None, deadline_at: datetime | None = None
) -> Review:
    """Freeze a version and the roster asked. The deadline is the end of a day, where the programme lives."""
    now = timezone.now()
    deadline = deadline_at or end_of_day(now + timedelta(days=production.programme.review_days), production)
    review = Review.objects.create(
        production=production, revision=revision, opened_by=by, opened_at=min(now, deadline), deadline_at=deadline
    )
    ask(review, Participation.objects.roster_of(production.group))
    return review


def ask(review: Review, people: Iterable[Participation]) -> None:
    """Keep who was asked, and since when; twice changes nothing."""
    readers = [ReviewReader(review=review, participation=person) for person in people]
    ReviewReader.objects.bulk_create(readers, ignore_conflicts=True)


def close_review(production: Production) -> Review | None:
    """The round that was open, now closed; None when there was none."""
    review = production.reviews.filter(closed_at__isnull=True).first()
    if review is not None:
        review.closed_at = timezone.now()
        review.save(update_fields=["closed_at"])
    return review


def hold_review(production: Production, *, seen: int | None) -> Review:
    """Nobody changes the words nor closes the round until this transaction ends; refused unless they were the words seen.

    The update compares and swaps on both databases, where a lock alone would do nothing on SQLite.
    """
    here = Review.objects.filter(production=production, revision=seen, closed_at__isnull=True)
    if here.update(closed_at=None):
        return here.get()
    if production.status == ProductionStatus.IN_REVIEW:
        raise StaleWordsError(_("The words have changed since you read them: here they are, please read them again."))
    raise TransitionError(_("This is no longer being read: the group has moved on meanwhile."))


def end_of_day(moment: datetime, production: Production) -> datetime:
    """23:59:59 of that day in the programme's time zone: a deadline "le 12" ends when the 12th ends."""
    local = moment.astimezone(ZoneInfo(production.programme.time_zone))
    return local.replace(hour=23, minute=59, second=59, microsecond=0)
