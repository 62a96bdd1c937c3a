"""Writing sections: every save a new numbered version, merged section by section, never overwriting silently."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.text import sort_key
from encounters.models import Contribution, Meeting
from participants.models import Organisation, Person

from ..models import (
    WORDS_SETTLED,
    CitedOrganisation,
    Production,
    ProductionStatus,
    Revision,
    SectionError,
    UsedContribution,
    check_section,
    files_in,
    is_filled,
)
from ..tasks import ask_readers
from .moves import REOPENED, TransitionError, move_production, take_turn
from .rounds import close_review, open_review


class EditConflictError(Exception):
    """The same section was changed by somebody else since it was read; nothing was written."""

    def __init__(self, section: str, *, theirs: Any, mine: Any, head: Revision) -> None:
        super().__init__(section)
        self.section, self.theirs, self.mine, self.head = section, theirs, mine, head


@transaction.atomic
def write_sections(
    production: Production,
    changes: Mapping[str, Any],
    *,
    by: Person,
    seen: int | None,
    client_key: uuid.UUID,
    used: Mapping[str, list[Contribution]] | None = None,
    is_form_correction: bool = False,
    accepted_by: Person | None = None,
) -> Revision:
    """Store the changed sections as a new version and return it (or the one this key already made).

    ``seen`` is the pk of the version the person was reading. Sections changed by others meanwhile are kept;
    the same section changed twice raises EditConflictError. Raises SectionError for words that cannot be stored.
    When nothing really changes, the head is returned and no version is made.
    """
    current = take_turn(production)
    _refuse_if_withdrawn(current)
    cleaned = {key: check_section(current.kind, key, value) for key, value in changes.items()}
    _check_files(current, cleaned)
    if is_form_correction:
        _check_form(current.sections, cleaned)
    if done := Revision.objects.filter(client_key=client_key).first():
        if _is_same_save(done, current, cleaned, by):
            return done
        client_key = uuid.uuid4()
    _check_conflicts(current, cleaned, seen)
    changed = {key: value for key, value in cleaned.items() if _differs(current.sections.get(key), value)}
    if not changed and current.head is not None:
        return current.head
    revision = _append(current, changed, by, client_key, is_form_correction, accepted_by)
    _remember_uses(revision, used or {})
    _after_new_words(current, revision, by)
    production.refresh_from_db()
    return revision


def _is_same_save(done: Revision, production: Production, cleaned: Mapping[str, Any], by: Person) -> bool:
    """A repeat of the same words; other words under a used key are a new save, and nothing of them is lost."""
    own = done.production_id == production.pk and done.author_id == by.pk
    return own and not any(_differs(done.sections.get(key), value) for key, value in cleaned.items())


def _differs(before: Any, after: Any) -> bool:
    return before != after and (is_filled(before) or is_filled(after))


def _check_files(production: Production, sections: Mapping[str, Any]) -> None:
    """A version only shows files of its own production: another group's stay unseen."""
    if named := files_in(sections):
        known = set(production.attachments.filter(pk__in=named).values_list("pk", flat=True))
        if named - known:
            raise SectionError(_("This file is no longer here: please add it again."))


def _check_form(before: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Nobody agreed to a picture, a file or a film they have not seen."""
    after = {**before, **changes}
    old_film, new_film = ((sections.get("video") or {}).get("url", "") for sections in (before, after))
    if files_in(after) - files_in(before) or (new_film and new_film != old_film):
        raise SectionError(
            _("A new picture, file or video is never a correction of form: untick it, and the group is asked.")
        )


def _check_conflicts(production: Production, changes: Mapping[str, Any], seen: int | None) -> None:
    head = production.head
    if head is None or head.pk == seen:
        return
    base = production.revisions.filter(pk=seen).first() if seen else None
    before = base.sections if base else {}
    for key, mine in changes.items():
        theirs = head.sections.get(key)
        if _differs(before.get(key), theirs) and _differs(theirs, mine):
            raise EditConflictError(key, theirs=theirs, mine=mine, head=head)


def _append(
    production: Production,
    changed: Mapping[str, Any],
    by: Person,
    client_key: uuid.UUID,
    is_form_correction: bool,
    accepted_by: Person | None,
) -> Revision:
    """The row and the head move together; a head moved by somebody else meanwhile undoes both."""
    old = production.head
    revision = Revision.objects.create(
        production=production,
        number=(old.number if old else 0) + 1,
        sections={**production.sections, **changed},
        changed_sections=sorted(changed),
        author=by,
        accepted_by=accepted_by,
        meeting=_meeting_now(production),
        is_form_correction=is_form_correction and old is not None,
        client_key=client_key,
    )
    title = revision.sections.get("title", "") if production.is_practice else production.title
    here = Production.objects.filter(pk=production.pk, head=old)
    if not here.update(head=revision, title=title, sort_title=sort_key(title), changed_at=timezone.now()):
        raise EditConflictError(next(iter(changed), ""), theirs=None, mine=None, head=revision)
    _index_organisations(production, revision)
    return revision


def _meeting_now(production: Production) -> Meeting | None:
    """The group's meeting under way, or else its last one: what tells spring words from autumn words."""
    held = Meeting.objects.filter(group=production.group, opened_at__isnull=False)
    return held.order_by("-opened_at").first()


def _index_organisations(production: Production, revision: Revision) -> None:
    if not production.is_practice or "who" not in revision.changed_sections:
        return
    cited = {o["id"]: o["role"] for o in revision.sections["who"].get("organisations", []) if o.get("id")}
    known = Organisation.objects.filter(programme=production.programme_id, pk__in=cited).values_list("pk", flat=True)
    CitedOrganisation.objects.filter(production=production).delete()
    CitedOrganisation.objects.bulk_create(
        CitedOrganisation(production=production, organisation_id=pk, role=cited[pk]) for pk in known
    )


def _remember_uses(revision: Revision, used: Mapping[str, list[Contribution]]) -> None:
    UsedContribution.objects.bulk_create(
        UsedContribution(revision=revision, section=section, contribution=contribution)
        for section, contributions in used.items()
        for contribution in contributions
    )


def _refuse_if_withdrawn(production: Production) -> None:
    if production.status == ProductionStatus.WITHDRAWN:
        raise TransitionError(_("This practice has been withdrawn: bring it back before changing its words."))


def _after_new_words(production: Production, revision: Revision, by: Person) -> None:
    """What a change of words does to the life of the production."""
    production.refresh_from_db()
    if production.status == ProductionStatus.GATHERED and set(revision.sections) != {"title"}:
        move_production(production, ProductionStatus.TO_COMPLETE, by=by, seen=revision.pk)
    elif production.status == ProductionStatus.IN_REVIEW:
        _carry_review(production, revision)
    elif production.status in WORDS_SETTLED:
        _reopen_or_carry(production, revision, by)


def _carry_review(production: Production, revision: Revision) -> None:
    """New words ask again, with the days given anew; a correction of form keeps the deadline and troubles nobody."""
    old = close_review(production)
    kept_deadline = old.deadline_at if old and revision.carries_consent else None
    review = open_review(production, revision, by=revision.author, deadline_at=kept_deadline)
    if not revision.carries_consent:
        ask_readers.enqueue(review.pk)


def _reopen_or_carry(production: Production, revision: Revision, by: Person) -> None:
    if revision.carries_consent:
        Production.objects.filter(pk=production.pk).update(validated_revision=revision)
        return
    move_production(production, ProductionStatus.IN_REVIEW, by=by, seen=revision.pk, reason=REOPENED)
    review = open_review(production, revision, by=by)
    ask_readers.enqueue(review.pk)
