"""Attendance: who was expected, came, sent word or was missing, with the function held at that date."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Participation, Person

from .meeting import Meeting


class AttendanceStatus(models.TextChoices):
    EXPECTED = "expected", _("expected")
    PRESENT = "present", _("present")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def present(self) -> "AttendanceQuerySet":
        return self.filter(status=AttendanceStatus.PRESENT)


class Attendance(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="attendances")
    status = models.CharField(max_length=10, choices=AttendanceStatus.choices, default=AttendanceStatus.EXPECTED)
    is_newcomer = models.BooleanField(_("first time here"), default=False)
    function_then = models.CharField(max_length=120, blank=True)
    organisation_then = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "participation"], name="person_attends_a_meeting_once")
        ]

    def __str__(self) -> str:
        return f"{self.participation} ({self.status})"


@dataclass(frozen=True)
class AttendanceLine:
    """One person's line: as it was shown (``seen``), and as it should be."""

    participation: Participation
    seen: str
    status: str
    is_newcomer: bool = False
    function_then: str = ""
    organisation_then: str = ""
    details_changed: bool = False
