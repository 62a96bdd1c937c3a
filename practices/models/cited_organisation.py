"""The organisations a production speaks of, read from its head: who acts in it, who is only named."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Organisation

from .production import Production


class CitedRole(models.TextChoices):
    ACTING = "acting", _("acts in it")
    NAMED = "named", _("is named in it")


class CitedOrganisation(models.Model):
    production = models.ForeignKey(Production, on_delete=models.CASCADE, related_name="cited_organisations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cited_in")
    role = models.CharField(max_length=10, choices=CitedRole.choices, default=CitedRole.ACTING)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["production", "organisation"], name="organisation_is_cited_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)
