"""The life of a production after its reading: validated, laid out, good for print, published; withdrawn and brought back."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.text import clean_text
from participants.models import Person

from ..models import Production, ProductionStatus, Support, is_filled, rule_of
from .moves import NotReadyError, TransitionError, expect_status, move_production, take_turn
from .rounds import close_review, end_of_day, hold_review, open_review

WITH_VIDEO = frozenset({Support.VIDEO, Support.BOTH})


@transaction.atomic
def validate_production(production: Production, *, by: Person, seen: int | None) -> None:
    """A facilitator says that the group consents to the words they saw; the rule is computed again here."""
    current = take_turn(production)
    hold_review(current, seen=seen)
    rule = rule_of(current)
    if not rule.permits:
        raise NotReadyError(f"{rule.sentence} {rule.remaining}")
    validated: dict[str, Any] = {"validated_at": timezone.now(), "validated_revision_id": seen}
    move_production(current, ProductionStatus.VALIDATED, by=by, seen=seen, **validated)
    close_review(current)
    production.refresh_from_db()


@transaction.atomic
def formalise_production(production: Production, *, support: str, by: Person, seen: int | None) -> None:
    """Say which form it takes; a video needs its address on the sheet."""
    current = take_turn(production)
    expect_status(current, ProductionStatus.VALIDATED)
    if support not in Support.values:
        raise NotReadyError(_("Please choose: on paper, on video, or both."))
    if support in WITH_VIDEO and not current.sections.get("video", {}).get("url"):
        raise NotReadyError(_("Add the address of the video to the sheet first, in its section “The video”."))
    move_production(current, ProductionStatus.FORMALISED, by=by, seen=seen, support=support)
    production.refresh_from_db()


@transaction.atomic
def approve_production(production: Production, *, by: Person, seen: int | None) -> None:
    """*C'est bon pour l'impression*, said of the laid-out page that was seen."""
    current = take_turn(production)
    expect_status(current, ProductionStatus.FORMALISED)
    if current.is_practice and not is_filled(current.sections.get("contact")):
        raise NotReadyError(_("Before print, please add a contact: an organisation, a function, a shared mailbox."))
    move_production(current, ProductionStatus.APPROVED, by=by, seen=seen)
    production.refresh_from_db()


@transaction.atomic
def publish_productions(productions: Iterable[Production], *, by: Person) -> list[Production]:
    """Publish those that are good for print; those already published stay so. Returns the ones that moved."""
    moved: list[Production] = []
    for production in sorted(productions, key=lambda production: production.pk):
        current = take_turn(production)
        if current.status == ProductionStatus.PUBLISHED:
            continue
        expect_status(current, ProductionStatus.APPROVED)
        move_production(current, ProductionStatus.PUBLISHED, by=by, seen=current.head_id)
        moved.append(current)
    return moved


@transaction.atomic
def withdraw_production(production: Production, *, by: Person, reason: str = "") -> None:
    """Out of sight at once, whatever its words; nobody has to say why."""
    current = take_turn(production)
    withdrawn: dict[str, Any] = {"withdrawn_from": current.status, "withdrawn_by": by, "withdrawn_at": timezone.now()}
    words = clean_text(reason)[:300]
    move_production(current, ProductionStatus.WITHDRAWN, by=by, seen=current.head_id, reason=words, **withdrawn)
    close_review(current)
    production.refresh_from_db()


@transaction.atomic
def restore_production(production: Production, *, by: Person) -> None:
    """Back to where it was, by the person who withdrew it; readers get back the time that was left to them."""
    current = take_turn(production)
    if current.withdrawn_by_id != by.pk:
        raise TransitionError(_("Only the person who withdrew it can bring it back."))
    kept: dict[str, Any] = {"withdrawn_from": "", "withdrawn_by": None, "withdrawn_at": None}
    move_production(current, current.withdrawn_from, by=by, seen=current.head_id, **kept)
    if current.status == ProductionStatus.IN_REVIEW:
        _resume_round(current, by=by)
    production.refresh_from_db()


def _resume_round(production: Production, *, by: Person) -> None:
    stopped = production.reviews.exclude(closed_at=None).latest("closed_at")
    time_left = stopped.deadline_at - (stopped.closed_at or stopped.deadline_at)
    deadline = max(stopped.deadline_at, end_of_day(timezone.now() + time_left, production))
    assert production.head is not None
    open_review(production, production.head, by=by, deadline_at=deadline)
