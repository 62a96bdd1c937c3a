"""The index of a large booklet: places, structures and objects, in French alphabetical order."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from common.typography import sort_key

Sheet = Mapping[str, Any]


def index_entries(practices: Iterable[Sheet]) -> list[dict[str, Any]]:
    """Headings, each with its sorted entries and the practices they lead to."""
    sheets = list(practices)
    headings = [
        (_("Places"), _place),
        (_("Organisations"), lambda sheet: sheet.get("organisations") or []),
        (_("Subjects"), lambda sheet: [(sheet.get("link") or {}).get("object")]),
    ]
    listed = [{"heading": heading, "entries": _entries(sheets, words)} for heading, words in headings]
    return [index for index in listed if index["entries"]]


def _place(sheet: Sheet) -> list[str]:
    return [sheet.get("place") or ""]


def _entries(sheets: list[Sheet], words: Callable[[Sheet], Iterable[str | None]]) -> list[dict[str, Any]]:
    pairs = {(word, sheet["number"], sheet["anchor"]) for sheet in sheets for word in words(sheet) if word}
    ordered = sorted(pairs, key=lambda pair: (sort_key(pair[0]), pair[0], pair[1]))
    return [
        {"label": label, "practices": [{"number": number, "anchor": anchor} for _label, number, anchor in found]}
        for label, found in groupby(ordered, key=lambda pair: pair[0])
    ]
