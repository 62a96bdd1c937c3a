"""Composing a booklet: choosing, ordering, and the words around the practices."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from booklets.models import Booklet, BookletItem, BookletLogo, Foreword, GlossaryEntry
from common.text import clean_text, sort_key
from participants.models import Programme
from practices.models import Production

VOICES = 2


class StaleBooklet(Exception):
    """Somebody changed these words since they were read; nothing was written."""


@transaction.atomic
def ensure_booklet(programme: Programme) -> Booklet:
    """The programme's booklet, made with a title and two empty forewords the first time it is opened."""
    with override(programme.language):
        title = _("What works between us")
    booklet, is_new = Booklet.objects.get_or_create(programme=programme, defaults={"title": title})
    if is_new:
        Foreword.objects.bulk_create(Foreword(booklet=booklet, position=n) for n in range(1, VOICES + 1))
    return booklet


@transaction.atomic
def save_words(booklet: Booklet, words: Mapping[str, Any], *, seen: int) -> None:
    """The booklet's own fields, unless somebody changed them since version ``seen``."""
    _claim(booklet, seen)
    Booklet.objects.filter(pk=booklet.pk).update(**words)
    booklet.refresh_from_db()


@transaction.atomic
def save_forewords(booklet: Booklet, voices: Sequence[Mapping[str, str]], *, seen: int) -> None:
    _claim(booklet, seen)
    for position, voice in enumerate(voices, start=1):
        Foreword.objects.update_or_create(booklet=booklet, position=position, defaults=dict(voice))


def _claim(booklet: Booklet, seen: int) -> None:
    if not Booklet.objects.filter(pk=booklet.pk, version=seen).update(version=F("version") + 1):
        raise StaleBooklet


@transaction.atomic
def choose_practices(booklet: Booklet, practices: Sequence[Production]) -> None:
    """Exactly these, in this order; those the group has not validated are left out."""
    BookletItem.objects.filter(booklet=booklet).exclude(production__in=[p.pk for p in practices]).delete()
    for position, practice in enumerate(practices):
        BookletItem.objects.update_or_create(booklet=booklet, production=practice, defaults={"position": position})


@transaction.atomic
def shift_practice(booklet: Booklet, item: BookletItem, *, by: int) -> None:
    """One place up (-1) or down (+1); at either end nothing moves."""
    order = list(booklet.items.values_list("pk", flat=True))
    here = order.index(item.pk)
    there = min(max(here + by, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    for position, pk in enumerate(order):
        BookletItem.objects.filter(pk=pk).update(position=position)


@transaction.atomic
def save_glossary(booklet: Booklet, lines: str) -> list[str]:
    """One line each, ``CLAS : meaning``; returns the lines that could not be read, and then keeps nothing."""
    pairs = [(line, *_pair(line)) for line in clean_text(lines).splitlines() if line.strip()]
    unread = [line for line, acronym, meaning in pairs if not (acronym and meaning)]
    if unread:
        return unread
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


@transaction.atomic
def set_cover(booklet: Booklet, *, picture: bytes, extension: str) -> None:
    booklet.cover.save(f"cover.{extension}", ContentFile(picture), save=False)
    Booklet.objects.filter(pk=booklet.pk).update(cover=booklet.cover.name)


@transaction.atomic
def add_logo(booklet: Booklet, *, picture: bytes, extension: str, alt: str) -> BookletLogo:
    logo = BookletLogo(booklet=booklet, alt=alt, position=booklet.logos.count())
    logo.file.save(f"logo.{extension}", ContentFile(picture), save=False)
    logo.save(force_insert=True)
    return logo
