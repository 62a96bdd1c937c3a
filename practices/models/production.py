"""A production of a group: a practice or its synthesis, one table and one life for both."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from encounters.models import Meeting, Stage
from participants.models import Actor, Organisation, Participation, PeerGroup, Person, Programme


class ProductionKind(models.TextChoices):
    PRACTICE = "practice", _("practice")
    SYNTHESIS = "synthesis", _("what we keep")


class Support(models.TextChoices):
    PAPER = "paper", _("on paper")
    VIDEO = "video", _("on video")
    BOTH = "both", _("on paper and on video")


class ProductionStatus(models.TextChoices):
    GATHERED = "gathered", _("gathered")
    TO_COMPLETE = "to_complete", _("to complete")
    IN_REVIEW = "in_review", _("being read")
    VALIDATED = "validated", _("validated")
    FORMALISED = "formalised", _("laid out")
    APPROVED = "approved", _("approved for print")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


# What may follow what; what is not written here cannot happen. Back to review is the event "reopened".
NEXT_STATUSES: dict[str, frozenset[str]] = {
    ProductionStatus.GATHERED: frozenset({ProductionStatus.TO_COMPLETE, ProductionStatus.WITHDRAWN}),
    ProductionStatus.TO_COMPLETE: frozenset({ProductionStatus.IN_REVIEW, ProductionStatus.WITHDRAWN}),
    ProductionStatus.IN_REVIEW: frozenset(
        {ProductionStatus.TO_COMPLETE, ProductionStatus.VALIDATED, ProductionStatus.WITHDRAWN}
    ),
    ProductionStatus.VALIDATED: frozenset(
        {ProductionStatus.IN_REVIEW, ProductionStatus.FORMALISED, ProductionStatus.WITHDRAWN}
    ),
    ProductionStatus.FORMALISED: frozenset(
        {ProductionStatus.IN_REVIEW, ProductionStatus.APPROVED, ProductionStatus.WITHDRAWN}
    ),
    ProductionStatus.APPROVED: frozenset(
        {ProductionStatus.IN_REVIEW, ProductionStatus.PUBLISHED, ProductionStatus.WITHDRAWN}
    ),
    ProductionStatus.PUBLISHED: frozenset({ProductionStatus.IN_REVIEW, ProductionStatus.WITHDRAWN}),
    # undoing a withdrawal returns to the status it was withdrawn from, and to no other
    ProductionStatus.WITHDRAWN: frozenset(set(ProductionStatus.values) - {ProductionStatus.WITHDRAWN}),
}

# The group has agreed to these words: others may read them once the departmental meeting is open.
HANDED_ON = frozenset(
    {ProductionStatus.VALIDATED, ProductionStatus.FORMALISED, ProductionStatus.APPROVED, ProductionStatus.PUBLISHED}
)
# A change of words from here on asks the group again.
WORDS_SETTLED = HANDED_ON


class ProductionQuerySet(models.QuerySet["Production"]):
    def visible_to(self, actor: Actor) -> "ProductionQuerySet":
        """Own group and coordination: all. The acting partner: once validated. Everyone: validated, after the opening."""
        here = actor.here()
        own_group = Exists(here.filter(is_guest=False, group=OuterRef("group")))
        departmental = Meeting.objects.filter(programme=OuterRef("programme"), stage=Stage.DEPARTMENTAL)
        opened = Exists(departmental.filter(opened_at__isnull=False))
        acting = Exists(
            here.filter(
                is_guest=False,
                organisation__cited_in__production=OuterRef("pk"),
                organisation__cited_in__role="acting",
            )
        )
        handed_on = Q(status__in=HANDED_ON) & ((Q(opened) & Exists(here)) | acting)
        return self.filter(own_group | Exists(actor.coordinates_here()) | handed_on)

    def visible_within(self, programme: Programme, actor: Actor) -> "ProductionQuerySet":
        """``visible_to`` in one programme: what the actor is there is asked once, not for each row."""
        roles, here = actor.roles_in(programme.pk), self.filter(programme=programme)
        if roles.is_coordinator:
            return here
        if not roles.takes_part:
            return here.none()
        departmental = Meeting.objects.filter(programme=programme, stage=Stage.DEPARTMENTAL)
        opened = Q(Exists(departmental.filter(opened_at__isnull=False)))
        if roles.is_guest or roles.participation is None:
            return here.filter(opened, status__in=HANDED_ON)
        own = Organisation.objects.filter(pk=roles.participation.organisation_id or 0)
        acting = Exists(own.filter(cited_in__production=OuterRef("pk"), cited_in__role="acting"))
        return here.filter(Q(group=roles.group_id) | (Q(status__in=HANDED_ON) & (opened | acting)))

    def standing(self) -> "ProductionQuerySet":
        return self.exclude(status=ProductionStatus.WITHDRAWN)

    def practices(self) -> "ProductionQuerySet":
        return self.filter(kind=ProductionKind.PRACTICE)

    def syntheses(self) -> "ProductionQuerySet":
        return self.filter(kind=ProductionKind.SYNTHESIS)

    def of_group(self, group: PeerGroup) -> "ProductionQuerySet":
        return self.filter(group=group)

    def handed_on(self) -> "ProductionQuerySet":
        return self.filter(status__in=HANDED_ON)

    def in_order(self) -> "ProductionQuerySet":
        return self.order_by("kind", "sort_title", "pk")


class Production(models.Model):
    """``title`` repeats the head's, for lists. ``head`` moves by compare-and-swap only (see services)."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="productions")
    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, related_name="productions")
    kind = models.CharField(max_length=10, choices=ProductionKind.choices)
    title = models.CharField(_("title"), max_length=120, blank=True)
    sort_title = models.CharField(max_length=200, blank=True, editable=False)
    status = models.CharField(max_length=12, choices=ProductionStatus.choices, default=ProductionStatus.GATHERED)
    withdrawn_from = models.CharField(max_length=12, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    support = models.CharField(_("formalised"), max_length=6, choices=Support.choices, blank=True)
    head = models.ForeignKey("Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    validated_revision = models.ForeignKey(
        "Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    validated_at = models.DateTimeField(null=True, blank=True)
    led_by = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="led_productions"
    )
    told_in = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="productions")
    created_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    client_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ProductionQuerySet.as_manager()

    class Meta:
        verbose_name = _("production")
        verbose_name_plural = _("productions")
        indexes = [
            models.Index(fields=["group", "kind", "status"], name="productions_of_a_group"),
            models.Index(fields=["programme", "kind", "sort_title"], name="productions_of_a_programme"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(kind="synthesis"), name="one_synthesis_per_group"),
            models.CheckConstraint(
                condition=~Q(status__in=["validated", "formalised", "approved", "published"])
                | Q(validated_at__isnull=False, validated_revision__isnull=False),
                name="validated_production_says_which_words_and_when",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_at__isnull=False)
                | (~Q(status="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="production_is_dated_when_and_only_when_withdrawn",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["formalised", "approved", "published"]) | ~Q(support=""),
                name="laid_out_production_has_a_support",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())

    @property
    def is_practice(self) -> bool:
        return self.kind == ProductionKind.PRACTICE

    @property
    def sections(self) -> dict[str, Any]:
        """The words as they stand now; empty before the first version."""
        return self.head.sections if self.head else {}


class PracticeManager(models.Manager["Practice"].from_queryset(ProductionQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> ProductionQuerySet:
        return super().get_queryset().filter(kind=ProductionKind.PRACTICE)


class SynthesisManager(models.Manager["Synthesis"].from_queryset(ProductionQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> ProductionQuerySet:
        return super().get_queryset().filter(kind=ProductionKind.SYNTHESIS)


class Practice(Production):
    """A *démarche réussie*, told by people who did it."""

    objects = PracticeManager()  # type: ignore[misc]

    class Meta:
        proxy = True
        verbose_name = _("practice")
        verbose_name_plural = _("practices")


class Synthesis(Production):
    """What a group keeps of its meetings, prompt by prompt."""

    objects = SynthesisManager()  # type: ignore[misc]

    class Meta:
        proxy = True
        verbose_name = _("what we keep")
        verbose_name_plural = _("what the groups keep")
