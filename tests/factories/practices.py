"""Makers of productions, written through the real services so that their versions are real."""

import uuid
from typing import Any

from participants.models import Participation, PeerGroup, Person
from practices.models import Practice, Production, ProductionStatus, Review, Synthesis
from practices.services.moves import move_production
from practices.services.rounds import open_review
from practices.services.writing import write_sections

SHEET: dict[str, Any] = {
    "title": "Le café du vendredi",
    "summary": "Chaque vendredi, un café devant la maternelle.",
    "who": {
        "organisations": [{"id": None, "name": "CS Le Tisonnier", "role": "acting"}],
        "place": "Pontélan",
        "territory_type": "urban",
        "audience": "parents",
        "since": "2016",
    },
    "link": {"object": "parents_cafe", "form": "regular", "frequency": "weekly", "quality": "On se dit bonjour."},
    "steps": [
        {"text": "On installe la table.", "who": "Le centre"},
        {"text": "On ouvre la grille.", "who": "L’école"},
        {"text": "On boit un café.", "who": "Tout le monde"},
    ],
    "levers": ["Le même jour.", "Pas d’ordre du jour.", "On vient comme on est."],
    "contact": {"organisation": "CS Le Tisonnier", "function": "Accueil", "email": "accueil@exemple.fr"},
}


def make_practice(
    group: PeerGroup, *, by: Person | None = None, sections: dict[str, Any] | None = None, **fields: Any
) -> Practice:
    """A practice to complete, at version 1."""
    by = by or group.programme.created_by
    practice = Practice.objects.create(programme=group.programme, group=group, kind="practice", created_by=by, **fields)
    write_sections(practice, SHEET if sections is None else sections, by=by, seen=None, client_key=uuid.uuid4())
    return Practice.objects.get(pk=practice.pk)


def make_synthesis(group: PeerGroup, *, by: Person | None = None, **fields: Any) -> Synthesis:
    by = by or group.programme.created_by
    synthesis = Synthesis.objects.create(
        programme=group.programme, group=group, kind="synthesis", created_by=by, **fields
    )
    sentences = ["La régularité.", "Une personne repérée.", "Un lieu à soi."]
    write_sections(synthesis, {"works": sentences}, by=by, seen=None, client_key=uuid.uuid4())
    return Synthesis.objects.get(pk=synthesis.pk)


def make_review(production: Production, *, by: Participation | None = None, **fields: Any) -> Review:
    """Sends the production to review: its head frozen, its group's roster asked."""
    person = by.person if by else None
    move_production(production, ProductionStatus.IN_REVIEW, by=person, seen=production.head_id)
    assert production.head is not None
    return open_review(production, production.head, by=person, **fields)


def make_validated_practice(group: PeerGroup, **fields: Any) -> Practice:
    from django.utils import timezone

    practice = make_practice(group, **fields)
    make_review(practice)
    move_production(
        practice,
        ProductionStatus.VALIDATED,
        by=None,
        seen=practice.head_id,
        validated_at=timezone.now(),
        validated_revision=practice.head,
    )
    practice.reviews.update(closed_at=timezone.now())
    return Practice.objects.get(pk=practice.pk)
