"""A meeting where a great deal was said: a few under each prompt, and the way to all of it."""

import re

import pytest
from django.test import Client

from encounters.models import Contribution, Meeting
from encounters.views.slips import LATEST, PAGE
from participants.models import Participation
from tests.factories import make_contribution, make_group, make_meeting, make_participation

pytestmark = pytest.mark.django_db
MANY = PAGE + LATEST + 1


@pytest.fixture
def facilitator() -> Participation:
    return make_participation(make_group(), is_facilitator=True)


@pytest.fixture
def meeting(facilitator: Participation) -> Meeting:
    assert facilitator.group is not None
    return make_meeting(facilitator.group)


@pytest.fixture
def browser(client: Client, facilitator: Participation) -> Client:
    client.force_login(facilitator.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def said(meeting: Meeting) -> list[Contribution]:
    return [make_contribution(meeting, f"Parole {n}.", prompt="works") for n in range(MANY)]


def slips(page: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'<li class="slip[^"]*" id="contribution-(\d+)"', page)]


def read(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


@pytest.mark.parametrize("page", ["", "noter/"])
def test_latest_are_shown_with_the_count_of_all(
    browser: Client, meeting: Meeting, said: list[Contribution], page: str
) -> None:
    make_contribution(meeting, "Seule.", prompt="favours")

    shown = read(browser, meeting.get_absolute_url() + page)

    assert [pk for pk in slips(shown) if pk in {c.pk for c in said}] == [c.pk for c in said[: -LATEST - 1 : -1]]
    assert f"{MANY} contributions" in shown
    assert shown.count("?question=") == 1


def test_every_contribution_is_on_one_of_the_pages(browser: Client, meeting: Meeting, said: list[Contribution]) -> None:
    make_contribution(meeting, "Ailleurs.", prompt="favours")
    address = f"{meeting.get_absolute_url()}?question=works"

    first, second = read(browser, address), read(browser, f"{address}&page=2")

    assert slips(first) + slips(second) == [c.pk for c in reversed(said)]
    assert "question=works&amp;page=2" in first
    assert "Ailleurs." not in first + second


def test_an_old_one_just_corrected_is_shown_again(browser: Client, meeting: Meeting, said: list[Contribution]) -> None:
    old = said[0]
    address = f"/p/{meeting.programme.slug}/contributions/{old.pk}/modifier/"

    answer = browser.post(address, {"text": "Dit autrement.", "version": old.version, "from": "rencontre"})

    assert answer.status_code == 302
    assert answer["Location"] == f"{meeting.get_absolute_url()}?voir={old.pk}#contribution-{old.pk}"
    assert "Dit autrement." in read(browser, answer["Location"])


def test_an_old_one_set_aside_keeps_its_undo(browser: Client, meeting: Meeting, said: list[Contribution]) -> None:
    old = said[0]
    address = f"/p/{meeting.programme.slug}/contributions/{old.pk}/enlever/"

    answer = browser.post(address, {"version": old.version, "from": "rencontre"}, follow=True)

    assert old.pk in slips(answer.content.decode())
    assert f"{MANY - 1} contributions" in answer.content.decode()


@pytest.mark.parametrize("query", ["?question=nothing", "?voir=abc", "?voir=9999999999", "?question=works&page=x"])
def test_an_address_that_means_nothing_still_answers(browser: Client, meeting: Meeting, query: str) -> None:
    assert browser.get(meeting.get_absolute_url() + query).status_code == 200
