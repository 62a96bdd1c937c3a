"""manage.py seed: a load of made-up rows, for benchmarks and for trying a machine out."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.seeding import seed


class Command(BaseCommand):
    help = "Load made-up programmes, practices, people and contributions: totals, shared among the programmes."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, default in (("programmes", 1), ("practices", 50), ("people", 30), ("contributions", 500)):
            parser.add_argument(f"--{name}", type=int, default=default)

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MODE == "production":
            raise CommandError("Made-up rows are never loaded in production.")
        names = ("programmes", "practices", "people", "contributions")
        if min(options[name] for name in names) < 0 or options["programmes"] < 1:
            raise CommandError("Ask for at least one programme, and for no negative number.")
        seed(**{name: options[name] for name in names})
        self.stdout.write(", ".join(f"{options[name]} {name}" for name in names) + " loaded.")
