"""Checks before print: everything that would embarrass, in sentences, each with the place where it is mended."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from booklets.documents.content import Files, files_of, words_of
from booklets.models import Booklet
from common.text import sort_key
from practices.models import HANDED_ON, Production, ProductionStatus

SMALL_IMAGE = 900  # pixels across a column, under which print shows it
MOST_ACRONYMS = 12
NOT_YET_APPROVED = (ProductionStatus.VALIDATED, ProductionStatus.FORMALISED)
_ACRONYM = re.compile(r"\b[A-ZÉÈ]{3,8}\b")


@dataclass(frozen=True)
class Check:
    sentence: str
    url: str


def checks_before_print(booklet: Booklet) -> list[Check]:
    """Nothing here forbids a proof; what the group has not validated simply does not enter."""
    items = booklet.items.select_related("production__validated_revision", "production__head", "production__programme")
    productions = [item.production for item in items]
    files = files_of(productions)
    told = (_told(production, sentence) for production in productions for sentence in _of(production, files))
    return [*_around(booklet, productions), *told]


def _told(production: Production, sentence: str) -> Check:
    url = reverse("production_detail", args=[production.programme.slug, production.pk])
    return Check(f"{production}\u202f: {sentence}", url)


def _around(booklet: Booklet, productions: list[Production]) -> Iterator[Check]:
    slug = [booklet.programme.slug]
    forewords = list(booklet.forewords.all())
    if not productions:
        yield Check(_("No practice has been chosen yet."), reverse("booklet_practices", args=slug))
    if not all(foreword.text for foreword in forewords):
        yield Check(
            _("A foreword is still empty: two voices are better than one."), reverse("booklet_forewords", args=slug)
        )
    if not (booklet.publisher and booklet.director):
        yield Check(_("The colophon does not say who publishes."), reverse("booklet_words", args=slug))
    if unexplained := _unexplained(booklet, productions):
        sentence = _("Not explained in the glossary: %(acronyms)s.") % {"acronyms": ", ".join(unexplained)}
        yield Check(sentence, reverse("booklet_glossary", args=slug))
    kept = booklet.programme.productions.syntheses()
    if kept.handed_on().count() < booklet.programme.groups.count():
        yield Check(
            _("A group has not validated what it keeps: its side of the spread stays empty."),
            reverse("practice_list", args=slug),
        )


def _unexplained(booklet: Booklet, productions: Iterable[Production]) -> list[str]:
    """The acronyms that the chosen practices use and the glossary does not explain."""
    known = {
        word for entry in booklet.glossary.values_list("sort_acronym", flat=True) for word in re.split(r"\W+", entry)
    }
    used = {
        word for p in productions if p.status in HANDED_ON for text in _texts(words_of(p)) for word in _acronyms(text)
    }
    return sorted((word for word in used if sort_key(word) not in known), key=sort_key)[:MOST_ACRONYMS]


def _acronyms(text: str) -> set[str]:
    """A sentence written all in capitals is emphasis, not a list of acronyms."""
    return set() if text.isupper() and " " in text else set(_ACRONYM.findall(text))


def _texts(words: Any) -> Iterator[str]:
    if isinstance(words, str):
        yield words
    elif isinstance(words, Mapping):
        for key, value in words.items():
            if key not in {"url", "email"}:
                yield from _texts(value)
    elif isinstance(words, list):
        for value in words:
            yield from _texts(value)


def _of(production: Production, files: Files) -> Iterator[str]:
    words = words_of(production)
    if production.status not in HANDED_ON:
        yield _("not validated; it stays out of the booklet.")
        return
    if production.status in NOT_YET_APPROVED:
        yield _("not approved for print yet.")
    if not (words.get("contact") or {}).get("organisation"):
        yield _("no contact is given.")
    if not (words.get("link") or {}).get("object"):
        yield _("the object of the link is not said, so it cannot be filed with its like.")
    for picture in words.get("pictures") or []:
        yield from _of_picture(picture, files)


def _of_picture(picture: Mapping[str, Any], files: Files) -> Iterator[str]:
    if not picture.get("alt"):
        yield _("a picture has no description for those who do not see it.")
    if not picture.get("credit"):
        yield _("a picture does not say who made it.")
    attachment = files.get(picture.get("picture") or 0)
    if attachment and attachment.width and attachment.width < SMALL_IMAGE:
        yield _("a picture is too small to print well.")
