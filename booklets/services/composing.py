"""Composing a booklet: choosing, ordering, and the words around the practices."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F

from booklets.documents.content import object_of
from booklets.models import Booklet, BookletItem, BookletLogo, Foreword, GlossaryEntry
from common.text import clean_text, sort_key
from participants.models import Programme
from practices.models import HANDED_ON, Production

VOICES = 2
WORDS = (
    "title",
    "subtitle",
    "approach",
    "next_words",
    "publisher",
    "printer",
    "director",
    "legal_deposit",
    "colophon",
)
VOICE = ("title", "text", "signature", "function")


class StaleBookletError(Exception):
    """Somebody changed these words since they were read; nothing was written."""


@transaction.atomic
def ensure_booklet(programme: Programme) -> Booklet:
    """The programme's booklet, made with its programme's title and two empty forewords the first time it is opened."""
    if booklet := Booklet.objects.filter(programme=programme).first():
        return booklet
    booklet, is_new = Booklet.objects.get_or_create(programme=programme, defaults={"title": programme.title})
    if is_new:
        Foreword.objects.bulk_create(Foreword(booklet=booklet, position=n) for n in range(1, VOICES + 1))
    return booklet


# The words around. Each form says what it was reading: a version, and the digest of its own words.


def digest_of(words: Any) -> str:
    return hashlib.sha256(json.dumps(words, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:24]


def words_of_booklet(booklet: Booklet) -> dict[str, str]:
    return Booklet.objects.filter(pk=booklet.pk).values(*WORDS).get()


def voices_of(booklet: Booklet) -> list[dict[str, str]]:
    return list(Foreword.objects.filter(booklet=booklet).values(*VOICE))


def glossary_of(booklet: Booklet) -> dict[str, str]:
    entries = GlossaryEntry.objects.filter(booklet=booklet)
    return {"lines": "\n".join(f"{entry.acronym}\u202f: {entry.meaning}" for entry in entries)}


@transaction.atomic
def save_words(booklet: Booklet, words: Mapping[str, Any], *, seen: int, base: str = "") -> None:
    """The booklet's own fields; StaleBookletError when these very words changed since version ``seen``."""
    _take_turn(booklet, seen, base, words_of_booklet)
    Booklet.objects.filter(pk=booklet.pk).update(**words)
    booklet.refresh_from_db()


@transaction.atomic
def save_forewords(booklet: Booklet, voices: Sequence[Mapping[str, str]], *, seen: int, base: str = "") -> None:
    _take_turn(booklet, seen, base, voices_of)
    for position, voice in enumerate(voices, start=1):
        Foreword.objects.update_or_create(booklet=booklet, position=position, defaults=dict(voice))


def _take_turn(booklet: Booklet, seen: int, base: str, words: Callable[[Booklet], Any]) -> None:
    """The update comes first: from there on nobody else writes. Changes made elsewhere in the booklet are no clash."""
    Booklet.objects.filter(pk=booklet.pk).update(version=F("version") + 1)
    booklet.refresh_from_db(fields=["version"])
    if booklet.version != seen + 1 and digest_of(words(booklet)) != base:
        raise StaleBookletError


@transaction.atomic
def save_glossary(booklet: Booklet, lines: str, *, seen: int | None = None, base: str = "") -> list[str]:
    """One line each, ``CLAS : meaning``; returns the lines that could not be read, and then keeps nothing."""
    pairs = [(line, *_pair(line)) for line in clean_text(lines).splitlines() if line.strip()]
    unread = [line for line, acronym, meaning in pairs if not (acronym and meaning)]
    if unread:
        return unread
    _take_turn(booklet, booklet.version if seen is None else seen, base, glossary_of)
    booklet.glossary.all().delete()
    by_key = {sort_key(acronym): (acronym, meaning) for _line, acronym, meaning in pairs}
    GlossaryEntry.objects.bulk_create(
        GlossaryEntry(booklet=booklet, acronym=acronym[:30], meaning=meaning[:200], sort_acronym=key)
        for key, (acronym, meaning) in by_key.items()
    )
    return []


