"""Oneself: the notice, consent, contact, what is known, being forgotten."""

import json

import pytest
from django.test import Client

from common.models import OutgoingMail
from participants.models import Participation, Person, PersonalAccess
from participants.services import RosterError, ask_erasure, erase_person, make_link
from tests.factories import make_group, make_participation, make_programme

ANSWERS = {"name": "Samia Benali", "contact_email": "", "language": "fr"}


def test_notice_comes_first_once(house):
    client = Client()
    opened = client.post(f"/l/{make_link(house.participant, by=None)}/")
    assert opened["Location"].startswith("/information/?next=")

    client.get(opened["Location"])
    assert Person.objects.get(pk=house.participant.person_id).notice_seen_at is None
    after = client.post("/information/", {"next": house.url()})
    seen = Person.objects.get(pk=house.participant.person_id).notice_seen_at

    assert after["Location"] == house.url() and seen is not None
    assert client.post(f"/l/{make_link(house.participant, by=None)}/")["Location"] == house.url()


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_notice_leads_nowhere_else(house, client_of, evil):
    assert client_of(house.participant).post("/information/", {"next": evil})["Location"] == "/"


def test_anybody_may_read_the_notice():
    assert "CNIL" in Client().get("/vos-donnees/").content.decode()


def test_consent_is_given_by_the_person_and_dated(house, client_of):
    client = client_of(house.participant)
    client.post(house.url("moi/"), ANSWERS)
    assert Participation.objects.get(pk=house.participant.pk).may_be_named is None

    client.post(house.url("moi/"), ANSWERS | {"may_be_named": "yes"})
    yes = Participation.objects.get(pk=house.participant.pk)
    client.post(house.url("moi/"), ANSWERS | {"may_be_named": "no"})
    no = Participation.objects.get(pk=house.participant.pk)

    assert (yes.may_be_named, no.may_be_named) == (True, False)
    assert yes.may_be_named_at < no.may_be_named_at


def test_nobody_else_gives_it(house, client_of):
    posted = {"name": "Samia Benali", "group": house.centres.pk, "may_be_named": "yes"}

    client_of(house.coordinator).post(house.url(f"personnes/{house.participant.pk}/"), posted)

    assert Participation.objects.get(pk=house.participant.pk).may_be_named is None


def test_language_follows_the_person(house, client_of):
    client = client_of(house.participant)

    client.post(house.url("moi/"), ANSWERS | {"language": "en"})

    assert "My page" in client.get(house.url("moi/")).content.decode()
    assert Person.objects.get(pk=house.participant.person_id).language == "en"


def test_a_link_does_not_rename_somebody_known_elsewhere(house):
    make_participation(make_group(make_programme()), person=house.participant.person)
    client = Client()
    client.post(f"/l/{make_link(house.participant, by=None)}/")

    client.post(house.url("moi/"), ANSWERS | {"name": "Pirate"})
    exported = json.loads(client.get(house.url("moi/donnees.json")).content)

    assert Person.objects.get(pk=house.participant.person_id).name == "Samia Benali"
    assert len(exported["participations"]) == 1


def test_export_says_what_is_kept(house, client_of):
    exported = json.loads(client_of(house.participant).get(house.url("moi/donnees.json")).content)

    assert exported["name"] == "Samia Benali"
    assert exported["participations"][0]["contact_email"] == "partage@exemple.fr"
    assert "token" not in json.dumps(exported) and "hash" not in json.dumps(exported)


def test_erasure_is_asked_once_and_done_by_the_coordination_only(house, client_of):
    for _time in range(2):
        client_of(house.participant).post(house.url("moi/effacer/"))
    assert OutgoingMail.objects.filter(kind="erasure_asked", subject_id=house.coordinator.pk).count() == 1

    erase = house.url(f"personnes/{house.participant.pk}/effacer/")
    assert client_of(house.facilitator).post(erase).status_code == 403
    assert Person.objects.get(pk=house.participant.person_id).name == "Samia Benali"
    client_of(house.coordinator).post(erase)

    person = Person.objects.get(pk=house.participant.person_id)
    place = Participation.objects.get(pk=house.participant.pk)
    assert (person.email, person.is_active, "Samia" in person.name) == (None, False, False)
    assert (place.contact_email, place.function, place.is_current) == ("", "", False)


def test_nobody_is_erased_without_having_asked(house, client_of):
    assert client_of(house.coordinator).post(house.url(f"personnes/{house.participant.pk}/effacer/")).status_code == 403
    assert Person.objects.get(pk=house.participant.person_id).email is not None


def test_each_programme_erases_what_it_knows_and_the_last_one_the_name(house):
    elsewhere = make_participation(make_group(make_programme()), person=house.participant.person, function="CPE")
    make_link(elsewhere, by=None)

    erase_person(house.participant, by=house.coordinator.person)
    elsewhere.refresh_from_db()
    person = Person.objects.get(pk=elsewhere.person_id)
    assert (person.name, person.is_active, elsewhere.function, elsewhere.is_current) == (
        "Samia Benali",
        True,
        "CPE",
        True,
    )
    assert Participation.objects.get(pk=house.participant.pk).contact_email == ""
    assert elsewhere.accesses.exists()

    erase_person(elsewhere, by=house.facilitator.person)
    person.refresh_from_db()
    assert ("Samia" in person.name, person.is_active, person.accesses.exists()) == (False, False, False)


def test_the_last_coordinator_of_a_programme_is_not_erased(house):
    make_link(house.coordinator, by=None)
    ask_erasure(house.coordinator)

    with pytest.raises(RosterError):
        erase_person(house.coordinator, by=house.facilitator.person)
    assert Person.objects.get(pk=house.coordinator.person_id).name == "Claire Vasseur"
    assert PersonalAccess.objects.exists()
