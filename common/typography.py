"""French typography for paper: spaces before double signs, quotation marks, apostrophes, ordinals, index order."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from common.text import sort_key

__all__ = ["sort_key", "typeset", "typeset_all"]

NARROW = "\u202f"
NO_BREAK = "\u00a0"
SPACES = "[ \u00a0\u202f\u2009]"

_ADDRESS = re.compile(r"(?:https?://|www\.|[\w.+-]+@)\S+")
_EVERYWHERE: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
]
_FRENCH: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"(?<=\w)'(?=[« ]|$)"), "’"),
    (re.compile(r"[\"“]([^\"“”]*?)[\"”]"), r"« \1 »"),
    (re.compile(rf"«{SPACES}*"), f"«{NARROW}"),
    (re.compile(rf"{SPACES}*»"), f"{NARROW}»"),
    (re.compile(rf"{SPACES}+([:;?!%€])"), rf"{NARROW}\1"),
    (re.compile(r"(?<=[\w)’»…])([;?!]+)(?=[\s»)]|$)"), rf"{NARROW}\1"),
    (re.compile(r"(?<=[^\W\d]):(?=\s|$)"), f"{NARROW}:"),
    (re.compile(r"(?<=»):(?=\s|$)"), f"{NARROW}:"),
    (re.compile(r"\b1[èe]re?(s?)\b"), r"1re\1"),
    (re.compile(r"\b(\d+)(?:i?[èe]me)(s?)\b"), r"\1e\2"),
    (re.compile(rf"(?<=\d){SPACES}(?=\d{{3}}(?!\d))"), NARROW),
    (re.compile(rf"(?<=\d){SPACES}?h{SPACES}?(?=\d\d\b)"), f"{NO_BREAK}h{NO_BREAK}"),
    (re.compile(r"(?<=\d) (?=(?:h|min|ans?|mois|euros?|km|m|élèves|enfants|familles|parents)\b)"), NO_BREAK),
    (re.compile(r"(?<=\s)[-–](?=\s)"), "–"),
    (re.compile(r"\b([Nn])° ?(?=\d)"), rf"\1°{NO_BREAK}"),
]


def typeset(text: str, language: str = "fr") -> str:
    """The same words with the spaces and signs of the printer; addresses are left alone."""
    rules = _EVERYWHERE + (_FRENCH if language.startswith("fr") else [])
    pieces, start = [], 0
    for address in _ADDRESS.finditer(text):
        pieces += [_apply(rules, text[start : address.start()]), address[0]]
        start = address.end()
    return "".join([*pieces, _apply(rules, text[start:])])


def typeset_all(content: Any, language: str = "fr", *, leave: Collection[str] = ()) -> Any:
    """A copy of nested lists and mappings with every text typeset, except under the keys in `leave`."""
    if isinstance(content, str):
        return typeset(content, language)
    if isinstance(content, Mapping):
        return {
            key: value if key in leave else typeset_all(value, language, leave=leave) for key, value in content.items()
        }
    if isinstance(content, list | tuple):
        return [typeset_all(item, language, leave=leave) for item in content]
    return content


def _apply(rules: list[tuple[re.Pattern[str], str]], text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text
