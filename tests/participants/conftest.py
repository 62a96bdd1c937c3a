"""A small programme seen by each of its roles."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import timezone

from participants.models import Participation, PeerGroup, Person, Programme
from participants.services import create_programme
from tests.factories import make_participation, make_person


@dataclass
class House:
    programme: Programme
    centres: PeerGroup
    schools: PeerGroup
    coordinator: Participation
    facilitator: Participation
    participant: Participation
    other: Participation
    guest: Participation

    def url(self, path: str = "") -> str:
        return f"/p/{self.programme.slug}/{path}"


@pytest.fixture
def house(db: None) -> House:
    founder = make_person("Claire Vasseur", may_create_programmes=True)
    programme = create_programme(
        by=founder,
        title="Ensemble",
        department="Val-d’Oriane",
        edition="2018–2019",
        groups=["Centres sociaux", "Écoles"],
    )
    centres, schools = programme.groups.all()
    return House(
        programme,
        centres,
        schools,
        programme.participations.get(),
        make_participation(centres, name="Maïwenn Le Goff", is_facilitator=True, function="directrice"),
        make_participation(
            centres, name="Samia Benali", function="référente familles", contact_email="partage@exemple.fr"
        ),
        make_participation(schools, name="Paul Œillet", function="CPE"),
        make_participation(programme=programme, name="Inès Roy", is_guest=True),
    )


@pytest.fixture
def client_of(house: House):
    def sign_in(who: Participation | Person) -> Client:
        person = who.person if isinstance(who, Participation) else who
        Person.objects.filter(pk=person.pk).update(notice_seen_at=timezone.now())
        client = Client()
        client.force_login(person)
        return client

    return sign_in
