"""After the answer: who is told that words await them. One mail a person, however many sheets were sent at once."""

import uuid
from collections.abc import Collection, Iterable
from datetime import timedelta

from django.utils import timezone

from common.background import task
from common.mail import deliver_mail
from common.models import OutgoingMail, OutgoingMailState
from participants.models import Participation

from .models import Production, Review, RuleState, rules_of
from .notifications import ANSWER_RECORDED, READING_ASKED, READING_REMINDER

GATHERING_TIME = timedelta(minutes=15)  # several sheets sent one after the other make one mail
REMIND_BEFORE = timedelta(days=4)
REMINDED_LATELY = timedelta(days=6)


@task()
def ask_readers(review_id: int) -> None:
    """Tell those whose answer no longer stands; a round closed meanwhile tells nobody."""
    review = Review.objects.filter(pk=review_id, closed_at__isnull=True).select_related("production").first()
    if review is not None:
        queue_mail(READING_ASKED, waiting_for([review.production]))


@task()
def ask_absent(production_ids: list[int]) -> None:
    """After a round of the table: those who were not there are asked."""
    queue_mail(READING_ASKED, waiting_for(Production.objects.filter(pk__in=production_ids)))


@task()
def tell_recorded(participation_ids: list[int]) -> None:
    queue_mail(ANSWER_RECORDED, participation_ids)


def waiting_for(productions: Iterable[Production]) -> set[int]:
    """The participations that still have something to read there."""
    rules = rules_of(list(productions)).values()
    return {reading.participation.pk for rule in rules for reading in rule.readings if reading.is_waiting}


def queue_mail(kind: str, participation_ids: Collection[int]) -> int:
    """A row for each person who has an address and no such mail already waiting to leave."""
    waiting = OutgoingMail.objects.filter(kind=kind, state=OutgoingMailState.WAITING, tries=0)
    told = set(waiting.filter(subject_id__in=participation_ids).values_list("subject_id", flat=True))
    people = Participation.objects.current().filter(pk__in=set(participation_ids) - told).select_related("person")
    leaves_at = timezone.now() + GATHERING_TIME
    rows = [OutgoingMail(kind=kind, subject_id=p.pk, next_try_at=leaves_at) for p in people if p.address]
    for mail in OutgoingMail.objects.bulk_create(rows):
        deliver_mail.using(run_after=leaves_at).enqueue(mail.pk)
    return len(rows)


def queue_reminders(rules: Iterable[RuleState]) -> int:
    """To those of whom an answer is still awaited: at most one mail a person in six days, one row a day."""
    silent = {reading.participation for rule in rules for reading in rule.readings if reading.is_waiting}
    lately = OutgoingMail.objects.filter(
        kind__in=[READING_REMINDER, READING_ASKED], created_at__gt=timezone.now() - REMINDED_LATELY
    )
    told = set(lately.filter(subject_id__in=[p.pk for p in silent]).values_list("subject_id", flat=True))
    today = timezone.localdate()
    rows = [
        OutgoingMail(
            kind=READING_REMINDER, subject_id=p.pk, key=uuid.uuid5(uuid.NAMESPACE_OID, f"reminder {p.pk} {today}")
        )
        for p in silent
        if p.address and p.pk not in told
    ]
    before = OutgoingMail.objects.filter(key__in=[row.key for row in rows]).count()
    OutgoingMail.objects.bulk_create(rows, ignore_conflicts=True)
    for mail in OutgoingMail.objects.filter(key__in=[row.key for row in rows], tries=0):
        deliver_mail.enqueue(mail.pk)
    return len(rows) - before
