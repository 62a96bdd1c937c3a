"""manage.py demo: the demonstration programme, up to the stage asked for."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demonstration import DemonstrationError, Stage, load_demonstration


class Command(BaseCommand):
    help = "Load the demonstration programme val-d-oriane-2018-2019; loading it twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=[stage.value for stage in Stage], default=Stage.DEPARTMENTAL.value)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_demonstration(Stage(options["stage"]))
        except DemonstrationError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The demonstration is loaded." if loaded else "The demonstration stands already.")
