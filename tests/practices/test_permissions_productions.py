"""Who may do what with a production: roles × moments × acts, as the table of the method says, and who sees it at all."""

from dataclasses import asdict
from typing import Any

import pytest
from django.utils import timezone

from participants.models import Actor, Participation, PeerGroup, Roles, Strength
from practices.models import CitedOrganisation, Practice, Production, ProductionStatus
from practices.permissions import group_work_permissions, production_permissions
from tests.factories import (
    actor_of,
    make_group,
    make_meeting,
    make_organisation,
    make_participation,
    make_person,
    make_practice,
)

pytestmark = pytest.mark.django_db
S = ProductionStatus
BEFORE, READING, SETTLED, LAID_OUT, GONE = S.TO_COMPLETE, S.IN_REVIEW, S.VALIDATED, S.FORMALISED, S.WITHDRAWN

# For each role, what it may do at each moment; what is not written is refused. "see" is what visible_to gives.
COORDINATOR = {
    BEFORE: {"see", "see_inside", "edit", "lead", "contest_form", "withdraw"},
    READING: {"see", "see_inside", "edit", "lead", "contest_form", "withdraw", "record_answers", "correct_form"},
    SETTLED: {"see", "see_inside", "edit", "lead", "contest_form", "withdraw", "formalise", "correct_form"},
    LAID_OUT: {"see", "see_inside", "edit", "lead", "contest_form", "withdraw", "approve", "correct_form"},
    GONE: {"see", "see_inside"},
}
FACILITATOR = {
    BEFORE: COORDINATOR[BEFORE] | {"send_to_review"},
    READING: COORDINATOR[READING] | {"answer", "validate", "return_to_complete"},
    SETTLED: COORDINATOR[SETTLED],
    LAID_OUT: COORDINATOR[LAID_OUT],
    GONE: COORDINATOR[GONE],
}
MEMBER = {
    BEFORE: {"see", "see_inside", "contest_form"},
    READING: {"see", "see_inside", "contest_form", "answer"},
    SETTLED: {"see", "see_inside", "contest_form"},
    LAID_OUT: {"see", "see_inside", "contest_form"},
    GONE: {"see", "see_inside"},
}
LEADER = {
    BEFORE: MEMBER[BEFORE] | {"edit", "withdraw"},
    READING: MEMBER[READING] | {"edit", "withdraw"},
    SETTLED: MEMBER[SETTLED] | {"edit", "withdraw"},
    LAID_OUT: MEMBER[LAID_OUT] | {"edit", "withdraw", "approve"},
    GONE: MEMBER[GONE],
}
NOBODY: dict[str, set[str]] = {BEFORE: set(), READING: set(), SETTLED: set(), LAID_OUT: set(), GONE: set()}
GUEST_OF_THE_DAY = {**NOBODY, SETTLED: {"see"}, LAID_OUT: {"see"}}

TABLE: dict[str, dict[str, set[str]]] = {
    "coordinator": COORDINATOR,
    "coordinator by link": NOBODY,
    "facilitator": FACILITATOR,
    "facilitator by link": MEMBER,
    "leader": LEADER,
    "leader by link": LEADER,
    "participant": MEMBER,
    "participant by link": MEMBER,
    "acting partner": GUEST_OF_THE_DAY,
    "named partner": NOBODY,
    "facilitator elsewhere": NOBODY,
    "participant elsewhere": NOBODY,
    "guest": NOBODY,
    "left the programme": NOBODY,
    "coordinator of another programme": NOBODY,
    "stranger": NOBODY,
    "nobody signed in": NOBODY,
}
# Once the departmental meeting has opened, whoever takes part sees what is validated, and gets no other right.
AFTER_OPENING = {
    role: GUEST_OF_THE_DAY
    if role in {"coordinator by link", "named partner", "facilitator elsewhere", "participant elsewhere", "guest"}
    else rights
    for role, rights in TABLE.items()
}


@pytest.fixture
def group() -> PeerGroup:
    return make_group()


@pytest.fixture
def practice(group: PeerGroup) -> Practice:
    return make_practice(group, led_by=make_participation(group))


def cited(practice: Practice, role: str) -> Participation:
    organisation = make_organisation(practice.programme)
    CitedOrganisation.objects.create(production=practice, organisation=organisation, role=role)
    return make_participation(make_group(practice.programme), organisation=organisation)


