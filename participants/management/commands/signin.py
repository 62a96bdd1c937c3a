"""Prints a one-time sign-in address with all of somebody's rights, good for a quarter of an hour."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from participants.models import Person
from participants.services import make_operator_link


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(email=options["email"].strip().lower(), is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody signs in with “{options['email']}”.")
        token = make_operator_link(person)
        self.stdout.write(f"{settings.SITE_URL}{reverse('link_open', args=[token])}")
