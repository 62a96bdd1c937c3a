"""Checks before print: everything that would embarrass, in sentences, each with the place where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from booklets.documents.content import files_of, words_of
from booklets.models import Booklet
from practices.models import HANDED_ON, Production, ProductionStatus

SMALL_IMAGE = 900  # pixels across a column, under which print shows it


@dataclass(frozen=True)
class Check:
    sentence: str
    url: str


def checks_before_print(booklet: Booklet) -> list[Check]:
    """Nothing here forbids a proof; what the group has not validated simply does not enter."""
    items = booklet.items.select_related("production__validated_revision", "production__head", "production__programme")
    productions = [item.production for item in items]
    widths = {pk: attachment.width for pk, attachment in files_of(productions).items()}
    told = [Check(f"{production}\u202f: {sentence}", _sheet_url(production)) for production in productions for sentence in _of(production, widths)]
    return [*_around(booklet), *told]


def _sheet_url(production: Production) -> str:
    return reverse("production_detail", args=[production.programme.slug, production.pk])


def _around(booklet: Booklet) -> Iterator[Check]:
    slug = booklet.programme.slug
    if not booklet.items.exists():
        yield Check(_("No practice has been chosen yet."), reverse("booklet_practices", args=[slug]))
    if booklet.forewords.filter(text="").exists():
        yield Check(_("A foreword is still empty: two voices are better than one."), reverse("booklet_forewords", args=[slug]))
    if not (booklet.publisher and booklet.director):
        yield Check(_("The colophon does not say who publishes."), reverse("booklet_words", args=[slug]))
    if not booklet.glossary.exists():
        yield Check(_("No acronym is explained yet."), reverse("booklet_glossary", args=[slug]))
    kept = booklet.programme.productions.syntheses()
    if kept.handed_on().count() < booklet.programme.groups.count():
        yield Check(_("A group has not validated what it keeps: its side of the spread stays empty."), reverse("practice_list", args=[slug]))


def _of(production: Production, widths: dict[int, int | None]) -> Iterator[str]:
    words = words_of(production)
    if production.status not in HANDED_ON:
        yield _("not validated; it stays out of the booklet.")
        return
    if production.status == ProductionStatus.VALIDATED or production.status == ProductionStatus.FORMALISED:
        yield _("not approved for print yet.")
    if not (words.get("contact") or {}).get("organisation"):
        yield _("no contact is given.")
    if not (words.get("link") or {}).get("object"):
        yield _("the object of the link is not said, so it cannot be filed with its like.")
    yield from _pictures(words.get("pictures") or [], widths)


def _pictures(pictures: list[dict[str, Any]], widths: dict[int, int | None]) -> Iterator[str]:
    for picture in pictures:
        if not picture.get("alt"):
            yield _("a picture has no description for those who do not see it.")
        if not picture.get("credit"):
            yield _("a picture does not say who made it.")
        if (widths.get(picture.get("picture") or 0) or SMALL_IMAGE) < SMALL_IMAGE:
            yield _("a picture is too small to print well.")
