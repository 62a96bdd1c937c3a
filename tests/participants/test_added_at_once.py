"""The same form sent eight times at once adds one person, on both databases."""

import threading

import pytest
from django.db import connections

from participants.models import Participation, Person
from participants.services import RosterError, add_person
from tests.factories import make_group, make_participation

SENDERS = 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("email", ["", "nina.roche@exemple.fr"])
def test_one_person_is_added_once(email: str) -> None:
    group = make_group()
    by = make_participation(group, is_facilitator=True).person
    together, refused = threading.Barrier(SENDERS), []

    def send() -> None:
        together.wait()
        try:
            add_person(group.programme, by=by, name="Nina Roche", email=email, group=group)
        except RosterError as sentence:
            refused.append(str(sentence))
        finally:
            connections.close_all()

    senders = [threading.Thread(target=send) for _sender in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert Person.objects.filter(name="Nina Roche").count() == 1
    assert Participation.objects.filter(person__name="Nina Roche").count() == 1
    assert len(refused) == SENDERS - 1
