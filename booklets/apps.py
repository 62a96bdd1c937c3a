"""The application's registration."""

from django.apps import AppConfig


class BookletsConfig(AppConfig):
    name = "booklets"
    default_auto_field = "django.db.models.BigAutoField"
