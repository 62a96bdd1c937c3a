"""manage.py tick: the periodic work, for a timer where no worker runs it."""

from typing import Any

from django.core.management.base import BaseCommand

from config.ticking import tick


class Command(BaseCommand):
    help = "Do the periodic work: lost tasks, waiting mail, reminders, old rows. Safe to run twice at once."

    def handle(self, *args: Any, **options: Any) -> None:
        for chore, outcome in tick().items():
            self.stdout.write(f"{chore}: {outcome}")
