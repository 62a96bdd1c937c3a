"""The history of a production's life: one row per move, never changed."""

from django.db import models

from participants.models import Person

from .production import Production, ProductionStatus
from .revision import Revision


class StatusChange(models.Model):
    production = models.ForeignKey(Production, on_delete=models.CASCADE, related_name="status_changes")
    old = models.CharField(max_length=12, choices=ProductionStatus.choices)
    new = models.CharField(max_length=12, choices=ProductionStatus.choices)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
