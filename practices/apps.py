"""The application's registration."""

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "practices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The builders of our mails make themselves known."""
        from . import notifications  # noqa: F401