def actors(practice: Practice) -> dict[str, Actor]:
    group, programme = practice.group, practice.programme
    coordinator = make_participation(programme=programme, is_coordinator=True)
    facilitator = make_participation(group, is_facilitator=True)
    participant, elsewhere = make_participation(group), make_group(programme)
    assert practice.led_by is not None
    return {
        "coordinator": actor_of(coordinator),
        "coordinator by link": actor_of(coordinator, Strength.LINK),
        "facilitator": actor_of(facilitator),
        "facilitator by link": actor_of(facilitator, Strength.LINK),
        "leader": actor_of(practice.led_by),
        "leader by link": actor_of(practice.led_by, Strength.LINK),
        "participant": actor_of(participant),
        "participant by link": actor_of(participant, Strength.LINK),
        "acting partner": actor_of(cited(practice, "acting")),
        "named partner": actor_of(cited(practice, "named")),
        "facilitator elsewhere": actor_of(make_participation(elsewhere, is_facilitator=True)),
        "participant elsewhere": actor_of(make_participation(elsewhere)),
        "guest": actor_of(make_participation(programme=programme, is_guest=True)),
        "left the programme": actor_of(make_participation(group, is_facilitator=True, left_on="2030-01-01")),
        "coordinator of another programme": actor_of(make_participation(is_coordinator=True)),
        "stranger": actor_of(make_person()),
        "nobody signed in": Actor(None),
    }


def put_at(practice: Practice, status: str) -> Production:
    values: dict[str, Any] = {"validated_at": timezone.now(), "validated_revision": practice.head, "support": "paper"}
    if status == GONE:
        values |= {"withdrawn_from": BEFORE, "withdrawn_at": timezone.now()}
    Production.objects.filter(pk=practice.pk).update(status=status, **values)
    return Production.objects.get(pk=practice.pk)


def rights(actor: Actor, production: Production) -> set[str]:
    """What the database lets them see, then what the permissions let them do with it."""
    if not Production.objects.visible_to(actor).filter(pk=production.pk).exists():
        return set()
    return {name for name, allowed in asdict(production_permissions(actor, production)).items() if allowed}


@pytest.mark.parametrize("is_open", [False, True])
@pytest.mark.parametrize("status", [BEFORE, READING, SETTLED, LAID_OUT, GONE])
def test_rights_are_exactly_those_of_the_table(practice: Practice, status: str, is_open: bool) -> None:
    everybody = actors(practice)
    make_meeting(programme=practice.programme, is_open=is_open)
    production = put_at(practice, status)

    found = {role: rights(actor, production) for role, actor in everybody.items()}

    table = AFTER_OPENING if is_open else TABLE
    assert found == {role: table[role][status] for role in everybody}


def test_table_notices_a_right_too_many(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Roles, "facilitates", lambda roles, group: roles.belongs_to(group))

    with pytest.raises(AssertionError):
        test_rights_are_exactly_those_of_the_table(practice, READING, False)


@pytest.mark.parametrize("role", ["coordinator", "facilitator", "leader"])
def test_who_withdrew_may_bring_back_and_nobody_else(practice: Practice, role: str) -> None:
    everybody = actors(practice)
    production = put_at(practice, GONE)
    Production.objects.filter(pk=production.pk).update(withdrawn_by=everybody[role].person)
    production.refresh_from_db()

    may = {name for name, actor in everybody.items() if "restore" in rights(actor, production)}

    by_link = {"leader by link"} if role == "leader" else set()
    assert may == {role} | by_link


def test_work_of_a_group_belongs_to_those_who_facilitate_it(practice: Practice) -> None:
    everybody = actors(practice)

    found = {role: group_work_permissions(actor, practice.group) for role, actor in everybody.items()}

    inside = {role for role, can in found.items() if can.see_productions}
    assert inside == {
        "coordinator", "facilitator", "facilitator by link", "leader", "leader by link", "participant", "participant by link",
    }  # fmt: skip
    assert {role for role, can in found.items() if can.group_contributions} == {"facilitator"}
    assert {role for role, can in found.items() if can.create_practice} == {"facilitator"}


