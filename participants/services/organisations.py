"""The organisations of a programme, and the words of its lists."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from common.text import sort_key
from participants.models import Organisation, PickListItem, Programme


@transaction.atomic
def add_organisation(
    programme: Programme, *, name: str, kind: str = "other", territory: str = "", territory_type: str = ""
) -> Organisation:
    """The same name twice, whatever its capitals and accents, is the same organisation."""
    fields = {"name": name, "kind": kind, "territory": territory, "territory_type": territory_type}
    return Organisation.objects.get_or_create(programme=programme, sort_name=sort_key(name), defaults=fields)[0]


@transaction.atomic
def edit_organisation(organisation: Organisation, *, name: str, kind: str, territory: str, territory_type: str) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(
        name=name, sort_name=sort_key(name), kind=kind, territory=territory, territory_type=territory_type
    )


@transaction.atomic
def rename_lists(
    programme: Programme, list_key: str, *, labels: dict[int, str], offered: set[int], added: Sequence[str]
) -> None:
    """New words for the same keys; what is withdrawn is no longer offered, but old sheets still read it."""
    items = list(programme.pick_list_items.filter(list=list_key))
    for item in items:
        item.label = labels.get(item.pk) or item.label
        item.is_offered = item.pk in offered
    PickListItem.objects.bulk_update(items, ["label", "is_offered"])
    for label in added:
        _add_item(programme, list_key, label)


def _add_item(programme: Programme, list_key: str, label: str) -> None:
    """A key is made once from the first words and never changes; adding the same words again offers them again."""
    items = programme.pick_list_items.filter(list=list_key)
    if items.filter(label=label).update(is_offered=True):
        return
    stem = slugify(label.replace("’", "-"))[:30].strip("-") or "item"
    taken = set(items.values_list("key", flat=True))
    key = next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, 999))) if name not in taken)
    position = (items.aggregate(last=Max("position"))["last"] or 0) + 1
    PickListItem.objects.create(programme=programme, list=list_key, key=key, label=label, position=position)
