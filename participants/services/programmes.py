"""Setting a programme up: from the template, by hand, or from last year's edition."""

import re
import uuid
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError
from django.utils.text import slugify

from participants.models import (
    DEFAULT_PICK_LISTS,
    Organisation,
    Participation,
    PeerGroup,
    Person,
    PickListItem,
    Programme,
    Shape,
)

MOST_GROUPS = len(Shape)


class GroupInUseError(Exception):
    """A group that holds people, meetings or words is not removed."""


@transaction.atomic
def create_programme(
    *,
    by: Person,
    title: str,
    department: str,
    edition: str,
    groups: Sequence[str],
    time_zone: str = "Europe/Paris",
    review_days: int = 15,
    licence: str = "cc-by-sa",
    client_key: uuid.UUID | None = None,
) -> Programme:
    """A programme with its groups and lists; its creator coordinates it. The same key gives the one it made."""
    if made := _made_by(by, client_key):
        return made
    programme = _new_programme(
        by,
        client_key=client_key,
        title=title,
        department=department,
        edition=edition,
        time_zone=time_zone,
        review_days=review_days,
        licence=licence,
    )
    for name in groups:
        add_group(programme, name=name)
    PickListItem.objects.bulk_create(
        PickListItem(programme=programme, list=list_key, key=key, label=label, position=position)
        for list_key, items in DEFAULT_PICK_LISTS.items()
        for position, (key, label) in enumerate(items)
    )
    Participation.objects.create(programme=programme, person=by, is_coordinator=True, contact_email=by.email or "")
    return programme


def _made_by(by: Person, client_key: uuid.UUID | None) -> Programme | None:
    """PostgreSQL queues here one person's posts; SQLite queued them when the transaction began."""
    if client_key is None:
        return None
    Person.objects.select_for_update().only("pk").get(pk=by.pk)
    return Programme.objects.filter(client_key=client_key, created_by=by).first()


def _new_programme(by: Person, *, client_key: uuid.UUID | None, **fields: object) -> Programme:
    """Somebody may take the same address at the same instant: then the next one is tried."""
    if client_key and Programme.objects.filter(client_key=client_key).exists():
        client_key = uuid.uuid4()  # somebody else's: it tells nothing of theirs
    for slug in _free_slugs(f"{fields['department']} {fields['edition']}"):
        try:
            with transaction.atomic():
                return Programme.objects.create(slug=slug, created_by=by, client_key=client_key, **fields)
        except IntegrityError:
            if not Programme.objects.filter(slug=slug).exists():
                raise
    raise AssertionError("There is always a free slug.")


def _free_slugs(words: str) -> Iterable[str]:
    stem = slugify(re.sub(r"[’'–—/]", "-", words))[:70].strip("-") or "programme"
    taken = set(Programme.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 50))
    return (name for name in names if name not in taken)


@transaction.atomic
def edit_programme(programme: Programme, *, by: Person, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(programme, name, value)
    programme.save(update_fields=list(values))


@transaction.atomic
def add_group(programme: Programme, *, name: str, shape: str = "") -> PeerGroup:
    """Its sign is the first one no other group bears."""
    taken = set(programme.groups.values_list("shape", flat=True))
    free = [sign for sign in Shape.values if sign not in taken]
    position = (programme.groups.aggregate(last=Max("position"))["last"] or 0) + 1
    return PeerGroup.objects.create(programme=programme, name=name, shape=shape or free[0], position=position)


@transaction.atomic
def edit_group(group: PeerGroup, *, name: str, shape: str) -> None:
    PeerGroup.objects.filter(pk=group.pk).update(name=name, shape=shape)


def remove_group(group: PeerGroup) -> None:
    """Only while nothing hangs on it."""
    try:
        with transaction.atomic():
            group.delete()
    except ProtectedError as error:
        raise GroupInUseError from error


@transaction.atomic
def copy_programme(
    source: Programme,
    *,
    by: Person,
    title: str,
    edition: str,
    people: Iterable[Participation],
    client_key: uuid.UUID | None = None,
) -> Programme:
    """The next edition: groups, organisations, lists, and the people chosen; consents are asked anew."""
    if made := _made_by(by, client_key):
        return made
    kept = {name: getattr(source, name) for name in ("department", "time_zone", "language", "review_days", "licence")}
    programme = _new_programme(by, title=title, edition=edition, client_key=client_key, **kept)
    groups = _copy_groups(source, programme)
    organisations = _copy_organisations(source, programme)
    _copy_lists(source, programme)
    chosen = [
        person for person in people if person.programme_id == source.pk and person.is_current and not person.is_guest
    ]
    for old in chosen:
        _copy_participation(old, programme, groups, organisations, coordinates=old.person_id == by.pk)
    if by.pk not in {old.person_id for old in chosen}:
        Participation.objects.create(programme=programme, person=by, is_coordinator=True, contact_email=by.email or "")
    return programme


def _copy_groups(source: Programme, programme: Programme) -> dict[int, PeerGroup]:
    return {
        old.pk: PeerGroup.objects.create(programme=programme, name=old.name, shape=old.shape, position=old.position)
        for old in source.groups.all()
    }


def _copy_organisations(source: Programme, programme: Programme) -> dict[int, Organisation]:
    fields = ("name", "sort_name", "kind", "territory", "territory_type")
    return {
        old.pk: Organisation.objects.create(programme=programme, **{name: getattr(old, name) for name in fields})
        for old in source.organisations.all()
    }


def _copy_lists(source: Programme, programme: Programme) -> None:
    fields = ("list", "key", "label", "position", "is_offered")
    PickListItem.objects.bulk_create(
        PickListItem(programme=programme, **{name: getattr(old, name) for name in fields})
        for old in source.pick_list_items.all()
    )


def _copy_participation(
    old: Participation,
    programme: Programme,
    groups: dict[int, PeerGroup],
    organisations: dict[int, Organisation],
    *,
    coordinates: bool,
) -> Participation:
    return Participation.objects.create(
        programme=programme,
        person_id=old.person_id,
        group=groups[old.group_id] if old.group_id else None,
        organisation=organisations[old.organisation_id] if old.organisation_id else None,
        function=old.function,
        contact_email=old.contact_email,
        is_coordinator=old.is_coordinator or coordinates,
        is_facilitator=old.is_facilitator,
    )
