"""A section as plain paragraphs: what is compared, shown side by side, and read aloud."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from .labels import EFFECT_AUDIENCES, ORGANISATION_ROLES, TOOL_KINDS

PickLabels = Mapping[tuple[str, str], str]


def paragraphs_of(section: Any, *, key: str, labels: PickLabels | None = None) -> list[str]:
    """One paragraph per text, item or field that says something; keys of pick lists in their words."""
    if not section:
        return []
    if isinstance(section, str):
        return [line for line in section.split("\n") if line.strip()]
    if isinstance(section, list):
        return [line for line in map(_ITEMS.get(key, _sentence), section) if line]
    if isinstance(section, Mapping):
        return [line for line in _RECORDS[key](section, labels or {}) if line] if key in _RECORDS else []
    return []


def _sentence(item: Any) -> str:
    return item if isinstance(item, str) else _joined(*(v for v in item.values() if isinstance(v, str)))


def _joined(*parts: str) -> str:
    return " — ".join(part for part in parts if part)


def _brake(item: Mapping[str, Any]) -> str:
    answer = item.get("answer", "")
    lifted = _("lifted:") if item.get("is_lifted") else _("would help:")
    return _joined(item.get("brake", ""), f"{lifted} {answer}" if answer else "")


def _effect(item: Mapping[str, Any]) -> str:
    return _joined(str(EFFECT_AUDIENCES.get(item.get("audience", ""), "")), item.get("text", ""))


def _tool(item: Mapping[str, Any]) -> str:
    where = item.get("url") or str(TOOL_KINDS.get(item.get("kind", ""), ""))
    return _joined(item.get("label", ""), where)


def _picture(item: Mapping[str, Any]) -> str:
    return _joined(item.get("caption", ""), item.get("alt", ""), item.get("credit", ""))


def _who(section: Mapping[str, Any], labels: PickLabels) -> list[str]:
    organisations = [
        f"{o.get('name', '')} ({ORGANISATION_ROLES.get(o.get('role', ''), '')})"
        for o in section.get("organisations", [])
    ]
    territory = _label(labels, "territory_type", section.get("territory_type", ""))
    return [
        *organisations,
        _joined(section.get("place", ""), territory),
        section.get("audience", ""),
        section.get("since", ""),
    ]


def _link(section: Mapping[str, Any], labels: PickLabels) -> list[str]:
    words = [_label(labels, name, section.get(name, "")) for name in ("object", "form", "frequency")]
    return [*words, section.get("quality", "")]


def _contact(section: Mapping[str, Any], labels: PickLabels) -> list[str]:
    return [section.get(name, "") for name in ("organisation", "function", "email")]


def _video(section: Mapping[str, Any], labels: PickLabels) -> list[str]:
    stands = _("The video stands for the sheet.") if section.get("stands_for_sheet") else ""
    transcript = section.get("transcript", "").split("\n")
    return [section.get("url", ""), section.get("caption", ""), *(line for line in transcript if line.strip()), stands]


def _label(labels: PickLabels, pick_list: str, key: str) -> str:
    return labels.get((pick_list, key), key)


_ITEMS: dict[str, Callable[[Any], str]] = {
    "steps": lambda item: _joined(item.get("text", ""), item.get("who", "")),
    "brakes": lambda item: item if isinstance(item, str) else _brake(item),
    "effects": _effect,
    "tools": lambda item: item if isinstance(item, str) else _tool(item),
    "quotes": lambda item: _joined(item.get("text", ""), item.get("function", "")),
    "pictures": _picture,
}
_RECORDS: dict[str, Callable[[Mapping[str, Any], PickLabels], list[str]]] = {
    "who": _who,
    "link": _link,
    "contact": _contact,
    "video": _video,
}
