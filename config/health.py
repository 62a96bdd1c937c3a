"""Whether this installation can serve: each check answers None, or a sentence for the operator."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from common.background import last_beat, oldest_waiting

WORKER_SILENT_AFTER = timedelta(minutes=2)
WAITING_TOO_LONG = timedelta(minutes=10)


def database() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return None


def migrations() -> str | None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} migrations are waiting: run manage.py migrate." if plan else None


def storage() -> str | None:
    """Writes and deletes a file: a full or read-only disk answers here first."""
    name = default_storage.save(f"readyz/{uuid.uuid4().hex}", ContentFile(b"ready"))
    default_storage.delete(name)
    return None


def worker() -> str | None:
    last = last_beat()
    if last is None:
        return "No task worker has ever been seen: run manage.py worker."
    if timezone.now() - last > WORKER_SILENT_AFTER:
        return f"The task worker was last seen at {last:%Y-%m-%d %H:%M:%S} UTC."
    return None


def waiting_tasks() -> str | None:
    since = oldest_waiting()
    if since and timezone.now() - since > WAITING_TOO_LONG:
        return f"A task has been waiting since {since:%Y-%m-%d %H:%M:%S} UTC."
    return None


CHECKS: tuple[Callable[[], str | None], ...] = (database, migrations, storage, worker, waiting_tasks)


def report() -> dict[str, str]:
    """``ok`` or a sentence, by check."""
    return {check.__name__: _answer(check) for check in CHECKS}


def _answer(check: Callable[[], str | None]) -> str:
    try:
        return check() or "ok"
    except Exception as error:  # whatever fails is the answer
        return f"{type(error).__name__}: it does not answer."
