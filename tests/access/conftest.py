"""The world is built once per module, inside a transaction that is never kept."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from .world import World, make_world, rolled_back


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), rolled_back():
        yield make_world()


@pytest.fixture(autouse=True)
def refusals_are_not_logged() -> Iterator[None]:
    """Thousands of them are meant; a 5xx raises in the test client, or is counted."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
