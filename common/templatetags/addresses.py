"""Addresses in long lists: Django's ``url`` tag looks each one up anew, this one fills in the number."""

from functools import lru_cache

from django import template
from django.urls import get_script_prefix, get_urlconf, reverse

register = template.Library()

HOLE = 98_765_432_109_876_543  # stands for the number of a row; no row will ever have it


@register.simple_tag
def address(name: str, slug: str, *numbers: int) -> str:
    """The address called ``name`` of a programme and of the rows these numbers name."""
    parts = _pattern(name, slug, len(numbers), get_urlconf(), get_script_prefix())
    return "".join(part for pair in zip(parts, [*map(str, numbers), ""], strict=True) for part in pair)


@lru_cache(maxsize=1024)
def _pattern(name: str, slug: str, holes: int, urlconf: str | None, prefix: str) -> tuple[str, ...]:
    """What stands around the numbers. The last two only tell one deployment's addresses from another's."""
    return tuple(reverse(name, args=[slug, *[HOLE] * holes]).split(str(HOLE)))
