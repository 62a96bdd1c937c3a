"""Fixtures of the booklets' tests."""

import pytest

from tests.booklets.shelf import Shelf, make_shelf


@pytest.fixture
def shelf(db: None) -> Shelf:
    return make_shelf()
