"""One practice on one leaf, alone or inside the booklet."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from booklets.documents.fitting import plan_sheet
from common.pdf import render_pdf
from common.typography import typeset_all

SHEET_CSS = ("css/paper.css", "css/booklet.css")
PLAIN_KEYS = frozenset(
    {"url", "short_url", "site", "email", "file", "key", "group", "slug", "kind", "shape", "made_on", "date", "still"}
)

Content = Mapping[str, Any]


def sheet_html(
    sheet: Content, programme: Content, *, groups: Sequence[Content] = (), language: str = "fr", made_on: str = ""
) -> str:
    """A whole document for one practice; `groups` gives the shape of the group that tells it."""
    context = {
        "sheet": prepare_sheet(typeset_all(sheet, language, leave=PLAIN_KEYS), groups),
        "programme": typeset_all(programme, language, leave=PLAIN_KEYS),
        "language": language,
        "made_on": made_on,
        "level": 1,
    }
    with translation.override(language):
        return render_to_string("booklets/print/sheet.html", context)


def sheet_pdf(sheet: Content, programme: Content, **options: Any) -> bytes:
    return render_pdf(sheet_html(sheet, programme, **options), css=SHEET_CSS)


def prepare_sheet(sheet: Content, groups: Iterable[Content]) -> dict[str, Any]:
    """The frozen sheet with its group, its plan on paper and what each row of the back holds."""
    group = next((group for group in groups if group["key"] == sheet.get("group")), None)
    video = sheet.get("video")
    has_tools = bool(sheet.get("tools") or (video and not video.get("stands_for_sheet")))
    return {
        **sheet,
        "tools": [_with_address(tool) for tool in sheet.get("tools") or []],
        "video": _with_address(video) if video else None,
        "group": group,
        "shape": group["shape"] if group else "circle",
        "anchor": f"practice-{sheet['number']}",
        "plan": plan_sheet(sheet),
        "has_facts": any(sheet.get(key) for key in ("organisations", "place", "territory_type", "audience", "since")),
        "has_link": any((sheet.get("link") or {}).values()),
        "has_tools": has_tools,
        "has_left": has_tools or bool(sheet.get("advice")),
        "has_right": bool(sheet.get("quotes") or sheet.get("open_questions")),
    }


def shown_address(address: str) -> str:
    """The address as one would type it."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def _with_address(offered: Content) -> dict[str, Any]:
    """A tool or a video with the address its QR code holds and the one people type."""
    address = offered.get("short_url") or offered.get("url") or ""
    return {**offered, "address": address, "shown": shown_address(address)}
