"""Loading who takes part: the programme, its groups, organisations and people."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from django.utils import timezone

from common.text import sort_key
from participants.models import (
    DEFAULT_PICK_LISTS,
    Organisation,
    Participation,
    PeerGroup,
    Person,
    PickListItem,
    Programme,
)
from participants.services.identity import new_person

from .reading import programme as words

DEFAULT_JOINED = "started_on"


@dataclass
class Cast:
    """Everything loaded so far, by the keys of the files."""

    programme: Programme
    groups: dict[str, PeerGroup] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Participation] = field(default_factory=dict)

    def person(self, key: str) -> Person:
        return self.people[key].person


def noon(day: Any) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def load_people() -> Cast:
    said = words()["programme"]
    coordinator = next(p for p in words()["people"] if "coordinator" in p["roles"])
    creator = _person(coordinator)
    cast = Cast(_programme(said, creator))
    _load_groups(cast)
    for row in words()["people"]:
        cast.people[row["key"]] = _participation(cast, row, said)
    return cast


def _programme(said: dict[str, Any], creator: Person) -> Programme:
    names = ("slug", "title", "department", "edition", "time_zone", "review_days")
    programme = Programme.objects.create(created_by=creator, **{name: said[name] for name in names})
    Programme.objects.filter(pk=programme.pk).update(created_at=noon(said["started_on"]))
    PickListItem.objects.bulk_create(
        PickListItem(programme=programme, list=name, key=key, label=label, position=position)
        for name, items in DEFAULT_PICK_LISTS.items()
        for position, (key, label) in enumerate(items)
    )
    return programme


def _load_groups(cast: Cast) -> None:
    for position, row in enumerate(words()["groups"]):
        cast.groups[row["key"]] = PeerGroup.objects.create(
            programme=cast.programme, name=row["name"], shape=row["shape"], position=position
        )
    for row in words()["organisations"]:
        fields = {name: row.get(name, "") for name in ("name", "kind", "territory", "territory_type")}
        cast.organisations[row["key"]] = Organisation.objects.create(
            programme=cast.programme, sort_name=sort_key(row["name"]), **fields
        )


def _person(row: dict[str, Any]) -> Person:
    """Somebody with the same address is the same person, in this programme or another."""
    email = row.get("email", "")
    known = Person.objects.filter(email=email).first() if email else None
    person = known or new_person(name=row["name"], email=email)
    if "coordinator" in row["roles"]:
        person.may_create_programmes = True
    person.notice_seen_at = person.notice_seen_at or timezone.now()
    person.save(update_fields=["may_create_programmes", "notice_seen_at"])
    return person


def _participation(cast: Cast, row: dict[str, Any], said: dict[str, Any]) -> Participation:
    joined = row.get("joined_on", said[DEFAULT_JOINED])
    consent = row.get("naming_consent")
    return Participation.objects.create(
        programme=cast.programme,
        person=_person(row),
        group=cast.groups.get(row.get("group", "")),
        organisation=cast.organisations.get(row.get("organisation", "")),
        function=row.get("function", ""),
        contact_email=row.get("contact_email") or row.get("email", ""),
        is_coordinator="coordinator" in row["roles"],
        is_facilitator="facilitator" in row["roles"],
        is_guest="guest" in row["roles"],
        may_be_named=consent,
        may_be_named_at=None if consent is None else noon(joined),
        joined_on=joined,
    )
