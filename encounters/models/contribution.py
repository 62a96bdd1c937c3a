"""A contribution: one sentence somebody said, as it was said, under a prompt. Nothing destroys it."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from common.text import sort_key
from participants.models import Actor, Participation, PeerGroup, Person, Programme

from .meeting import Meeting
from .prompt import Prompt

LONG_TEXT = 400  # beyond it the text is kept, and offered for cutting
MAX_TEXT = 10_000


class Attribution(models.TextChoices):
    NONE = "none", _("nobody in particular")
    PERSON = "person", _("said by")
    ON_BEHALF = "on_behalf", _("reported on behalf of, to be confirmed")


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, actor: Actor) -> "ContributionQuerySet":
        """A group's raw words: its own people and the coordination. Debate notes: everyone of the programme."""
        here = actor.here("meeting__programme")
        own_group = Exists(here.filter(is_guest=False, group=OuterRef("group")))
        coordinates = Exists(actor.coordinates_here("meeting__programme"))
        return self.filter(own_group | coordinates | (Q(group__isnull=True) & Exists(here)))

    def visible_within(self, programme: Programme, actor: Actor) -> "ContributionQuerySet":
        """``visible_to`` in one programme: what the actor is there is asked once, not for each row."""
        roles, meetings = actor.roles_in(programme.pk), Meeting.objects.filter(programme=programme)
        if roles.is_coordinator:
            return self.filter(meeting__in=meetings)
        if not roles.takes_part:
            return self.none()
        everyones = Q(group__isnull=True, meeting__in=meetings)
        own = Q() if roles.is_guest or roles.group_id is None else Q(group=roles.group_id)
        return self.filter(own | everyones)

    def visible_in_group(self, group: PeerGroup, actor: Actor) -> "ContributionQuerySet":
        """``visible_to`` among one group's raw words."""
        roles = actor.roles_in(group.programme_id)
        return self.filter(group=group) if roles.belongs_to(group.pk) or roles.is_coordinator else self.none()

    def standing(self) -> "ContributionQuerySet":
        return self.filter(deleted_at__isnull=True)

    def of_group(self, group: PeerGroup) -> "ContributionQuerySet":
        return self.filter(group=group)

    def in_order(self) -> "ContributionQuerySet":
        return self.order_by("prompt__position", "created_at", "pk")

    def with_names(self) -> "ContributionQuerySet":
        """Everything a slip shows: its prompt and who is said to have spoken."""
        return self.select_related("prompt", "attributed_to__person")

    def stories(self) -> list[str]:
        """The practices people said they were speaking of, each once, in reading order."""
        told = self.exclude(story="").order_by().values_list("story", flat=True).distinct()
        return sorted(told, key=sort_key)


class Contribution(models.Model):
    """``group`` repeats the meeting's, so that visibility and the pile need no join; empty for a debate note.

    ``typed_by`` serves editing rights only: it is shown and exported to nobody when attribution is none.
    ``posted_digest`` is the keyed hash of what was first posted, so that a post repeated after an edit is recognised.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="contributions")
    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions")
    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="contributions")
    text = models.TextField(_("what was said"), max_length=MAX_TEXT)
    lifting = models.TextField(_("what would help to lift it"), max_length=MAX_TEXT, blank=True)
    story = models.CharField(_("which practice are we speaking of?"), max_length=120, blank=True)
    table = models.CharField(_("table or sub-group"), max_length=60, blank=True)
    attribution = models.CharField(max_length=10, choices=Attribution.choices, default=Attribution.NONE)
    attributed_to = models.ForeignKey(
        Participation, on_delete=models.SET_NULL, null=True, blank=True, related_name="attributed_contributions"
    )
    typed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    posted_digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        indexes = [
            models.Index(fields=["meeting", "prompt", "created_at"], name="contributions_of_a_meeting"),
            models.Index(fields=["group", "created_at"], name="contributions_of_a_group"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="contribution_says_something"),
            models.CheckConstraint(
                condition=~Q(attribution="none") | Q(attributed_to__isnull=True),
                name="contribution_names_nobody_unless_attributed",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_long(self) -> bool:
        return len(self.text) > LONG_TEXT


def stories_of(group: PeerGroup) -> list[str]:
    """What a group's people answered to “which practice are we speaking of?”, in all its meetings."""
    return Contribution.objects.of_group(group).standing().stories()
