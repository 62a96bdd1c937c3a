"""Which contributions feed which production, and where they were used."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from encounters.models import Contribution
from participants.models import Person

from .production import Production
from .revision import Revision


class FeedingQuerySet(models.QuerySet["Feeding"]):
    def standing(self) -> "FeedingQuerySet":
        return self.filter(removed_at__isnull=True)

    def count_by_production(self) -> dict[int, int]:
        counted = self.order_by().values("production").annotate(count=models.Count("pk"))
        return dict(counted.values_list("production", "count"))


class Feeding(models.Model):
    """A contribution grouped into a production; taking it out keeps the row, so that nothing is destroyed."""

    production = models.ForeignKey(Production, on_delete=models.CASCADE, related_name="feedings")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="feedings")
    added_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = FeedingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["production", "contribution"],
                condition=Q(removed_at__isnull=True),
                name="contribution_feeds_a_production_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} → {self.production_id}"


def is_grouped() -> Exists:
    """For contributions: it feeds a production. Its own group's, for the services put it in no other."""
    return Exists(Feeding.objects.standing().filter(contribution=OuterRef("pk")))


class UsedContribution(models.Model):
    """A contribution inserted into a section: the thread from the spoken sentence to the printed page."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="used_contributions")
    section = models.CharField(max_length=20)
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "section", "contribution"],
                name="contribution_is_used_once_in_a_section_and_version",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} in {self.section}"
