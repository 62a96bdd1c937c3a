"""The application's registration: no models, only pages and commands that cross floors."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
