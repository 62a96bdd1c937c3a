"""Fragments that repeat down a list and differ by a number or two: rendered once, then filled in."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

_HOLES = tuple(98_765_432_109_876_000 + n for n in range(4))  # numbers no row will ever have


@register.simple_tag
def stencil(template_name: str, slug: str, *numbers: int, **words: object) -> SafeString:
    """The fragment with ``slug``, ``numbers`` (a list of integers) and the few ``words`` its caller chooses among.

    Only for fragments that show nothing else: no name, no permission, no form's token.
    """
    chosen = tuple((name, str(word)) for name, word in words.items())
    html = _pattern(template_name, slug, len(numbers), chosen, get_language(), get_urlconf(), get_script_prefix())
    for hole, number in zip(_HOLES, numbers, strict=False):
        html = html.replace(str(hole), str(int(number)))
    return mark_safe(html)  # noqa: S308 - a rendered template, with integers put in


@lru_cache(maxsize=512)
def _pattern(
    template_name: str,
    slug: str,
    holes: int,
    words: tuple[tuple[str, str], ...],
    language: str,
    urlconf: str | None,
    prefix: str,
) -> str:
    """The last three only tell apart what is said in two languages or deployed at two addresses."""
    return render_to_string(template_name, {"slug": slug, "numbers": _HOLES[:holes], **dict(words)})
