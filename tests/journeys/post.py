"""The post of the journeys: the worker is run, then the mailbox is read as its owner would."""

import re
from datetime import timedelta

import time_machine
from django.core import mail
from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks_db.management.commands.db_worker import Worker

LINK = re.compile(r"https?://\S+/l/\S+")
CODE = re.compile(r"^([A-Z0-9]{4,}(?:-[A-Z0-9]{2,})*)$", re.MULTILINE)


def run_the_worker() -> None:
    """Everything that waits is done, as `manage.py worker --batch` does, without its own handling of signals."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=default_task_backend.alias,
        startup_delay=False,
        max_tasks=None,
        worker_id="journey",
        excluded_queue_names=[],
    ).run()


def last_message(address: str, about: str, *, after: timedelta = timedelta(0)) -> str:
    """The text of the last message to this address that speaks of it, once this time has passed."""
    run_the_worker()
    if after:
        with time_machine.travel(timezone.now() + after):
            run_the_worker()
    received = [m for m in mail.outbox if address in m.to and about in f"{m.subject}\n{m.body}"]
    assert received, f"Nothing about “{about}” came to {address}: {[(m.to, m.subject) for m in mail.outbox]}"
    return str(received[-1].body)


def link_in(message: str) -> str:
    found = LINK.search(message)
    assert found, message
    return found[0]


def code_in(message: str) -> str:
    found = CODE.search(message)
    assert found, message
    return found[1]
