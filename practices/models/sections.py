"""The sections of a practice sheet and of a synthesis: their shapes, their limits, what feeds them.

Each section of a version's JSON passes :func:`check_section` before it is stored, so that whoever reads a
version afterwards (screen, print, export) may rely on its shape.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from common.text import clean_text

SECTION_FOR_PROMPT: dict[str, str] = {
    "favours": "enablers",
    "works": "levers",
    "resources": "means",
    "opportunities": "steps",
    "tools": "tools",
    "brakes": "brakes",
    "question": "open_questions",
    "heard": "quotes",
}
NEEDED_BEFORE_REVIEW = ("title", "summary", "who", "steps", "levers")


class SectionError(ValueError):
    """A section that cannot be stored; the message is a sentence for the person who typed it."""


def _text(limit: int) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        text = clean_text(value if isinstance(value, str) else "")
        if len(text) > limit:
            raise SectionError(
                _("This text has %(length)d characters; please keep it within %(limit)d.")
                % {"length": len(text), "limit": limit}
            )
        return text

    return check


def _items(check_item: Callable[[Any], Any], most: int) -> Callable[[Any], list[Any]]:
    def check(value: Any) -> list[Any]:
        items = [item for item in map(check_item, value if isinstance(value, list) else []) if _says_something(item)]
        if len(items) > most:
            raise SectionError(
                _("There are %(count)d items here; please keep the %(most)d that matter most.")
                % {"count": len(items), "most": most}
            )
        return items

    return check


def _record(**fields: Callable[[Any], Any]) -> Callable[[Any], dict[str, Any]]:
    def check(value: Any) -> dict[str, Any]:
        given = value if isinstance(value, Mapping) else {}
        return {name: check_field(given.get(name)) for name, check_field in fields.items()}

    return check


def _one_of(*choices: str) -> Callable[[Any], str]:
    return lambda value: value if value in choices else choices[0]


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _yes(value: Any) -> bool:
    return value is True


def _says_something(item: Any) -> bool:
    if isinstance(item, dict):
        return any(isinstance(v, str) and v for k, v in item.items() if k not in {"role", "kind", "audience"}) or any(
            item.get(k) for k in ("id", "picture", "file", "still")
        )
    return bool(item)


def _address(value: Any) -> str:
    """A web address; anything else could run in the reader's browser."""
    address = _text(500)(value)
    if address and not address.lower().startswith(("https://", "http://")):
        raise SectionError(_("This address should begin with https://"))
    return str(address)


_line, _sentence, _paragraph, _url = _text(120), _text(600), _text(1000), _address

PRACTICE_SECTIONS: dict[str, Callable[[Any], Any]] = {
    "title": _text(80),
    "summary": _text(200),
    "pictures": _items(_record(picture=_number, caption=_text(200), alt=_text(300), credit=_line), 2),
    "who": _record(
        organisations=_items(_record(id=_number, name=_line, role=_one_of("acting", "named")), 12),
        place=_line,
        territory_type=_text(40),
        audience=_text(200),
        since=_text(60),
    ),
    "link": _record(object=_text(40), form=_text(40), frequency=_text(40), quality=_text(200)),
    "origin": _text(600),
    "steps": _items(_record(text=_sentence, who=_line), 6),
    "means": _items(_sentence, 8),
    "enablers": _items(_sentence, 4),
    "levers": _items(_sentence, 5),
    "brakes": _items(_record(brake=_sentence, answer=_sentence, is_lifted=_yes), 6),
    "effects": _items(_record(audience=_one_of("children", "parents", "teams", "territory"), text=_sentence), 6),
    "tools": _items(_record(label=_line, kind=_one_of("request", "link", "file"), url=_url, file=_number), 8),
    "advice": _items(_sentence, 4),
    "quotes": _items(_record(text=_sentence, function=_line), 5),
    "open_questions": _items(_sentence, 5),
    "contact": _record(organisation=_line, function=_line, email=_line),
    "video": _record(url=_url, still=_number, caption=_text(200), transcript=_text(6000), stands_for_sheet=_yes),
}

SYNTHESIS_SECTIONS: dict[str, Callable[[Any], Any]] = {
    **{key: _items(_sentence, 7) for key in ("favours", "works", "resources", "opportunities", "tools", "brakes")},
    "quotes": _items(_record(text=_sentence, function=_line), 8),
    "open_questions": _items(_sentence, 8),
}


def check_section(kind: str, key: str, value: Any) -> Any:
    """The section as it may be stored: cleaned, empty items dropped. Raises SectionError with a sentence."""
    sections = PRACTICE_SECTIONS if kind == "practice" else SYNTHESIS_SECTIONS
    if key not in sections:
        raise SectionError(_("This section does not exist on this sheet."))
    return sections[key](value)


def missing_sections(kind: str, sections: Mapping[str, Any]) -> list[str]:
    """What must still be said before the group can read it, in the order of the sheet."""
    if kind == "synthesis":
        filled = [key for key in SYNTHESIS_SECTIONS if sections.get(key)]
        return [] if filled else ["works"]
    if (sections.get("video") or {}).get("stands_for_sheet"):
        return [key for key in ("title", "summary") if not sections.get(key)]
    who = sections.get("who") or {}
    absent = {key for key in NEEDED_BEFORE_REVIEW if not sections.get(key)}
    if not (who.get("place") and who.get("organisations")):
        absent.add("who")
    if len(sections.get("steps") or []) < 3:
        absent.add("steps")
    return [key for key in NEEDED_BEFORE_REVIEW if key in absent]


def files_in(sections: Mapping[str, Any]) -> set[int]:
    """The attachments these sections show: pictures, offered files, the still image of a video."""
    found = {item.get("picture") for item in sections.get("pictures") or []}
    found |= {item.get("file") for item in sections.get("tools") or [] if isinstance(item, Mapping)}
    found.add((sections.get("video") or {}).get("still"))
    return {pk for pk in found if pk}
