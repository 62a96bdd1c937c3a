"""A meeting: of one peer group apart, or of everyone together."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participants.models import Actor, PeerGroup, Person, Programme

from .when import when_in_words


class Stage(models.TextChoices):
    SPRING = "spring", _("spring meeting")
    AUTUMN = "autumn", _("autumn meeting")
    DEPARTMENTAL = "departmental", _("departmental meeting")


NEXT_STAGE = {Stage.SPRING: Stage.AUTUMN, Stage.AUTUMN: Stage.DEPARTMENTAL}


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, actor: Actor) -> "MeetingQuerySet":
        """Names and dates are known to the groups; a guest knows of the day. Words: see contributions."""
        here = actor.here()
        takes_part, comes = Exists(here.filter(is_guest=False)), Exists(here)
        return self.filter(takes_part | (Q(stage=Stage.DEPARTMENTAL) & comes))

    def open(self) -> "MeetingQuerySet":
        return self.filter(opened_at__isnull=False, closed_at__isnull=True)

    def in_order(self) -> "MeetingQuerySet":
        """By stage (spring, autumn, departmental), then group by group, then by date; no date comes last."""
        stages = [models.When(stage=stage, then=n) for n, stage in enumerate(Stage)]
        by_stage = models.Case(*stages, output_field=models.IntegerField())
        return self.order_by(by_stage, "group__position", models.F("starts_at").asc(nulls_last=True), "pk")

    def with_places(self) -> "MeetingQuerySet":
        """Everything its title, its date in words and its address need."""
        return self.select_related("programme", "group")

    def with_counts(self) -> "MeetingQuerySet":
        """``contribution_count``: what was said and still stands; ``present_count``: who was there."""
        words = {"contributions__deleted_at__isnull": True}
        there = {"attendances__status": "present"}
        return self.annotate(
            contribution_count=_count_of("contributions", **words), present_count=_count_of("attendances", **there)
        )


def _count_of(relation: str, **conditions: object) -> Coalesce:
    """A count in its own subquery: two joined counts would multiply each other."""
    here = Meeting.objects.filter(pk=OuterRef("pk"), **conditions).order_by().values("pk")
    return Coalesce(Subquery(here.annotate(n=Count(relation)).values("n")), 0)


class Meeting(models.Model):
    """``opened_at`` of the departmental meeting is set once: it hands the validated productions to everyone."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="meetings")
    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    title = models.CharField(_("title"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    practical_notes = models.TextField(_("practical notes"), max_length=1000, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="departmental", group__isnull=True)
                | (~Q(stage="departmental") & Q(group__isnull=False)),
                name="departmental_meeting_is_everyones_the_others_a_groups",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False), name="meeting_closes_after_it_opened"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")),
                name="meeting_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.get_stage_display())

    def get_absolute_url(self) -> str:
        return reverse("meeting_detail", args=[self.programme.slug, self.pk])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.programme.time_zone)

    @property
    def local_start(self) -> datetime | None:
        return self.starts_at.astimezone(self.zone) if self.starts_at else None

    @property
    def local_end(self) -> datetime | None:
        return self.ends_at.astimezone(self.zone) if self.ends_at else None

    @property
    def when(self) -> str:
        """“mardi 3 avril 2018, de 14 h à 17 h”, in the programme’s own time zone."""
        return when_in_words(self.local_start, self.local_end)

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_departmental(self) -> bool:
        return self.stage == Stage.DEPARTMENTAL
