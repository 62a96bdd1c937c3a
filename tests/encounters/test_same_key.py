"""Thirty-two posts of one key at once make one row; eight people correcting one slip make one winner."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from encounters.models import Contribution, Words
from encounters.services import ContributionMovedError, add_contributions, contributions, edit_contribution
from tests.factories import make_contribution

from .conftest import Room, browser

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act: Callable[[int], Any], times: int) -> list[Any]:
    def one(number: int) -> Any:
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(one, range(times)))


@pytest.fixture
def room_on_disk(transactional_db: None, request: pytest.FixtureRequest) -> Iterator[Room]:
    yield request.getfixturevalue("room")


def test_one_key_makes_one_row_whoever_comes_first(room_on_disk: Room) -> None:
    room, clients = room_on_disk, [browser(room_on_disk.facilitator, script=True) for _ in range(32)]
    posted = {"prompt": "works", "text": "Une seule fois.", "client_key": str(uuid.uuid4())}

    answers = at_once(lambda n: clients[n].post(room.url("noter/ajouter/"), posted).status_code, 32)

    assert Contribution.objects.count() == 1
    assert sorted(answers) == [200] * 31 + [201]


def test_negative_control_without_the_key_there_would_be_thirty_two(
    room_on_disk: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, key = room_on_disk, uuid.uuid4()
    words = Words(prompt=room.prompts["works"], text="Trente-deux fois.")
    monkeypatch.setattr(contributions, "line_key", lambda key, number: uuid.uuid4())

    at_once(lambda n: add_contributions(room.meeting, [words], by=room.facilitator.person, key=key), 32)

    assert Contribution.objects.count() == 32


def test_a_pasted_list_sent_by_eight_at_once_is_there_once(room_on_disk: Room) -> None:
    room, key = room_on_disk, uuid.uuid4()
    lines = [Words(prompt=room.prompts["tools"], text=f"Ligne {n}") for n in range(10)]

    at_once(lambda n: add_contributions(room.meeting, lines, by=room.facilitator.person, key=key), 8)

    assert sorted(Contribution.objects.values_list("text", flat=True)) == sorted(line.text for line in lines)


def test_eight_correcting_the_same_version_make_one_winner(room_on_disk: Room) -> None:
    room = room_on_disk
    row = make_contribution(room.meeting)

    def correct(number: int) -> str:
        try:
            return edit_contribution(row, by=room.facilitator.person, seen=1, text=f"Texte {number}").text
        except ContributionMovedError as moved:
            return f"perdu contre {moved.current.text}"

    answers = at_once(correct, 8)

    standing = Contribution.objects.get()
    assert standing.version == 2
    assert sorted(answers) == sorted([standing.text] + [f"perdu contre {standing.text}"] * 7)