def _pair(line: str) -> tuple[str, str]:
    separator = next((mark for mark in (" :", ":", "=", "\t", ";") if mark in line), None)
    acronym, _mark, meaning = line.partition(separator) if separator else (line, "", "")
    return acronym.strip(" \u202f\u00a0"), meaning.strip(" :\u202f\u00a0")


# What it holds


@transaction.atomic
def choose_practices(booklet: Booklet, practices: Sequence[Production]) -> None:
    """Exactly these, in this order; those the group has not validated are left out."""
    given = [practice.pk for practice in practices]
    here = Production.objects.filter(pk__in=given, programme=booklet.programme_id, kind="practice")
    validated = set(here.filter(status__in=HANDED_ON).values_list("pk", flat=True))
    BookletItem.objects.filter(booklet=booklet).exclude(production__in=validated).delete()
    for position, pk in enumerate(pk for pk in given if pk in validated):
        BookletItem.objects.update_or_create(booklet=booklet, production_id=pk, defaults={"position": position})


def items_in_order(booklet: Booklet) -> list[BookletItem]:
    """As they will print: by object, an object standing where its first practice was put."""
    items = BookletItem.objects.filter(booklet=booklet)
    return [
        item
        for part in _parts(items.select_related("production__group", "production__validated_revision"))
        for item in part
    ]


def _parts(items: Iterable[BookletItem]) -> list[list[BookletItem]]:
    by_object: dict[str, list[BookletItem]] = {}
    for item in items:
        by_object.setdefault(object_of(item.production), []).append(item)
    return list(by_object.values())


@transaction.atomic
def move_practice(booklet: Booklet, item: BookletItem, *, onto: BookletItem) -> None:
    """Where ``onto`` stands: among the practices of its object, or with its whole object before or after another."""
    parts = _parts(items_in_order(booklet))
    mine, theirs = (next(p for p in parts if any(i.pk == x.pk for i in p)) for x in (item, onto))
    if mine is theirs:
        places = [i.pk for i in mine]
        mine.insert(places.index(onto.pk), mine.pop(places.index(item.pk)))
    else:
        there = next(n for n, part in enumerate(parts) if part is theirs)
        parts.remove(mine)
        parts.insert(there, mine)
    _write_order(i for part in parts for i in part)


def _write_order(items: Iterable[BookletItem]) -> None:
    for position, item in enumerate(items):
        if item.position != position:
            BookletItem.objects.filter(pk=item.pk).update(position=position)


def neighbour(booklet: Booklet, item: BookletItem, *, by: int) -> BookletItem:
    """The practice just before (-1) or after (+1) in print; itself at either end."""
    order = items_in_order(booklet)
    here = next(n for n, other in enumerate(order) if other.pk == item.pk)
    return order[min(max(here + by, 0), len(order) - 1)]


# Pictures. A file once printed is never taken away: a frozen run may be laid out again.


@transaction.atomic
def set_cover(booklet: Booklet, *, picture: bytes, extension: str) -> None:
    booklet.cover.save(f"cover.{extension}", ContentFile(picture), save=False)
    Booklet.objects.filter(pk=booklet.pk).update(cover=booklet.cover.name)


@transaction.atomic
def remove_cover(booklet: Booklet) -> None:
    Booklet.objects.filter(pk=booklet.pk).update(cover="")


@transaction.atomic
def add_logo(booklet: Booklet, *, picture: bytes, extension: str, alt: str) -> BookletLogo:
    logo = BookletLogo(booklet=booklet, alt=clean_text(alt), position=booklet.logos.count())
    logo.file.save(f"logo.{extension}", ContentFile(picture), save=False)
    logo.save(force_insert=True)
    return logo