PAGES = {
    "reading_list": "relecture/",
    "review_start_many": "groupes/{group}/faire-relire/",
    "round_table": "groupes/{group}/tour-de-table/",
    "reading": "pratiques/{pk}/lire/",
    "answers_record": "pratiques/{pk}/reponses/",
}
ACTS = {
    "answer_lot": "relecture/repondre/",
    "answer": "pratiques/{pk}/repondre/",
    "review_start": "pratiques/{pk}/faire-relire/",
    "review_return": "pratiques/{pk}/reprendre/",
    "form_contest": "pratiques/{pk}/contester/",
    "validate": "pratiques/{pk}/valider/",
    "formalise": "pratiques/{pk}/mettre-en-forme/",
    "approve": "pratiques/{pk}/bon-a-tirer/",
    "withdraw": "pratiques/{pk}/retirer/",
    "restore_withdrawn": "pratiques/{pk}/remettre/",
}
# While it is being read. 200/302: may; 403: knows of it and may not; 404: must not know.
ANSWERS: dict[str, dict[str, int]] = {
    "coordinator": {
        "reading_list": 200, "review_start_many": 403, "round_table": 200, "reading": 200, "answers_record": 200,
        "answer_lot": 403, "answer": 403, "review_start": 403, "review_return": 403, "form_contest": 302,
        "validate": 403, "formalise": 403, "approve": 403, "withdraw": 302, "restore_withdrawn": 403,
    },
    "facilitator": {
        "reading_list": 200, "review_start_many": 200, "round_table": 200, "reading": 200, "answers_record": 200,
        "answer_lot": 302, "answer": 422, "review_start": 403, "review_return": 302, "form_contest": 302,
        "validate": 302, "formalise": 403, "approve": 403, "withdraw": 302, "restore_withdrawn": 403,
    },
    "participant by link": {
        "reading_list": 200, "review_start_many": 403, "round_table": 403, "reading": 200, "answers_record": 403,
        "answer_lot": 302, "answer": 422, "review_start": 403, "review_return": 403, "form_contest": 302,
        "validate": 403, "formalise": 403, "approve": 403, "withdraw": 403, "restore_withdrawn": 403,
    },
    "facilitator by link": {
        "reading_list": 200, "review_start_many": 403, "round_table": 403, "reading": 200, "answers_record": 403,
        "answer_lot": 302, "answer": 422, "review_start": 403, "review_return": 403, "form_contest": 302,
        "validate": 403, "formalise": 403, "approve": 403, "withdraw": 403, "restore_withdrawn": 403,
    },
    # names of groups are known to the programme; their sheets are not
    "participant elsewhere": {
        "reading_list": 200, "review_start_many": 403, "round_table": 403, "answer_lot": 302,
        **dict.fromkeys(["reading", "answers_record", *ACTS.keys() - {"answer_lot"}], 404),
    },
    "guest": {
        "reading_list": 200, "review_start_many": 403, "round_table": 403, "answer_lot": 403,
        **dict.fromkeys(["reading", "answers_record", *ACTS.keys() - {"answer_lot"}], 404),
    },
    "stranger": dict.fromkeys([*PAGES, *ACTS], 404),
    "nobody signed in": dict.fromkeys([*PAGES, *ACTS], 302),
}  # fmt: skip


@pytest.mark.parametrize("role", ANSWERS)
def test_addresses_answer_each_role(practice: Practice, client: Any, role: str) -> None:
    """Each act in a state of its own: what one changed is put back."""
    from django.db import transaction

    from participants.middleware import STRENGTH_KEY
    from practices.services.rounds import open_review

    actor = actors(practice)[role]
    make_practice(practice.group)
    production = put_at(practice, READING)
    assert production.head is not None
    open_review(production, production.head, by=None)
    if actor.person:
        client.force_login(actor.person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[STRENGTH_KEY] = actor.strength.value
        session.save()
    base, places = f"/p/{practice.programme.slug}/", {"pk": practice.pk, "group": practice.group_id}

    found = {name: client.get(base + path.format(**places)).status_code for name, path in PAGES.items()}
    for name, path in ACTS.items():
        with transaction.atomic():
            found[name] = client.post(base + path.format(**places)).status_code
            transaction.set_rollback(True)

    assert found == ANSWERS[role]


def test_every_address_of_readings_is_in_the_table() -> None:
    from practices.urls.review import review_urls

    assert {pattern.name for pattern in review_urls} == PAGES.keys() | ACTS.keys()
