"""An answer: one voice per person and version, their own or recorded for them."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.models import Participation, Person

from .labels import section_labels
from .production import Production
from .revision import Revision


class Choice(models.TextChoices):
    AGREE = "agree", _("I agree")
    REMARK = "agree_with_remark", _("I agree, with a remark")
    OBJECTION = "objection", _("I cannot agree as it stands, and this is why")
    NO_OPINION = "no_opinion", _("I let the group decide")


class AnswerQuerySet(models.QuerySet["Answer"]):
    def current(self) -> "AnswerQuerySet":
        return self.filter(superseded_at__isnull=True)


class Answer(models.Model):
    """``recorded_by`` is empty when the person answered themselves. A changed answer supersedes, never erases."""

    production = models.ForeignKey(Production, on_delete=models.CASCADE, related_name="answers")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="answers")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="answers")
    choice = models.CharField(max_length=20, choices=Choice.choices)
    remark = models.TextField(_("remark or reason"), max_length=2000, blank=True)
    section = models.CharField(max_length=20, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_recorded = models.BooleanField(default=False)
    given_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        indexes = [models.Index(fields=["production", "participation"], name="answers_of_a_production")]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "participation"],
                condition=Q(superseded_at__isnull=True),
                name="one_voice_per_person_and_version",
            ),
            models.CheckConstraint(
                condition=~Q(choice__in=["objection", "agree_with_remark"]) | ~Q(remark=""),
                name="objection_or_remark_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.choice}"

    @property
    def is_objection(self) -> bool:
        return self.choice == Choice.OBJECTION

    @property
    def section_label(self) -> str:
        """The part of the sheet the remark is about; empty for the whole sheet."""
        label = section_labels(self.production.kind).get(self.section)
        return str(label) if label else ""
