"""Moving a production along its life: compare, swap, and leave a row of history."""

from django.db import transaction
from django.utils.translation import gettext as _

from participants.models import Person

from ..models import NEXT_STATUSES, Production, StatusChange


class TransitionError(Exception):
    """Somebody was faster, or the words changed; the message is a sentence for the person who tried."""


@transaction.atomic
def move_production(
    production: Production, to: str, *, by: Person | None, seen: int | None, reason: str = "", **values: object
) -> None:
    """Change the status unless the table forbids it, somebody was faster, or the head is no longer ``seen``."""
    old = production.status
    if to not in NEXT_STATUSES[old]:
        raise TransitionError(_("This is no longer possible: the practice has moved on meanwhile."))
    here = Production.objects.filter(pk=production.pk, status=old, head_id=seen)
    if not here.update(status=to, **values):
        raise TransitionError(_("Somebody was faster: read the page again before you decide."))
    StatusChange.objects.create(production=production, old=old, new=to, revision_id=seen, by=by, reason=reason)
    production.refresh_from_db()
