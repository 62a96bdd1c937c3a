"""The lists people pick from: default data given to each programme, then its own to edit. Keys never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .programme import Programme


class PickList(models.TextChoices):
    OBJECT = "object", _("object of the link")
    FORM = "form", _("form of the link")
    FREQUENCY = "frequency", _("frequency of the link")
    TERRITORY_TYPE = "territory_type", _("type of territory")
    FUNCTION = "function", _("function")


DEFAULT_PICK_LISTS: dict[str, list[tuple[str, str]]] = {
    PickList.OBJECT: [
        ("clas", "accompagnement à la scolarité (CLAS)"),
        ("early_childhood", "passerelle petite enfance–maternelle"),
        ("cm2_6e", "passage CM2-6e"),
        ("homework", "devoirs faits"),
        ("after_school", "périscolaire et mercredis (PEDT)"),
        ("exclusion", "accueil d’élèves exclus temporairement"),
        ("parents_cafe", "café ou espace parents"),
        ("oepre", "ouvrir l’école aux parents (OEPRE)"),
        ("parenting", "parentalité"),
        ("school_climate", "climat scolaire, harcèlement"),
        ("lunch_break", "pause de midi, présence dans l’établissement"),
        ("culture", "culture, lecture, jeu, jardin"),
        ("orientation", "orientation, stages"),
        ("perseverance", "persévérance, décrochage"),
        ("newcomers", "accueil des nouveaux enseignants, connaissance du quartier"),
        ("governance", "instances, concertation"),
        ("health", "santé"),
        ("other", "autre"),
    ],
    PickList.FORM: [
        ("informal", "informel"),
        ("occasional", "ponctuel"),
        ("regular", "rendez-vous régulier"),
        ("shared_tool", "outil partagé"),
        ("co_led", "action co-animée"),
        ("agreement", "charte ou convention"),
        ("in_project", "inscrit dans un projet"),
    ],
    PickList.FREQUENCY: [
        ("daily", "quotidienne"),
        ("weekly", "hebdomadaire"),
        ("monthly", "mensuelle"),
        ("quarterly", "trimestrielle"),
        ("yearly", "annuelle, temps fort"),
        ("on_demand", "à la demande"),
    ],
    PickList.TERRITORY_TYPE: [
        ("qpv", "quartier prioritaire (QPV)"),
        ("urban", "urbain hors QPV"),
        ("periurban", "périurbain"),
        ("town", "bourg-centre"),
        ("rural", "rural"),
        ("mountain", "montagne, isolé"),
        ("department", "département entier"),
    ],
    PickList.FUNCTION: [
        ("director", "directrice, directeur"),
        ("family_officer", "référente familles"),
        ("youth_coordination", "coordination enfance-jeunesse"),
        ("clas_worker", "animation CLAS"),
        ("volunteer", "bénévole"),
        ("board_member", "administratrice, administrateur"),
        ("primary_teacher", "professeure, professeur des écoles"),
        ("rep_coordination", "coordination REP"),
        ("head", "principale, principal"),
        ("cpe", "CPE"),
        ("aed", "AED"),
        ("form_teacher", "professeure principale, professeur principal"),
        ("parents_delegate", "déléguée, délégué de parents"),
        ("elected", "élue, élu"),
    ],
}


class PickListItemQuerySet(models.QuerySet["PickListItem"]):
    def offered(self) -> "PickListItemQuerySet":
        return self.filter(is_offered=True)

    def labels(self) -> dict[tuple[str, str], str]:
        """Every label by (list, key), withdrawn ones included: old sheets still read."""
        return {(item.list, item.key): item.label for item in self}


class PickListItem(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="pick_list_items")
    list = models.CharField(max_length=20, choices=PickList.choices)
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    is_offered = models.BooleanField(default=True)

    objects = PickListItemQuerySet.as_manager()

    class Meta:
        ordering = ["list", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "list", "key"], name="pick_list_key_is_unique_in_its_list")
        ]

    def __str__(self) -> str:
        return self.label
