"""manage.py worker: runs the tasks, does the periodic work, and shows that it is alive."""

import threading
import time
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
            threading.Thread(target=_keep_time, daemon=True).start()
        super().handle(**options)


def _keep_time() -> None:
    """Its own connection, its own thread: a long booklet does not stop the heart."""
    next_tick = 0.0
    while True:
        try:
            close_old_connections()
            beat()
            if time.monotonic() >= next_tick:
                tick()
                next_tick = time.monotonic() + TICK_EVERY
        except Exception:  # the database is away: say nothing, try again, and let /readyz tell
            connection.close()
        time.sleep(BEAT_EVERY)
