"""The whole booklet, from cover to back cover, as HTML and as a PDF rounded to a multiple of four pages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from booklets.documents.index import index_entries
from booklets.documents.sheet import PLAIN_KEYS, SHEET_CSS, prepare_sheet, shown_address
from common.pdf import render_pdf
from common.typography import typeset_all

INDEX_FROM = 20
PAGES_MULTIPLE = 4
NOTE_LINES, STEP_LINES, INSPIRATION_LINES = 26, 6, 5
STAGES = ("spring", "autumn", "departmental")

Content = Mapping[str, Any]


def booklet_html(content: Content, *, with_ending: bool = True) -> str:
    """One HTML document; `with_ending=False` leaves the last pages to `ending_html`."""
    return _render("booklets/print/booklet.html", content, with_ending=with_ending)


def ending_html(content: Content, *, pages: int) -> str:
    """Filling pages up to a multiple of four, then the back cover, for a booklet of so many pages before them."""
    fillers = -(pages + 1) % PAGES_MULTIPLE
    return _render("booklets/print/ending.html", content, fillers=range(fillers))


def booklet_pdf(content: Content) -> bytes:
    def ending(pages: int) -> str:
        return ending_html(content, pages=pages)

    return render_pdf(booklet_html(content, with_ending=False), css=SHEET_CSS, ending=ending)


def _render(template: str, content: Content, **more: object) -> str:
    language = content.get("language") or "fr"
    with translation.override(language):
        return render_to_string(template, {**_context(content, language), **more})


def _context(content: Content, language: str) -> dict[str, Any]:
    booklet = typeset_all(content, language, leave=PLAIN_KEYS)
    groups = booklet.get("groups") or []
    parts = [
        {**part, "practices": [prepare_sheet(sheet, groups) for sheet in part["practices"]]}
        for part in booklet.get("parts") or []
    ]
    practices = [sheet for part in parts for sheet in part["practices"]]
    run, tools = booklet.get("run") or {}, booklet.get("toolbox") or []
    return {
        **booklet,
        "run": {**run, "made_on_date": _day(run.get("made_on"))},
        "site_shown": shown_address((booklet.get("programme") or {}).get("site") or ""),
        "toolbox": [{**tool, "shown": shown_address(tool["url"])} for tool in tools if tool.get("url")],
        "on_request": [tool for tool in tools if not tool.get("url")],
        "note_range": range(NOTE_LINES),
        "step_range": range(STEP_LINES),
        "inspiration_range": range(INSPIRATION_LINES),
        "language": language,
        "level": 3,
        "parts": parts,
        "practices": practices,
        "stages": _stages(booklet.get("meetings") or [], groups),
        "prompts": _face_to_face(booklet.get("syntheses") or {}, groups),
        "quotes": _signed(booklet.get("quotes") or [], groups),
        "open_questions": _signed(booklet.get("open_questions") or [], groups),
        "index": index_entries(practices) if len(practices) >= INDEX_FROM else [],
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _by_key(groups: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {group["key"]: group for group in groups}


def _stages(meetings: list[dict[str, Any]], groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The three meetings in order, each with the dates of its groups."""
    by_key = _by_key(groups)
    dated = [
        {**meeting, "day": _day(meeting.get("date")), "group": by_key.get(meeting.get("group") or "")}
        for meeting in meetings
    ]
    return [{"key": stage, "meetings": [m for m in dated if m["stage"] == stage]} for stage in STAGES]


def _face_to_face(syntheses: Mapping[str, Any], groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each prompt with one column per group, in the order of the groups, even where one said nothing."""
    faced = []
    for prompt in syntheses.get("prompts") or []:
        said = {column["group"]: column["sentences"] for column in prompt["columns"]}
        columns = [{"group": group, "sentences": said.get(group["key"]) or []} for group in groups]
        if any(column["sentences"] for column in columns):
            faced.append({**prompt, "columns": columns})
    return faced


def _signed(words: list[dict[str, Any]], groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each word once, even when a sheet and a synthesis both hand it on, with the group it comes from."""
    by_key = _by_key(groups)
    once = {word["text"]: word for word in reversed(words)}
    return [{**word, "group": by_key.get(word.get("group") or "")} for word in reversed(once.values())]
