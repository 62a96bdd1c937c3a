"""A federation's whole programme, from an empty database to a printed and published booklet."""

from collections.abc import Callable

from .browsing import Site
from .story import tell_the_story


def test_from_an_empty_database_to_a_published_booklet(open_site: Callable[..., Site]) -> None:
    tell_the_story(open_site(has_scripts=True))
