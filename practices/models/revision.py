"""A numbered version of a production: immutable, the very thing people agree to."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from encounters.models import Meeting
from participants.models import Person

from .production import Production


class Revision(models.Model):
    """``sections`` holds every section, not a difference. Only ``contested_*`` is ever written after creation."""

    production = models.ForeignKey(Production, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    sections = models.JSONField(default=dict)
    changed_sections = models.JSONField(default=list)
    author = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_form_correction = models.BooleanField(_("correction of form only"), default=False)
    contested_at = models.DateTimeField(null=True, blank=True)
    contested_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["production", "number"]
        constraints = [
            models.UniqueConstraint(fields=["production", "number"], name="version_number_is_unique_in_its_production"),
            models.CheckConstraint(
                condition=Q(contested_at__isnull=True) | Q(is_form_correction=True),
                name="only_a_correction_of_form_is_contested",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.production} v{self.number}"

    @property
    def carries_consent(self) -> bool:
        """A correction of form keeps the agreement given to the version before it, until somebody contests it."""
        return self.is_form_correction and self.contested_at is None
