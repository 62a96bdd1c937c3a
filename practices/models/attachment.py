"""A file of a production: a picture, a tool offered to others, the still image of a video. Never rewritten."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Person

from .production import Production


class AttachmentKind(models.TextChoices):
    PICTURE = "picture", _("picture")
    TOOL = "tool", _("tool")
    STILL = "still", _("still image")


def attachment_name(attachment: "Attachment", filename: str) -> str:
    """No word of the person's file name reaches the disk: only its extension, already checked by content."""
    return f"productions/{attachment.production_id}/{uuid.uuid4().hex}.{filename.rsplit('.', 1)[-1]}"


class Attachment(models.Model):
    production = models.ForeignKey(Production, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=10, choices=AttachmentKind.choices)
    file = models.FileField(upload_to=attachment_name, max_length=200)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    client_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    def __str__(self) -> str:
        return self.name
