"""A print run (*tirage*): content frozen under a number, and the file made from it once and for all."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participants.models import Participation, Person

from .booklet import Booklet


class RunState(models.TextChoices):
    QUEUED = "queued", _("waiting its turn")
    RUNNING = "running", _("being laid out")
    DONE = "done", _("ready")
    FAILED = "failed", _("failed")


def run_file_name(run: "PrintRun", filename: str) -> str:
    return f"booklets/{run.booklet_id}/runs/{uuid.uuid4().hex}.{filename.rsplit('.', 1)[-1]}"


class PrintRunQuerySet(models.QuerySet["PrintRun"]):
    def numbered(self) -> "PrintRunQuerySet":
        return self.filter(number__isnull=False)

    def proofs(self) -> "PrintRunQuerySet":
        return self.filter(number__isnull=True)

    def ready(self) -> "PrintRunQuerySet":
        return self.filter(state=RunState.DONE)


class PrintRun(models.Model):
    """A proof has no number and may be replaced; a numbered run serves the same bytes for ever."""

    booklet = models.ForeignKey(Booklet, on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField(null=True, blank=True)
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    named = models.ManyToManyField(Participation, related_name="+", editable=False)  # thanked by name, as they agreed
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    file = models.FileField(upload_to=run_file_name, max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    requested_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = PrintRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("print run")
        verbose_name_plural = _("print runs")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["booklet", "number"], name="run_number_is_unique_in_its_booklet"),
            models.CheckConstraint(
                condition=~Q(state="done") | (~Q(file="") & ~Q(file_sha256="") & Q(finished_at__isnull=False)),
                name="finished_run_has_its_file",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(error=""), name="failed_run_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.booklet} no. {self.number}" if self.number else f"{self.booklet} (proof)"

    @property
    def progress_id(self) -> str:
        return f"progress-{self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.state in (RunState.QUEUED, RunState.RUNNING)
