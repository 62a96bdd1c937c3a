"""What changed between two versions, section by section, line by line, and word by word inside a changed line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

_WORDS = re.compile(r"\s+|[\w’'-]+|[^\w\s]")
_NOT_WORDS = frozenset({"id", "role", "kind", "picture", "file", "still", "is_lifted", "stands_for_sheet", "territory_type"})
KEPT, ADDED, REMOVED = "kept", "added", "removed"


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, came or went."""

    kind: str
    text: str


@dataclass(frozen=True)
class SectionChange:
    key: str
    lines: tuple[tuple[Piece, ...], ...]


def changed_sections(before: Mapping[str, Any], after: Mapping[str, Any], keys: list[str]) -> list[SectionChange]:
    """The sections whose words differ, in the order of ``keys``."""
    differ = [key for key in keys if section_lines(before.get(key)) != section_lines(after.get(key))]
    return [SectionChange(key, line_changes(before.get(key), after.get(key))) for key in differ]


def section_lines(value: Any) -> list[str]:
    """The words of a section, a line for each sentence, item or field; numbers and keys are not words."""
    if isinstance(value, str):
        return [line for line in value.splitlines() if line.strip()]
    if isinstance(value, Mapping):
        return [line for key, part in value.items() if key not in _NOT_WORDS for line in section_lines(part)]
    if isinstance(value, list):
        return [line for item in value for line in _item_lines(item)]
    return []


def _item_lines(item: Any) -> list[str]:
    """A record of a list reads as one line: “On ouvre la grille. · L’école”."""
    lines = section_lines(item)
    return [" · ".join(lines)] if isinstance(item, Mapping) and lines else lines


def line_changes(before: Any, after: Any) -> tuple[tuple[Piece, ...], ...]:
    old, new = section_lines(before), section_lines(after)
    found: list[tuple[Piece, ...]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [(Piece(KEPT, line),) for line in new[c:d]]
            continue
        paired = min(b - a, d - c)
        found += [word_changes(x, y) for x, y in zip(old[a : a + paired], new[c : c + paired], strict=True)]
        found += [(Piece(REMOVED, line),) for line in old[a + paired : b]]
        found += [(Piece(ADDED, line),) for line in new[c + paired : d]]
    return tuple(found)


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Word by word; two sentences that share next to nothing are shown one after the other."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.3:
        return tuple(Piece(kind, text) for kind, text in ((REMOVED, before), (ADDED, after)) if text)
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            pieces.append(Piece(KEPT, come))
            continue
        pieces += [Piece(kind, text) for kind, text in ((REMOVED, gone), (ADDED, come)) if text]
    return tuple(pieces)
