"""manage.py export: a programme in a file, as one person may see it (its coordination by default)."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from config.exporting import contributions_as_csv, export
from participants.models import Actor, Participation, Person, Programme


class Command(BaseCommand):
    help = "Write everything of a programme that the person running it may see: json, or contributions as csv."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("programme", help="the programme's slug")
        parser.add_argument("--format", choices=["json", "csv"], default="json")
        parser.add_argument("--output", required=True, type=Path)
        parser.add_argument(
            "--as", dest="email", default="", help="sign-in e-mail of the person; a coordinator by default"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(slug=options["programme"]).first()
        if programme is None:
            raise CommandError(f"There is no programme “{options['programme']}”.")
        exported = export(programme, actor=Actor(_person(programme, options["email"])))
        content = contributions_as_csv(exported) if options["format"] == "csv" else _as_json(exported)
        options["output"].write_bytes(content)
        self.stdout.write(f"{options['output']} is written.")


def _as_json(exported: dict[str, Any]) -> bytes:
    return json.dumps(exported, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def _person(programme: Programme, email: str) -> Person:
    if email:
        person = Person.objects.filter(email=email.strip().lower()).first()
        if person is None:
            raise CommandError(f"Nobody signs in with {email}.")
        return person
    coordinator = Participation.objects.coordinators().filter(programme=programme).select_related("person").first()
    if coordinator is None:
        raise CommandError("This programme has no coordinator: say as whom with --as.")
    return coordinator.person
