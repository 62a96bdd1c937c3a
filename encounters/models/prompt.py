"""The prompts a group answers: the programme's own words over keys that never change."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import Programme

if TYPE_CHECKING:
    from .meeting import Meeting


class Moment(models.TextChoices):
    """When a prompt is asked: in the peer groups, or on the departmental day."""

    PEERS = "peers", _("peer meetings")
    DAY = "day", _("departmental meeting")


# key, label, what to say under it, folded away until asked for
DEFAULT_PROMPTS: dict[str, list[tuple[str, str, str, bool]]] = {
    Moment.PEERS: [
        ("favours", "Ce qui favorise la rencontre", "Un lieu, un moment, une personne, une habitude…", False),
        ("works", "Ce qui fait que ça marche", "Ce sans quoi cela ne tiendrait pas.", False),
        ("resources", "Ressources", "Du temps, des locaux, des personnes, de l’argent, une convention…", False),
        ("opportunities", "Opportunités de travail", "Ce qu’on pourrait faire, ou faire davantage, ensemble.", False),
        ("tools", "Outils", "Une fiche, un cahier, un groupe de messages, un jeu…", False),
        ("brakes", "Freins à lever", "Tel que c’est dit. Ce qui aiderait à le lever peut attendre.", False),
        ("question", "Question ouverte", "Ce qu’on se demande encore.", True),
        ("heard", "Parole entendue", "Telle qu’elle a été dite.", True),
        ("other", "Autre chose", "Ce qui n’entre nulle part compte aussi.", True),
    ],
    Moment.DAY: [
        ("day_question", "Question", "", False),
        ("day_agreement", "Point d’accord", "", False),
        ("day_debate", "Point qui fait débat", "", False),
        ("day_addition", "Complément", "", False),
        ("day_next_step", "Prochain pas", "Qui, avec qui, quand ?", False),
    ],
}


class PromptQuerySet(models.QuerySet["Prompt"]):
    def for_peers(self) -> "PromptQuerySet":
        return self.filter(moment=Moment.PEERS)

    def asked_at(self, meeting: "Meeting") -> "PromptQuerySet":
        """The prompts of this meeting, in their order."""
        moment = Moment.DAY if meeting.is_departmental else Moment.PEERS
        return self.filter(programme=meeting.programme_id, moment=moment).order_by("position", "pk")


class Prompt(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="prompts")
    moment = models.CharField(max_length=10, choices=Moment.choices, default=Moment.PEERS)
    key = models.SlugField(max_length=40)
    label = models.CharField(_("prompt"), max_length=80)
    hint = models.CharField(_("what to say under it"), max_length=200, blank=True)
    is_folded = models.BooleanField(_("folded away until asked for"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PromptQuerySet.as_manager()

    class Meta:
        verbose_name = _("prompt")
        verbose_name_plural = _("prompts")
        ordering = ["moment", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "key"], name="prompt_key_is_unique_in_its_programme")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def asks_what_would_lift(self) -> bool:
        return self.key == "brakes"
