"""How a practice fits its two sides: heights estimated from the words, in millimetres of paper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

SIDE = 262.0
FRONT = 256.0  # a little air: an estimate is no measure
LINE = 5.3
NOTE_LINE = 8.6
PHOTO_HEIGHTS = (110, 100, 90, 80, 70, 64)
BESIDE_HEIGHTS = (80, 72, 64, 56)
PHOTO_MARGINS = 11.0

# Letters in a line of each column.
WIDE, STORY, HALF, RAIL = 92, 63, 47, 29
TITLE, SUMMARY, NARROW_TITLE, NARROW_SUMMARY = 38, 70, 23, 40


@dataclass(frozen=True)
class Setting:
    """How closely a side is set: its class in the style sheet, the height of a line, the room under a block."""

    name: str
    line: float
    gap: float

    def block(self, height: float) -> float:
        return height + 7.7 + self.gap if height else 0.0


LOOSE, TIGHT, TIGHTEST = Setting("", LINE, 4.2), Setting("tight", 4.9, 3.0), Setting("tight tightest", 4.75, 2.0)
SETTINGS = (LOOSE, TIGHT, TIGHTEST)


@dataclass(frozen=True)
class SheetPlan:
    """What the template needs to know to keep a practice on one leaf."""

    photo: int  # height of a picture as wide as the page; 0: beside the title, or none
    beside: int  # height of a picture beside the title
    front: Setting
    back: Setting
    runs_on: bool
    note_lines: int

    @property
    def note_range(self) -> range:
        return range(self.note_lines)


def plan_sheet(sheet: Mapping[str, Any]) -> SheetPlan:
    """The largest picture and the loosest setting that keep the front on one side and the back on the other."""
    smallest = _beside(sheet, BESIDE_HEIGHTS[-1])
    front = next((s for s in SETTINGS if smallest + body_height(sheet, s) <= FRONT), TIGHTEST)
    back = next((s for s in SETTINGS if back_height(sheet, s) <= SIDE), TIGHTEST)
    room = FRONT - body_height(sheet, front)
    return SheetPlan(
        photo=next((height for height in PHOTO_HEIGHTS if _wide(sheet, height) <= room), 0),
        beside=next((height for height in BESIDE_HEIGHTS if _beside(sheet, height) <= room), BESIDE_HEIGHTS[-1]),
        front=front,
        back=back,
        runs_on=smallest > room + SIDE - FRONT,
        note_lines=max(0, int((SIDE - back_height(sheet, back) - 16) // NOTE_LINE)),
    )


def body_height(sheet: Mapping[str, Any], setting: Setting = LOOSE) -> float:
    """The front below its heading: the taller of the facts and the story."""
    return max(_facts_height(sheet), _story_height(sheet, setting))


def back_height(sheet: Mapping[str, Any], setting: Setting = LOOSE) -> float:
    """The back, row by row: a row is as tall as its taller column."""
    get, line, block = sheet.get, setting.line, setting.block
    left = block(_tools_height(sheet, line)) + block(_items(get("advice"), HALF, line))
    right = block(_quotes_height(get("quotes") or [], line)) + block(_items(get("open_questions"), HALF, line))
    return sum(
        [
            max(block(_items(get("enablers"), HALF, line)), block(_items(get("levers"), HALF, line))),
            block(sum(_brake_height(brake, line) for brake in get("brakes") or []) + 5.5 if get("brakes") else 0),
            block(_effects_height(get("effects") or [], line)),
            block(sum(lines(_view_text(view), WIDE - 4) * line + 1 for view in get("other_views") or [])),
            max(left, right),
            line + 6 if get("contact") else 0.0,
        ]
    )


def lines(text: str, width: int) -> int:
    return sum(max(1, ceil(len(part) / width)) for part in text.split("\n")) if text else 0


def _heading(sheet: Mapping[str, Any]) -> float:
    draft = 10 if sheet.get("is_draft") else 0
    return draft + 13 + lines(sheet["title"], TITLE) * 9.2 + lines(sheet.get("summary") or "", SUMMARY) * 6.4


def _wide(sheet: Mapping[str, Any], height: int) -> float:
    return _heading(sheet) + height + PHOTO_MARGINS


def _beside(sheet: Mapping[str, Any], height: int) -> float:
    """The heading when its picture stands beside it; the plain heading when there is none."""
    pictures = sheet.get("pictures") or []
    if not pictures:
        return _heading(sheet)
    draft = 10 if sheet.get("is_draft") else 0
    title = lines(sheet["title"], NARROW_TITLE) * 7.8
    words = 26 + title + lines(sheet.get("summary") or "", NARROW_SUMMARY) * 5.7
    return draft + 5 + max(words, height + 6 if len(pictures) == 1 else 94)


def _facts_height(sheet: Mapping[str, Any]) -> float:
    link = sheet.get("link") or {}
    place = ", ".join(filter(None, [sheet.get("place"), sheet.get("territory_type")]))
    who = [", ".join(sheet.get("organisations") or []), place, sheet.get("audience"), sheet.get("since")]
    how = [link.get(key) for key in ("object", "form", "frequency", "quality")]
    facts = sum(lines(fact, RAIL) * LINE + 5.8 for fact in [*who, *how] if fact)
    return facts + 10 * (any(who) + any(how)) + 4


def _story_height(sheet: Mapping[str, Any], setting: Setting) -> float:
    line, block = setting.line, setting.block
    origin = block(lines(sheet.get("origin") or "", STORY) * line)
    steps = [lines(_step_text(step), STORY - 4) * line + 1.5 for step in sheet.get("steps") or []]
    return origin + block(sum(steps)) + block(_items(sheet.get("means"), STORY, line))


def _view_text(view: Mapping[str, str]) -> str:
    return f"{view['text']} – {view['organisation']}"


def _step_text(step: Mapping[str, str]) -> str:
    return f"{step.get('text', '')} – {step.get('who', '')}"


def _items(texts: Iterable[str] | None, width: int, line: float) -> float:
    return sum(lines(text, width - 2) * line + 1.1 for text in texts or [])


def _brake_height(brake: Mapping[str, Any], line: float) -> float:
    answer = lines("À lever · " + (brake.get("answer") or "x" * HALF), HALF)
    return max(lines(brake["brake"], HALF), answer) * line + 1.8


def _effects_height(effects: list[Mapping[str, str]], line: float) -> float:
    heights = [lines(f"{effect['audience']} – {effect['text']}", HALF) * line + 1.6 for effect in effects]
    return sum(max(heights[start : start + 2]) for start in range(0, len(heights), 2))


def _tools_height(sheet: Mapping[str, Any], line: float) -> float:
    heights = [_tool_height(tool, line) for tool in sheet.get("tools") or []]
    video = sheet.get("video")
    return sum(heights) + (16.8 if video and not video.get("stands_for_sheet") else 0.0)


def _tool_height(tool: Mapping[str, str], line: float) -> float:
    if tool.get("short_url") or tool.get("url"):
        return max(16.8, lines(tool["label"], HALF - 10) * line + 7)
    return lines(tool["label"], HALF) * line + 7


def _quotes_height(quotes: list[Mapping[str, str]], line: float) -> float:
    return sum(lines(f"{quote['text']} – {quote.get('function', '')}", HALF - 2) * line + 2 for quote in quotes)
