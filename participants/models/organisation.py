"""An organisation: a social centre, a school, a partner; it belongs to a programme and is copied with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .programme import Programme


class OrganisationKind(models.TextChoices):
    SOCIAL_CENTRE = "social_centre", _("social centre")
    SOCIAL_LIFE_SPACE = "social_life_space", _("social life space")
    FEDERATION = "federation", _("federation")
    NURSERY_SCHOOL = "nursery_school", _("nursery school")
    ELEMENTARY_SCHOOL = "elementary_school", _("elementary school")
    PRIMARY_SCHOOL = "primary_school", _("primary school")
    MIDDLE_SCHOOL = "middle_school", _("middle school")
    HIGH_SCHOOL = "high_school", _("high school")
    REP_NETWORK = "rep_network", _("REP or REP+ network")
    SCHOOL_DISTRICT = "school_district", _("school district")
    DSDEN = "dsden", "DSDEN"
    CAF = "caf", "CAF"
    MSA = "msa", "MSA"
    MUNICIPALITY = "municipality", _("municipality")
    DEPARTMENT = "department", _("département council")
    PARENTS_ASSOCIATION = "parents_association", _("parents’ association")
    PARTNER_ASSOCIATION = "partner_association", _("partner association")
    PRE = "pre", _("educational success programme (PRE)")
    EARLY_CHILDHOOD = "early_childhood", _("PMI, LAEP, nursery")
    PREVENTION = "prevention", _("specialised prevention")
    LOCAL_MISSION = "local_mission", _("local mission")
    OTHER = "other", _("other")


class Organisation(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="organisations")
    name = models.CharField(_("name"), max_length=120)
    sort_name = models.CharField(max_length=200, editable=False, default="")
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind.choices, default=OrganisationKind.OTHER)
    territory = models.CharField(_("territory"), max_length=80, blank=True)
    territory_type = models.CharField(_("type of territory"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "sort_name"], name="organisation_is_named_once_in_a_programme")
        ]

    def __str__(self) -> str:
        return self.name
