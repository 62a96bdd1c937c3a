"""Where are we?: the next useful act of each role, and the cost of the page."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from config.home import next_acts
from participants.models import Actor, Person, Programme
from tests.factories import (
    actor_of,
    make_contribution,
    make_group,
    make_meeting,
    make_participation,
    make_practice,
    make_review,
)

pytestmark = pytest.mark.django_db


def acts_of(actor: Actor, programme: Programme) -> list[str]:
    return [act.sentence for act in next_acts(actor, programme)]


def test_a_facilitator_after_spring_is_told_what_to_group() -> None:
    group = make_group()
    facilitator = make_participation(group, is_facilitator=True)
    meeting = make_meeting(group)
    meeting.closed_at = meeting.opened_at
    meeting.save()
    for number in range(3):
        make_contribution(meeting, text=f"Parole {number}")

    assert acts_of(actor_of(facilitator), group.programme) == ["3 contributions à regrouper."]


def test_a_participant_in_autumn_is_told_what_to_read() -> None:
    group = make_group()
    reader = make_participation(group)
    for _ in range(2):
        make_review(make_practice(group))

    assert acts_of(actor_of(reader), group.programme) == ["2 fiches vous attendent."]


def test_a_coordinator_is_told_what_awaits_an_agreement() -> None:
    group = make_group()
    coordinator = make_participation(programme=group.programme, is_coordinator=True)
    make_participation(group)
    make_meeting(group, is_open=False)
    make_review(make_practice(group))

    assert acts_of(actor_of(coordinator), group.programme)[0] == "1 pratique attend un accord."


def test_a_coordinator_with_nobody_is_told_to_bring_people_in() -> None:
    group = make_group()
    coordinator = make_participation(programme=group.programme, is_coordinator=True)

    assert acts_of(actor_of(coordinator), group.programme)[0] == "Personne n’est encore inscrit."


def test_an_open_meeting_comes_first() -> None:
    group = make_group()
    facilitator = make_participation(group, is_facilitator=True)
    make_contribution(make_meeting(group))

    assert acts_of(actor_of(facilitator), group.programme)[0].startswith("La rencontre est ouverte")


def test_home_leads_straight_to_the_only_programme(client: Client) -> None:
    member = make_participation(make_group())
    client.force_login(member.person)

    answer = client.get("/")

    assert answer["Location"] == reverse("programme_home", args=[member.programme.slug])


def test_home_sends_a_passer_by_to_the_sign_in_page(client: Client) -> None:
    assert client.get("/")["Location"] == reverse("sign_in")


def test_another_programme_s_home_does_not_exist(client: Client) -> None:
    client.force_login(make_participation(make_group()).person)
    other = make_group().programme

    assert client.get(reverse("programme_home", args=[other.slug])).status_code == 404


@pytest.mark.parametrize("email", ["coordination", "animation.centres", "participante.centres", "invitee"])
def test_every_role_of_the_demonstration_has_a_home(client: Client, email: str) -> None:
    call_command("demo", stage="departmental")
    client.force_login(Person.objects.get(email=f"{email}@demo.example"))

    answer = client.get(reverse("programme_home", args=["val-d-oriane-2018-2019"]))

    assert answer.status_code == 200
    assert "next-act" in answer.content.decode()


def test_a_coordinator_is_told_which_meetings_have_no_date() -> None:
    group = make_group()
    coordinator = make_participation(programme=group.programme, is_coordinator=True)
    make_participation(group)
    make_meeting(group, is_open=False)

    assert acts_of(actor_of(coordinator), group.programme) == ["1 rencontre n’a pas encore de date."]


def test_whoever_has_nothing_to_do_is_shown_a_meeting_of_their_own() -> None:
    group, other = make_group(), make_group()
    member = make_participation(group)
    make_meeting(other, is_open=False)

    assert acts_of(actor_of(member), group.programme) == []
