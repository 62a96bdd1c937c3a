"""Technical tables: the outgoing mail that waits, and what is shared by every kind of stored secret."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone


class OutgoingMailState(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self) -> "OutgoingMailQuerySet":
        return self.filter(state=OutgoingMailState.WAITING, next_try_at__lte=timezone.now())


class OutgoingMail(models.Model):
    """A message to be built and sent: only ids are kept, so no secret or address rests here."""

    kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=10, choices=OutgoingMailState.choices, default=OutgoingMailState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"], name="mail_waiting_for_its_turn")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="mail_is_dated_when_and_only_when_sent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} ({self.state})"


class Heartbeat(models.Model):
    """The last sign of life of something that works on its own, such as the task worker."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
