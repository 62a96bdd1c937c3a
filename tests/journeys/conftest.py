"""What the journeys stand on: the product running, browsers that are watched, and its worker within reach."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from .browsing import SHOTS, Site

# A browser that waits longer than this waits for nothing.
TIMEOUT = 10_000


@pytest.fixture(autouse=True)
def _look_longer() -> None:
    from pathlib import Path

    from playwright.sync_api import expect

    expect.set_options(timeout=TIMEOUT)
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def open_site(
    live_server: LiveServer, browser: Browser, settings: Any, transactional_db: None
) -> Iterator[Callable[..., Site]]:
    """The product at an address of its own; at the end, whatever a browser complained about fails the test."""
    settings.SITE_URL = live_server.url
    sites: list[Site] = []

    def open_it(*, has_scripts: bool = True) -> Site:
        sites.append(Site(live_server.url, browser, has_scripts))
        return sites[-1]

    yield open_it
    for site in sites:
        site.close()
    assert [complaint for site in sites for complaint in site.complaints] == []
