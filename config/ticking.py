"""Periodic work: one function per floor, each safe to run twice at once and to be interrupted."""

import logging
from collections.abc import Callable

from django.contrib.sessions.models import Session
from django.utils import timezone

from booklets.tasks import rescue_stuck_runs
from common.background import prune_tasks, reap_lost_tasks
from common.mail import prune_mail, retry_due_mail
from practices.services.review import ask_newcomers, remind_readers

logger = logging.getLogger(__name__)


def forget_old_sessions() -> int:
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


CHORES: list[Callable[[], object]] = [
    reap_lost_tasks,
    rescue_stuck_runs,
    prune_tasks,
    ask_newcomers,
    remind_readers,
    retry_due_mail,
    prune_mail,
    forget_old_sessions,
]


def tick() -> dict[str, object]:
    """What each chore did. One that fails is logged and does not keep the others from being done."""
    done: dict[str, object] = {}
    for chore in CHORES:
        try:
            done[chore.__name__] = chore()
        except Exception:
            logger.exception("The chore %s failed; it will be tried again.", chore.__name__)
            done[chore.__name__] = "failed"
    return done
