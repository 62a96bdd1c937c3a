"""A peer group: people of one institution or network, who first work apart."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .programme import Programme


class Shape(models.TextChoices):
    """A group's sign: it tells the voices apart where colours do not."""

    CIRCLE = "circle", _("circle")
    SQUARE = "square", _("square")
    TRIANGLE = "triangle", _("triangle")
    DIAMOND = "diamond", _("diamond")


class PeerGroup(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("name"), max_length=80)
    shape = models.CharField(_("sign"), max_length=10, choices=Shape.choices, default=Shape.CIRCLE)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("peer group")
        verbose_name_plural = _("peer groups")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="group_name_is_unique_in_its_programme"),
            models.UniqueConstraint(fields=["programme", "shape"], name="group_sign_is_unique_in_its_programme"),
        ]

    def __str__(self) -> str:
        return self.name
