"""Makes a person who may create programmes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from common.text import clean_text
from participants.services import make_coordinator


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name", nargs="+", help="first name and surname")

    def handle(self, *args: Any, **options: Any) -> None:
        name = " ".join(clean_text(" ".join(options["name"])).split())[:120]
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"“{options['email']}” is not an e-mail address.") from error
        if not name:
            raise CommandError("Give the person’s name after the address.")
        person = make_coordinator(email=options["email"], name=name)
        self.stdout.write(f"{person.name} ({person.email}) may create programmes.")
