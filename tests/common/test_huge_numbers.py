"""Numbers that no key can reach, in an address or in a form: the answer is that there is no such thing."""

import pytest
from django.test import Client

from participants.forms import ChosenPeopleForm
from participants.models import Participation
from practices.forms.review import AnswerForm
from tests.booklets.shelf import make_shelf
from tests.factories import make_group, make_practice

HUGE = 10**30

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["", "video/", f"fichiers/{HUGE}/"])
def test_an_address_for_everyone(client: Client, path: str) -> None:
    assert client.get(f"/bibliotheque/nulle-part/{HUGE}/{path}").status_code == 404


def test_an_address_of_a_programme() -> None:
    shelf = make_shelf()
    client = Client()
    client.force_login(shelf.coordinator.person)

    answers = {
        client.get(f"/p/{shelf.programme.slug}/{page}/{HUGE}/").status_code for page in ("rencontres", "pratiques")
    }

    assert answers == {404}


def test_the_version_seen() -> None:
    practice = make_practice(make_group())

    form = AnswerForm({"choice": "agree", "seen": str(HUGE)}, production=practice)

    assert set(form.errors) == {"seen"}


def test_people_ticked() -> None:
    form = ChosenPeopleForm({"people": [str(HUGE)]}, among=Participation.objects.all())

    assert set(form.errors) == {"people"}


def test_practices_ticked_for_the_booklet() -> None:
    shelf = make_shelf()
    client = Client()
    client.force_login(shelf.coordinator.person)

    answer = client.post(f"/p/{shelf.programme.slug}/livret/pratiques/", {"practice": ["9" * 5000]})

    assert answer.status_code == 302
