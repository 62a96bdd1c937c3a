"""Moving a production along its life: compare, swap, and leave a row of history."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from participants.models import Person

from ..models import NEXT_STATUSES, Production, ProductionStatus, StatusChange

Version = TypeVar("Version", bound=int | None)

REOPENED = "reopened"  # reasons kept with a move back to review
CONTESTED = "contested"


class TransitionError(Exception):
    """Somebody was faster, or the words changed; the message is a sentence for the person who tried."""


class NotReadyError(TransitionError):
    """Something is still lacking; the message says what."""


def take_turn(production: Production) -> Production:
    """The row as it is now. PostgreSQL queues those who act on it here; SQLite queued them when the transaction began.

    Locked first and read afterwards: a join made while waiting would bring the head of before.
    """
    Production.objects.select_for_update().only("pk").get(pk=production.pk)
    return Production.objects.select_related("head", "group", "programme").get(pk=production.pk)


def in_turn(seen: Mapping[Production, Version]) -> list[tuple[Production, Version]]:
    """Always in the same order: two people who act on several at once never wait for each other."""
    return sorted(seen.items(), key=lambda pair: pair[0].pk)


def expect_status(production: Production, status: str) -> None:
    """An act belongs to one moment: two moments may lead to the same status, and not by the same act."""
    if production.status != status:
        raise TransitionError(_("This is no longer possible: the practice has moved on meanwhile."))


@transaction.atomic
def move_production(
    production: Production, to: str, *, by: Person | None, seen: int | None, reason: str = "", **values: Any
) -> None:
    """Change the status unless the table forbids it, somebody was faster, or the head is no longer ``seen``."""
    old = production.status
    is_elsewhere = old == ProductionStatus.WITHDRAWN and to != production.withdrawn_from
    if to not in NEXT_STATUSES[old] or is_elsewhere:
        raise TransitionError(_("This is no longer possible: the practice has moved on meanwhile."))
    here = Production.objects.filter(pk=production.pk, status=old, head_id=seen)
    if not here.update(status=to, **values):
        raise TransitionError(_("Somebody was faster: read the page again before you decide."))
    StatusChange.objects.create(production=production, old=old, new=to, revision_id=seen, by=by, reason=reason)
    production.refresh_from_db()
