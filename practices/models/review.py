"""A review: one version frozen, a roster asked, a deadline set."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participants.models import Participation, Person

from .production import Production
from .revision import Revision


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> "ReviewQuerySet":
        return self.filter(closed_at__isnull=True)

    def ending_within(self, days: timedelta) -> "ReviewQuerySet":
        now = timezone.now()
        return self.open().filter(deadline_at__gt=now, deadline_at__lt=now + days)

    def with_newcomers(self) -> "ReviewQuerySet":
        """Somebody is on the group's roster who has not been asked yet."""
        asked = ReviewReader.objects.filter(review=OuterRef(OuterRef("pk")), participation=OuterRef("pk"))
        roster = Participation.objects.current().filter(group=OuterRef("production__group"), is_guest=False)
        return self.open().filter(Exists(roster.filter(~Exists(asked))))


class Review(models.Model):
    """While a production is being read, its open review always freezes its head: new words open a new review."""

    production = models.ForeignKey(Production, on_delete=models.CASCADE, related_name="reviews")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="reviews")
    opened_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    deadline_at = models.DateTimeField(_("answers expected until"))
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["production"], condition=Q(closed_at__isnull=True), name="one_open_review_per_production"
            ),
            models.CheckConstraint(
                condition=Q(deadline_at__gte=models.F("opened_at")), name="review_leaves_time_to_read"
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.revision}"

    @property
    def deadline_has_passed(self) -> bool:
        return timezone.now() > self.deadline_at


class ReviewReader(models.Model):
    """Somebody who was asked: on the roster when the version was frozen, or joined since."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="readers")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "participation"], name="reader_is_asked_once_per_review")
        ]

    def __str__(self) -> str:
        return str(self.participation)
