"""The one place that knows which library runs tasks after the answer (Django's own from 6.0 on)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, F, When
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .models import Heartbeat

LOST_AFTER = timedelta(minutes=10)
MOST_TRIES = 3
KEPT_FOR = timedelta(days=14)
WORKER = "worker"

__all__ = ["beat", "last_beat", "oldest_waiting", "prune_tasks", "reap_lost_tasks", "task"]


def beat(name: str = WORKER) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def last_beat(name: str = WORKER) -> datetime | None:
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def oldest_waiting() -> datetime | None:
    """Since when the oldest task that could run has been waiting; one put off waits from its hour on."""
    put_off = When(run_after__lte=timezone.now(), then=F("run_after"))
    due = DBTaskResult.objects.ready().annotate(due_at=Case(put_off, default=F("enqueued_at")))
    return due.order_by("due_at").values_list("due_at", flat=True).first()


def reap_lost_tasks() -> int:
    """Give back the tasks of a worker that was killed; after three tries they have failed. Returns how many."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LOST_AFTER)
    return sum(_give_back(pk, len(workers)) for pk, workers in lost.values_list("pk", "worker_ids"))


def _give_back(pk: UUID, tries: int) -> int:
    still = DBTaskResult.objects.filter(pk=pk, status=TaskResultStatus.RUNNING)
    if tries < MOST_TRIES:
        return still.update(status=TaskResultStatus.READY)
    said = f"Given up after {tries} workers were lost while running it."
    return still.update(status=TaskResultStatus.FAILED, finished_at=timezone.now(), traceback=said)


def prune_tasks() -> int:
    """Forget finished tasks after a fortnight; ids only, but nobody needs them."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT_FOR).delete()[0]
