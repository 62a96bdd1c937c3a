"""Making a production and saying who leads it."""

import uuid

from django.db import transaction

from common.text import clean_text, sort_key
from participants.models import Participation, PeerGroup, Person

from ..models import Production, ProductionKind
from .writing import write_sections


@transaction.atomic
def create_practice(group: PeerGroup, *, title: str, by: Person, client_key: uuid.UUID) -> Production:
    """A gathered practice: so far a title. The same key gives the same practice again."""
    if Production.objects.filter(client_key=client_key).exclude(group=group, created_by=by).exists():
        client_key = uuid.uuid4()
    practice, is_new = Production.objects.get_or_create(
        client_key=client_key,
        defaults={
            "programme_id": group.programme_id,
            "group": group,
            "kind": ProductionKind.PRACTICE,
            "created_by": by,
            "told_in": group.meetings.filter(opened_at__isnull=False).order_by("-opened_at").first(),
        },
    )
    if is_new:
        write_sections(practice, {"title": title}, by=by, seen=None, client_key=client_key)
    return practice


def find_practice(group: PeerGroup, title: str) -> Production | None:
    """The standing practice of this group that bears this title, whatever its accents and capitals."""
    practices = Production.objects.practices().standing().of_group(group)
    return practices.filter(sort_title=sort_key(clean_text(title))).first()


@transaction.atomic
def ensure_synthesis(group: PeerGroup, *, by: Person) -> Production:
    """The one synthesis of the group: made the first time it is asked for."""
    synthesis, _ = Production.objects.get_or_create(
        group=group,
        kind=ProductionKind.SYNTHESIS,
        defaults={"programme_id": group.programme_id, "created_by": by, "title": "", "sort_title": ""},
    )
    return synthesis


@transaction.atomic
def choose_leader(production: Production, *, participation: Participation | None) -> None:
    """Somebody on the group's roster, or nobody for now; a practice can change hands."""
    if participation is not None and (participation.group_id != production.group_id or not participation.is_current):
        raise ValueError("Whoever leads a practice belongs to its group.")
    Production.objects.filter(pk=production.pk).update(led_by=participation)
    production.led_by = participation
