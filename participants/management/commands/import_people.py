"""Imports a roster from a CSV, XLSX or ODS file: the same rules as the screen."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.spreadsheets import SpreadsheetError, read_table
from participants.models import Programme
from participants.services import FileError, Frame, Outcome, Plan, import_people, plan_import


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("programme", help="the programme's slug")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(slug=options["programme"]).first()
        if programme is None:
            raise CommandError(f"There is no programme “{options['programme']}”.")
        act = plan_import if options["dry_run"] else import_people
        try:
            with options["file"].open("rb") as file:
                plan = act(programme, read_table(file), frame=Frame(by=None))
        except (OSError, SpreadsheetError, FileError) as error:
            raise CommandError(str(error)) from error
        self._say(plan, is_dry=options["dry_run"])

    def _say(self, plan: Plan, *, is_dry: bool) -> None:
        for planned in plan.lines:
            if planned.sentences:
                self.stdout.write(f"{planned.line.number}: {planned.line.name or '—'}: {' '.join(planned.sentences)}")
        counts = ", ".join(f"{len(group)} {word}" for word, group in self._counts(plan))
        self.stdout.write(f"{'Nothing written. ' if is_dry else ''}{counts}.")

    def _counts(self, plan: Plan) -> list[tuple[str, list[Any]]]:
        return [(outcome.value, plan.of(outcome)) for outcome in Outcome]
