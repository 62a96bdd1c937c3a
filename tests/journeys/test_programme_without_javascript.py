"""The same programme, step for step, in browsers that run no script."""

from collections.abc import Callable

from .browsing import Site
from .story import tell_the_story


def test_the_same_steps_without_javascript(open_site: Callable[..., Site]) -> None:
    tell_the_story(open_site(has_scripts=False))
