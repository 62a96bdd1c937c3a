"""manage.py worker: runs the tasks, does the periodic work, and shows that it is alive."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from common.background import beat
from config.ticking import tick

BEAT_EVERY = 15  # seconds
TICK_EVERY = 60


class Command(DatabaseWorker):
    help = "Run the task worker, its heartbeat and the periodic work."

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["batch"]:
            keep_time([(beat, BEAT_EVERY), (tick, TICK_EVERY)])
        super().handle(**options)


def keep_time(works: Sequence[tuple[Callable[[], object], float]], stopped: threading.Event | None = None) -> None:
    """Each in a thread of its own: neither a long booklet nor a mail server that hangs stops the heart."""
    stopped = stopped or threading.Event()
    for work, every in works:
        threading.Thread(target=_repeat, args=(work, every, stopped), daemon=True).start()


def _repeat(work: Callable[[], object], every: float, stopped: threading.Event) -> None:
    while not stopped.is_set():
        try:
            close_old_connections()
            work()
        except Exception:  # the database is away: say nothing, try again, and let /readyz tell
            connection.close()
        stopped.wait(every)
