"""Grouping contributions into practices, taking them out, and undoing the last act. Nothing is ever destroyed."""

import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from encounters.models import Contribution
from participants.models import PeerGroup, Person

from ..models import Feeding, Production, ProductionStatus
from .moves import TransitionError, move_production
from .productions import create_practice, find_practice

FED, TAKEN_OUT = "fed", "taken_out"


@dataclass(frozen=True)
class GroupingAct:
    """What was just done, so that it can be undone; ``made`` says that the practice was made on that occasion."""

    kind: str
    production: int
    feedings: list[int] = field(default_factory=list)
    made: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: object) -> "GroupingAct | None":
        try:
            return cls(**kept) if isinstance(kept, dict) else None
        except TypeError:
            return None


@transaction.atomic
def feed_production(
    production: Production, contributions: Collection[Contribution], *, by: Person, made: bool = False
) -> GroupingAct:
    """Put these contributions into the production; those already there stay as they are, so a repeat changes nothing."""
    Production.objects.select_for_update().only("pk").get(pk=production.pk)
    own = {c.pk for c in contributions if c.group_id == production.group_id and c.deleted_at is None}
    there = set(production.feedings.standing().filter(contribution__in=own).values_list("contribution", flat=True))
    made_rows = Feeding.objects.bulk_create(
        Feeding(production=production, contribution_id=pk, added_by=by) for pk in sorted(own - there)
    )
    return GroupingAct(FED, production.pk, [row.pk for row in made_rows], made)


@transaction.atomic
def feed_new_practice(
    group: PeerGroup, contributions: Collection[Contribution], *, title: str, by: Person, client_key: uuid.UUID
) -> GroupingAct:
    """Into the practice of that title: the one that exists, or a new one. The same key never makes two."""
    known = find_practice(group, title)
    practice = known or create_practice(group, title=title[:1].upper() + title[1:], by=by, client_key=client_key)
    return feed_production(practice, contributions, by=by, made=known is None)


@transaction.atomic
def take_out(group: PeerGroup, feedings: Collection[int], *, by: Person) -> GroupingAct | None:
    """Take contributions out of a production of this group; the rows stay, dated. None when there was nothing to do."""
    rows = Feeding.objects.standing().filter(production__group=group, pk__in=feedings)
    taken = list(rows.values_list("pk", "production"))
    if not taken:
        return None
    rows.update(removed_by=by, removed_at=timezone.now())
    return GroupingAct(TAKEN_OUT, taken[0][1], [pk for pk, _ in taken])


@transaction.atomic
def undo_grouping(group: PeerGroup, act: GroupingAct, *, by: Person) -> None:
    """Put everything back as it was before the act; undoing twice changes nothing."""
    if act.kind == TAKEN_OUT:
        _put_back(group, act.feedings, by)
        return
    take_out(group, act.feedings, by=by)
    if act.made:
        _withdraw_if_bare(group, act.production, by)


def _put_back(group: PeerGroup, feedings: Collection[int], by: Person) -> None:
    rows = Feeding.objects.filter(production__group=group, pk__in=feedings, removed_at__isnull=False)
    for row in rows.select_related("production", "contribution"):
        feed_production(row.production, [row.contribution], by=by)


def _withdraw_if_bare(group: PeerGroup, pk: int, by: Person) -> None:
    """A practice made by the act that is undone goes too, unless somebody has written or grouped in it since."""
    practice = Production.objects.of_group(group).filter(pk=pk, status=ProductionStatus.GATHERED).first()
    if practice is None or practice.feedings.standing().exists() or practice.revisions.count() > 1:
        return
    try:
        move_production(
            practice,
            ProductionStatus.WITHDRAWN,
            by=by,
            seen=practice.head_id,
            reason="grouping undone",
            withdrawn_from=practice.status,
            withdrawn_by=by,
            withdrawn_at=timezone.now(),
        )
    except TransitionError:
        return
