"""Makes an installation ready to serve: tables, what production serves, the demonstration in an empty database."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from participants.models import Person, Programme


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []  # migrate does them

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if settings.IN_PRODUCTION:
            call_command("assets", stdout=self.stdout)
            call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMONSTRATION and not (Programme.objects.exists() or Person.objects.exists()):
            self.stdout.write("The database is empty: loading the demonstration…")
            call_command("demo", stdout=self.stdout)
