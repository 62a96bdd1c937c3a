"""The roster: who sees whom, who changes what, and the roles nobody takes or loses wrongly."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants.models import Participation, Strength
from participants.services import RosterError, add_person, change_roles, edit_participation, leave_programme
from tests.factories import make_group, make_participation, make_person, make_programme


def text(response) -> str:
    return response.content.decode()


def test_participant_sees_names_of_their_group_and_no_address(house, client_of):
    page = text(client_of(house.participant).get(house.url("personnes/")))

    assert "Maïwenn Le Goff" in page and "référente familles" in page
    assert "Écoles" in page
    assert "Paul Œillet" not in page and "CPE" not in page
    assert "@exemple.fr" not in page


def test_facilitator_sees_addresses_of_their_own_group_only(house, client_of):
    page = text(client_of(house.facilitator).get(house.url("personnes/")))

    assert "partage@exemple.fr" in page
    assert "Paul Œillet" not in page and house.other.person.email not in page


def test_coordinator_sees_everybody(house, client_of):
    page = text(client_of(house.coordinator).get(house.url("personnes/")))

    assert all(name in page for name in ("Samia Benali", "Paul Œillet", "Inès Roy", "partage@exemple.fr"))


def test_guest_and_stranger_learn_nothing(house, client_of):
    assert client_of(house.guest).get(house.url("personnes/")).status_code == 404
    assert client_of(make_person()).get(house.url("personnes/")).status_code == 404


def test_who_came_by_a_link_sees_what_a_participant_sees(house, client_of):
    client = client_of(house.facilitator)
    session = client.session
    session["strength"] = Strength.LINK.value
    session.save()

    page = client.get(house.url("personnes/"))

    assert "partage@exemple.fr" not in text(page)
    assert client.get(house.url("personnes/importer/")).status_code == 403


@pytest.mark.parametrize("extra", [0, 2])
def test_roster_costs_the_same_whatever_its_length(house, client_of, extra):
    for number in range(extra):
        make_participation(house.centres, name=f"Personne {number}")
        make_participation(house.schools, name=f"Autre {number}")
    client = client_of(house.coordinator)
    client.get(house.url("personnes/"))

    with CaptureQueriesContext(connection) as queries:
        client.get(house.url("personnes/"))

    assert len(queries) == 7  # session, person, programme, own roles, people, groups, other programmes


@pytest.mark.parametrize("path", ["personnes/acces/", "reglages/structures/"])
def test_other_lists_cost_the_same_whatever_their_length(house, client_of, path):
    client = client_of(house.coordinator)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(house.url(path))
        counts.append(len(queries))
        for number in range(3):
            add_person(
                house.programme,
                by=house.coordinator.person,
                name=f"Nom {_round}-{number}",
                group=house.centres,
                new_organisation=f"Structure {number}",
            )

    assert counts[0] == counts[1]


# Changing


def test_facilitator_adds_to_their_own_group_whatever_is_posted(house, client_of):
    client_of(house.facilitator).post(
        house.url("personnes/ajouter/"), {"name": "Ana Petit", "group": house.schools.pk, "is_guest": "on"}
    )

    added = Participation.objects.get(person__name="Ana Petit")
    assert (added.group, added.is_guest) == (house.centres, False)


def test_another_group_is_not_found_and_a_participant_is_refused(house, client_of):
    before = list(Participation.objects.values())

    assert client_of(house.facilitator).get(house.url(f"personnes/{house.other.pk}/")).status_code == 404
    assert client_of(house.facilitator).post(house.url(f"personnes/{house.other.pk}/quitter/")).status_code == 404
    assert client_of(house.participant).get(house.url(f"personnes/{house.facilitator.pk}/")).status_code == 403
    assert client_of(house.participant).post(house.url(f"personnes/{house.facilitator.pk}/quitter/")).status_code == 403
    assert client_of(house.participant).post(house.url("personnes/ajouter/"), {"name": "X Y"}).status_code == 403
    assert list(Participation.objects.values()) == before


def test_facilitator_gives_no_role(house, client_of):
    response = client_of(house.facilitator).post(
        house.url(f"personnes/{house.participant.pk}/roles/"), {"is_coordinator": "on", "is_facilitator": "on"}
    )

    house.participant.refresh_from_db()
    assert response.status_code == 403
    assert (house.participant.is_coordinator, house.participant.is_facilitator) == (False, False)


def test_nobody_changes_their_own_role(house, client_of):
    second = make_participation(house.centres, is_coordinator=True)

    assert (
        client_of(second)
        .post(house.url(f"personnes/{second.pk}/roles/"), {"is_facilitator": "on", "is_coordinator": "on"})
        .status_code
        == 403
    )
    with pytest.raises(RosterError):
        change_roles(second, by=second.person, is_coordinator=True, is_facilitator=True)
    second.refresh_from_db()
    assert second.is_facilitator is False


def test_last_coordinator_neither_leaves_nor_loses_the_role(house):
    other = make_participation(house.centres, is_coordinator=True)
    change_roles(other, by=house.coordinator.person, is_coordinator=False, is_facilitator=False)

    with pytest.raises(RosterError):
        leave_programme(house.coordinator, by=house.coordinator.person)
    with pytest.raises(RosterError):
        change_roles(house.coordinator, by=other.person, is_coordinator=False, is_facilitator=False)
    house.coordinator.refresh_from_db()
    assert (house.coordinator.is_coordinator, house.coordinator.left_on) == (True, None)


def test_leaving_closes_the_door_and_coming_back_gives_no_role(house, client_of):
    leave_programme(house.facilitator, by=house.coordinator.person)
    assert client_of(house.facilitator).get(house.url("personnes/")).status_code == 404

    back = add_person(
        house.programme,
        by=house.coordinator.person,
        name="Maïwenn Le Goff",
        email=house.facilitator.person.email,
        group=house.centres,
    )

    assert back.pk == house.facilitator.pk
    assert (back.is_current, back.is_facilitator) == (True, False)


def test_somebody_known_elsewhere_keeps_their_name_and_address(house):
    elsewhere = make_group(make_programme())
    make_participation(elsewhere, person=house.participant.person)
    email = house.participant.person.email

    edit_participation(
        house.participant,
        by=house.coordinator.person,
        is_coordinator=True,
        name="Autre Nom",
        email="autre@exemple.fr",
        organisation=None,
        function="CPE",
        group=house.centres,
    )

    house.participant.refresh_from_db()
    assert (house.participant.person.name, house.participant.person.email) == ("Samia Benali", email)
    assert house.participant.contact_email == "autre@exemple.fr"


def test_facilitator_cannot_take_over_a_coordinators_address(house):
    boss = make_participation(house.centres, is_coordinator=True, name="Rose Chef")
    Participation.objects.filter(pk=boss.pk).update(contact_email=boss.person.email)
    boss.refresh_from_db()
    email = boss.person.email

    edit_participation(
        boss,
        by=house.facilitator.person,
        is_coordinator=False,
        name="Rose Chef",
        email="pirate@exemple.fr",
        organisation=None,
        function="",
        group=house.centres,
    )

    boss.person.refresh_from_db()
    assert boss.person.email == email


def test_a_form_sent_twice_adds_nobody_twice(house, client_of):
    client = client_of(house.coordinator)
    posted = {"name": "Ana Petit", "group": house.schools.pk, "new_organisation": "École des Lilas", "email": ""}

    statuses = [client.post(house.url("personnes/ajouter/"), posted).status_code for _time in range(2)]

    assert statuses == [302, 200]
    assert Participation.objects.filter(person__name="Ana Petit").count() == 1


HOSTILE = [
    "\x00",
    "\u202eevil",
    "e\u0301",
    "🙂" * 50,
    "<script>alert(1)</script>",
    "x" * 100_000,
    "=cmd|' /C calc'!A0",
    "\r\nBcc: a@b.fr",
]


@pytest.mark.parametrize("text_typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_break_no_page_and_run_nowhere(house, client_of, text_typed):
    client = client_of(house.coordinator)
    fields = dict.fromkeys(
        [
            "name",
            "email",
            "function",
            "new_organisation",
            "group",
            "organisation",
            "title",
            "edition",
            "added",
            "code",
            "contact_email",
            "people",
            "parcel",
            "key",
        ],
        text_typed,
    )
    paths = [
        "personnes/ajouter/",
        f"personnes/{house.participant.pk}/",
        "personnes/importer/confirmer/",
        "personnes/acces/envoyer/",
        "reglages/",
        "reglages/groupes/nouveau/",
        "reglages/structures/nouvelle/",
        "reglages/edition-suivante/",
        "moi/",
    ]

    statuses = [client.post(house.url(path), fields).status_code for path in paths]
    statuses += [
        client.post(path, fields).status_code
        for path in ("/code/", "/entrer/lien/", "/information/", "/programmes/nouveau/")
    ]
    client.post(house.url("personnes/ajouter/"), {"name": text_typed, "group": house.centres.pk})

    assert set(statuses) <= {200, 302, 403}
    page = client.get(house.url("personnes/")).content.decode()
    assert "<script>alert" not in page and "\u202e" not in page
