"""The look inside templates: drawn signs, the groups' shapes, French spacing."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django import template
from django.contrib.staticfiles import finders
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

NARROW = "\u202f"
SHAPES = {
    "circle": mark_safe('<circle cx="12" cy="12" r="8.5"/>'),
    "square": mark_safe('<rect x="4" y="4" width="16" height="16" rx="1"/>'),
    "triangle": mark_safe('<path d="M12 3.5 21 20H3z"/>'),
    "diamond": mark_safe('<path d="M12 2.5 21.5 12 12 21.5 2.5 12z"/>'),
}
_BEFORE = re.compile(r"[ \u00a0\u202f]+(?=[:;?!»])|(?<=[\w.…?!])(?=»)")
_AFTER = re.compile(r"(?<=«)[ \u00a0\u202f]*")
_SIGN_NAME = re.compile(r"[a-z0-9_-]+")


class HasShape(Protocol):
    name: str
    shape: str


@register.simple_tag
def sign(key: object, label: str = "", css: str = "") -> SafeString:
    """The small drawing of a prompt, a status, an answer or an act; nothing when there is none.

    With a label it is an image that says so; without, it is an ornament beside words.
    """
    return _sign(str(key), str(label), css)


@register.simple_tag
def group_mark(group: HasShape, label: str = "") -> SafeString:
    """A peer group's shape in its hue. Give `label=group.name` when no name stands beside it."""
    return shape_mark(group.shape, label)


@register.simple_tag
def shape_mark(shape: str, label: str = "") -> SafeString:
    """The shape alone, from its key (circle, square, triangle, diamond)."""
    return _mark(shape if shape in SHAPES else "circle", str(label))


@register.simple_tag
def group_badge(group: HasShape, is_small: bool = False) -> SafeString:
    """What components/_group_badge.html shows; called directly in long lists, where an include is dear."""
    return _mark(group.shape, group.name) if is_small else _badge(group.shape, group.name)


@register.simple_tag
def status_mark(status: object, label: object) -> SafeString:
    """What components/_status.html shows; called directly in long lists, where an include is dear."""
    return _status(str(status), str(label))


@register.filter(is_safe=True)
@stringfilter
def french(text: str) -> str:
    """Narrow no-break spaces before : ; ? ! and inside « »; no other character changes."""
    return _AFTER.sub(NARROW, _BEFORE.sub(NARROW, text))


@register.simple_tag
def label_at(headings: Sequence[str], position: int) -> SafeString:
    """The column's name as a data-label, so that a stacked cell still says what it is."""
    return format_html(' data-label="{}"', headings[position])


# Drawn once a process: the same few signs, shapes and statuses stand on every page, dozens of times on some.


@lru_cache(maxsize=512)
def _sign(key: str, label: str, css: str) -> SafeString:
    drawing = _drawing(key)
    return _svg(drawing, label=label, css=f"sign {css}".strip()) if drawing else mark_safe("")


@lru_cache(maxsize=512)
def _mark(shape: str, label: str) -> SafeString:
    known = shape if shape in SHAPES else "circle"
    return _svg(SHAPES[known], label=label, css=f"mark is-{known}")


@lru_cache(maxsize=512)
def _badge(shape: str, name: str) -> SafeString:
    return format_html('<span class="group-badge is-{}">{}{}</span>', shape, _mark(shape, ""), name)


@lru_cache(maxsize=512)
def _status(status: str, label: str) -> SafeString:
    return format_html('<span class="status is-{}">{}{}</span>', status, _sign(f"status-{status}", "", ""), label)


def _svg(drawing: SafeString, *, label: str, css: str) -> SafeString:
    if label:
        return format_html(
            '<svg class="{}" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>',
            css,
            label,
            drawing,
        )
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        css,
        drawing,
    )


@lru_cache(maxsize=256)
def _drawing(key: str) -> SafeString:
    """What stands between <svg> and </svg> in our own file: trusted, never anybody's upload."""
    path = finders.find(f"img/signs/{key}.svg") if _SIGN_NAME.fullmatch(key) else None
    if not path:
        return mark_safe("")
    text = Path(path).read_text(encoding="utf-8")
    return mark_safe(text[text.index(">") + 1 : text.rindex("</svg>")].strip())  # noqa: S308
