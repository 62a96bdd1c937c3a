"""A short address of ours, printed as a QR code: it stays when what it leads to moves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.models import Production


class TargetKind(models.TextChoices):
    PRACTICE = "practice", _("practice")
    VIDEO = "video", _("video")
    TOOL = "tool", _("tool")


class ShortAddress(models.Model):
    """``digest`` tells the tools of one practice apart: made of what the address leads to."""

    code = models.CharField(max_length=8, unique=True)
    production = models.ForeignKey(Production, on_delete=models.CASCADE, related_name="short_addresses")
    kind = models.CharField(max_length=10, choices=TargetKind.choices)
    digest = models.CharField(max_length=64, blank=True)
    label = models.CharField(max_length=120, blank=True)
    url = models.CharField(max_length=500, blank=True)
    attachment = models.ForeignKey(
        "practices.Attachment", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["production", "kind", "digest"], name="one_short_address_per_target")
        ]

    def __str__(self) -> str:
        return self.code
