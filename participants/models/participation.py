"""A participation: one person in one programme, with their roles, their group and their organisation."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisation import Organisation
from .peer_group import PeerGroup
from .programme import Programme

if TYPE_CHECKING:
    from .actor import Actor


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def current(self) -> "ParticipationQuerySet":
        return self.filter(left_on__isnull=True)

    def roster_of(self, group: PeerGroup) -> "ParticipationQuerySet":
        """Everybody of a group, facilitators included, absent or not; guests are never on a roster."""
        return self.current().filter(group=group, is_guest=False)

    def coordinators(self) -> "ParticipationQuerySet":
        return self.current().filter(is_coordinator=True)

    def visible_to(self, actor: "Actor", programme: Programme) -> "ParticipationQuerySet":
        """The coordination sees everybody; the others their own group and who coordinates; a guest nobody."""
        roles = actor.roles_in(programme.pk)
        here = self.current().filter(programme=programme)
        if roles.is_coordinator:
            return here
        if not roles.takes_part or roles.is_guest:
            return self.none()
        return here.filter(Q(group__isnull=False, group=roles.group_id) | Q(is_coordinator=True))

    def organised_by(self, actor: "Actor", programme: Programme) -> "ParticipationQuerySet":
        """Those whose place on the roster one keeps: all for the coordination, one's group for a facilitator."""
        roles = actor.roles_in(programme.pk)
        here = self.current().filter(programme=programme)
        if roles.is_coordinator:
            return here
        return here.filter(group=roles.group_id) if roles.facilitates(roles.group_id) else self.none()

    def reached_at(self, email: str) -> "ParticipationQuerySet":
        """Whose mail goes to this address: several people may share it."""
        own = Q(contact_email="") & Q(person__email=email)
        return self.current().filter(Q(contact_email=email) | own, person__is_active=True)

    def in_reading_order(self) -> "ParticipationQuerySet":
        return self.order_by("person__sort_name", "pk")

    def with_names(self) -> "ParticipationQuerySet":
        return self.select_related("person", "organisation", "group")


class Participation(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="participations")
    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="participations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    function = models.CharField(_("function"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    is_coordinator = models.BooleanField(_("coordinates the programme"), default=False)
    is_facilitator = models.BooleanField(_("facilitates the group"), default=False)
    is_guest = models.BooleanField(_("guest of the departmental meeting"), default=False)
    may_be_named = models.BooleanField(_("agrees to be named"), null=True, blank=True)
    may_be_named_at = models.DateTimeField(null=True, blank=True)
    joined_on = models.DateField(_("joined on"), default=timezone.localdate)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    erasure_asked_at = models.DateTimeField(null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(fields=["programme", "person"], name="person_takes_part_once_in_a_programme"),
            models.CheckConstraint(
                condition=Q(is_guest=False) | Q(is_coordinator=False, is_facilitator=False, group__isnull=True),
                name="guest_has_no_other_role",
            ),
            models.CheckConstraint(
                condition=Q(is_facilitator=False) | Q(group__isnull=False), name="facilitator_belongs_to_a_group"
            ),
            models.CheckConstraint(
                condition=Q(is_guest=True) | Q(is_coordinator=True) | Q(group__isnull=False),
                name="participant_belongs_to_a_group",
            ),
            models.CheckConstraint(
                condition=Q(may_be_named__isnull=True, may_be_named_at__isnull=True)
                | Q(may_be_named__isnull=False, may_be_named_at__isnull=False),
                name="consent_to_be_named_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=models.F("joined_on")),
                name="participation_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["group", "left_on"], name="roster_of_a_group")]

    def __str__(self) -> str:
        return self.person.name

    @property
    def is_current(self) -> bool:
        return self.left_on is None

    @property
    def address(self) -> str:
        """Where this person's mail goes for this programme; empty when they have none."""
        return self.contact_email or self.person.email or ""
