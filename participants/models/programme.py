"""A programme: one edition, in one département, of the three meetings."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .actor import Actor


class Licence(models.TextChoices):
    BY_SA = "cc-by-sa", _("Creative Commons Attribution – ShareAlike 4.0")
    BY = "cc-by", _("Creative Commons Attribution 4.0")
    BY_NC_SA = "cc-by-nc-sa", _("Creative Commons Attribution – NonCommercial – ShareAlike 4.0")


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, actor: "Actor") -> "ProgrammeQuerySet":
        """Only the programmes one takes part in; leaving hides them."""
        return self.filter(pk__in=actor.participations().values("programme_id"))


class Programme(models.Model):
    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(_("title"), max_length=120)
    department = models.CharField(_("département"), max_length=80)
    edition = models.CharField(_("edition"), max_length=40, help_text=_("For instance 2026–2027"))
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    language = models.CharField(_("language of the booklet"), max_length=5, choices=settings.LANGUAGES, default="fr")
    review_days = models.PositiveSmallIntegerField(
        _("days given to read"), default=15, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.BY_SA)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    client_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} {self.edition}"
