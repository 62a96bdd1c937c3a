"""A first look: every page answers for whoever may see it."""
import pytest

from tests.factories import make_contribution

from .conftest import Room, browser


@pytest.mark.parametrize("address", ["", "noter/", "presences/"])
def test_page(room: Room, address: str) -> None:
    make_contribution(room.meeting, typed_by=room.participant.person, story="Le café", table="2")
    assert browser(room.facilitator).get(room.url(address)).status_code == 200
