"""Makers of programmes and people."""

from itertools import count
from typing import Any

from common.text import sort_key
from participants.models import Actor, Organisation, Participation, PeerGroup, Person, Programme, Shape, Strength

_numbers = count(1)


def make_person(name: str = "", **fields: Any) -> Person:
    number = next(_numbers)
    fields.setdefault("email", f"personne{number}@exemple.fr")
    return Person.objects.create_user(
        name=name or f"Personne {number}", password=fields.pop("password", None), **fields
    )


def make_programme(**fields: Any) -> Programme:
    number = next(_numbers)
    fields.setdefault("created_by", fields.get("created_by") or make_person())
    defaults = {
        "slug": f"programme-{number}",
        "title": f"Programme {number}",
        "department": "Val-d’Oriane",
        "edition": "2018–2019",
    }
    return Programme.objects.create(**{**defaults, **fields})


def make_group(programme: Programme | None = None, **fields: Any) -> PeerGroup:
    programme = programme or make_programme()
    position = programme.groups.count()
    defaults = {"name": f"Groupe {position + 1}", "shape": Shape.values[position % 4], "position": position}
    return PeerGroup.objects.create(programme=programme, **{**defaults, **fields})


def make_organisation(programme: Programme, name: str = "", **fields: Any) -> Organisation:
    name = name or f"Structure {next(_numbers)}"
    return Organisation.objects.create(programme=programme, name=name, sort_name=sort_key(name), **fields)


def make_participation(
    group: PeerGroup | None = None, *, programme: Programme | None = None, **fields: Any
) -> Participation:
    """In a group by default; ``programme=…, is_coordinator=True`` or ``is_guest=True`` for the others."""
    programme = programme or (group.programme if group else make_programme())
    fields.setdefault("person", make_person(fields.pop("name", "")))
    return Participation.objects.create(programme=programme, group=group, **fields)


def actor_of(participation: Participation | Person, strength: Strength = Strength.FULL) -> Actor:
    person = participation if isinstance(participation, Person) else participation.person
    return Actor(person, strength)
