"""Long lists: a page at a time, nothing lost, and the counts of the whole."""

import re

import pytest
from django.test import Client

from encounters.models import Contribution
from participants.models import Participation
from practices.models import Practice
from practices.views.pile import PAGE as PILE_PAGE
from practices.views.pile import TARGETS
from practices.views.production import PAGE
from tests.factories import make_contribution, make_group, make_meeting, make_participation, make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator() -> Participation:
    return make_participation(make_group(), is_facilitator=True)


@pytest.fixture
def browser(client: Client, facilitator: Participation) -> Client:
    client.force_login(facilitator.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def practices(facilitator: Participation) -> list[Practice]:
    assert facilitator.group is not None
    titles = [f"Démarche {n:02d}" for n in range(max(PAGE, TARGETS) + 2)]
    return [make_practice(facilitator.group, sections={"title": title}) for title in titles]


@pytest.fixture
def pile(facilitator: Participation) -> str:
    return f"/p/{facilitator.programme.slug}/groupes/{facilitator.group_id}/regrouper/"


@pytest.fixture
def said(facilitator: Participation) -> list[Contribution]:
    meeting = make_meeting(facilitator.group)
    return [make_contribution(meeting, f"Parole {n}.", story="Le café") for n in range(PILE_PAGE + 3)]


def read(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def numbers(pattern: str, page: str) -> list[int]:
    return [int(number) for number in re.findall(pattern, page)]


def test_every_practice_is_on_one_of_the_pages(
    browser: Client, facilitator: Participation, practices: list[Practice]
) -> None:
    address = f"/p/{facilitator.programme.slug}/pratiques/"

    first, second = read(browser, address), read(browser, f"{address}?page=2")

    assert numbers(r'id="practice-(\d+)"', first + second) == [practice.pk for practice in practices]
    assert f"{len(practices)} fiches" in first
    assert "page=2" in first


def test_every_contribution_is_on_one_of_the_piles_pages(browser: Client, pile: str, said: list[Contribution]) -> None:
    first, second = read(browser, pile), read(browser, f"{pile}?page=2")

    assert numbers(r'id="contribution-(\d+)"', first + second) == [contribution.pk for contribution in said]
    assert f"{len(said)} contributions à regrouper" in first


def test_a_story_ticked_as_a_whole_takes_what_stands_on_other_pages(
    browser: Client, pile: str, said: list[Contribution], practices: list[Practice]
) -> None:
    browser.post(f"{pile}mettre/", {"story": "Le café", "into": practices[0].pk})

    assert practices[0].feedings.standing().count() == len(said)


def test_practices_beyond_the_latest_are_found_by_their_title(
    browser: Client, pile: str, said: list[Contribution], practices: list[Practice]
) -> None:
    offered = r'class="pile-target" name="into" value="(\d+)"'
    latest = numbers(offered, read(browser, pile))

    words = {"find": "1", "wanted": "DEMARCHE 00", "contribution": said[2].pk, "title": "Mon titre"}
    answer = browser.post(f"{pile}mettre/", words).content.decode()

    assert latest == [practice.pk for practice in practices[-TARGETS:]]
    assert numbers(offered, answer) == [practices[0].pk]
    assert numbers(r'value="(\d+)" checked', answer) == [said[2].pk]
    assert "Mon titre" in answer


def test_few_practices_need_no_finder(browser: Client, pile: str, facilitator: Participation) -> None:
    assert facilitator.group is not None
    make_practice(facilitator.group)

    assert "pile-find" not in read(browser, pile)
