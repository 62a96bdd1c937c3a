"""What changed between two versions: paragraphs first, then words inside those that changed; length capped."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from .labels import SectionLabel, section_labels
from .plain import PickLabels, paragraphs_of

KEPT, ADDED, REMOVED = "kept", "added", "removed"
MAX_WORDS = 1_200  # beyond it a paragraph is shown as replaced: comparing words would cost more than it tells
MAX_PARAGRAPHS = 400
ALIKE = 0.3  # two sentences that share less are shown one after the other
_WORDS = re.compile(r"\S+\s*|\s+")  # a word takes its space along


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, came or went."""

    kind: str
    text: str


@dataclass(frozen=True)
class SectionChange:
    label: SectionLabel
    paragraphs: list[list[Piece]]

    @property
    def key(self) -> str:
        return self.label.key


def changes_between(
    kind: str, old: Mapping[str, Any], new: Mapping[str, Any], *, labels: PickLabels | None = None
) -> list[SectionChange]:
    """The sections that differ, in the order of the sheet. A new file behind the same words still counts."""
    return [
        SectionChange(label, compare_sections(old.get(key), new.get(key), key=key, labels=labels))
        for key, label in section_labels(kind).items()
        if (old.get(key) or None) != (new.get(key) or None)
    ]


def compare_sections(old: Any, new: Any, *, key: str, labels: PickLabels | None = None) -> list[list[Piece]]:
    """One list of pieces per paragraph, in reading order."""
    return compare_paragraphs(paragraphs_of(old, key=key, labels=labels), paragraphs_of(new, key=key, labels=labels))


def compare_paragraphs(old: Sequence[str], new: Sequence[str]) -> list[list[Piece]]:
    if len(old) + len(new) > MAX_PARAGRAPHS:
        return [[Piece(REMOVED, "\n".join(old))], [Piece(ADDED, "\n".join(new))]]
    compared: list[list[Piece]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            compared += [[Piece(KEPT, paragraph)] for paragraph in old[i1:i2]]
        else:
            compared += _changed(old[i1:i2], new[j1:j2])
    return compared


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[list[Piece]]:
    """Paragraph by paragraph where both have one; the rest was added or removed whole."""
    for before, after in zip(old, new, strict=False):
        yield compare_words(before, after)
    yield from ([Piece(REMOVED, paragraph)] for paragraph in old[len(new) :])
    yield from ([Piece(ADDED, paragraph)] for paragraph in new[len(old) :])


def compare_words(old: str, new: str) -> list[Piece]:
    """Spaces are kept in what is shown and ignored in what is compared."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > MAX_WORDS:
        return [Piece(REMOVED, old), Piece(ADDED, new)]
    matcher = SequenceMatcher(None, [w.strip() for w in before], [w.strip() for w in after], autojunk=False)
    if matcher.ratio() < ALIKE:
        return [piece for piece in (Piece(REMOVED, old), Piece(ADDED, new)) if piece.text]
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        gone, come = "".join(before[i1:i2]), "".join(after[j1:j2])
        found = [Piece(KEPT, come)] if tag == "equal" else [Piece(REMOVED, gone), Piece(ADDED, come)]
        pieces += [piece for piece in found if piece.text]
    return pieces
