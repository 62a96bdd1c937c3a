"""Every list costs the same number of queries with one row and with three; the numbers are written down."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from encounters.models import Attendance
from participants.models import ParticipationQuerySet
from practices.models import Practice
from practices.services.answers import give_answer
from practices.services.writing import write_sections
from tests.factories import (
    make_contribution,
    make_meeting,
    make_organisation,
    make_participation,
    make_practice,
    make_review,
    make_validated_practice,
)

from .addresses import url_of
from .world import World

pytestmark = pytest.mark.django_db


def add_rows(world: World) -> None:
    """One more of everything a list may show, in the group and beside it."""
    for half in (world.own, world.other):
        organisation = make_organisation(world.programme)
        someone = make_participation(half.group, organisation=organisation)
        Attendance.objects.create(meeting=half.spring, participation=someone, status="present")
        for name in ("", "Le récit"):
            make_contribution(
                half.spring, "Encore.", typed_by=someone.person, attribution="person", attributed_to=someone, story=name
            )
        make_contribution(half.spring, "Dans la fiche.", typed_by=someone.person)
        make_practice(half.group, led_by=someone)
        make_validated_practice(half.group, led_by=someone)
        make_review(make_practice(half.group, led_by=someone))
        answer: Any = {"choice": "agree", "remark": "", "section": "", "client_key": uuid.uuid4()}
        give_answer(half.reading, participation=someone, seen=half.reading.head_id, **answer)
        draft = Practice.objects.get(pk=half.draft.pk)
        write_sections(
            draft, {"origin": f"Encore {uuid.uuid4()}"}, by=someone.person, seen=draft.head_id, client_key=uuid.uuid4()
        )
        make_meeting(half.group, is_open=False)
    make_participation(programme=world.programme, is_guest=True)


LISTS: dict[str, Callable[[World], tuple[str, str]]] = {
    "programme_home": lambda w: ("facilitator_own", url_of(w, "programme_home")),
    "programme_home of a participant": lambda w: ("participant_own", url_of(w, "programme_home")),
    "programme_home of the coordination": lambda w: ("coordinator", url_of(w, "programme_home")),
    "roster": lambda w: ("coordinator", url_of(w, "roster")),
    "access_list": lambda w: ("coordinator", url_of(w, "access_list")),
    "organisation_list": lambda w: ("coordinator", url_of(w, "organisation_list")),
    "programme_copy": lambda w: ("coordinator", url_of(w, "programme_copy")),
    "meeting_list": lambda w: ("coordinator", url_of(w, "meeting_list")),
    "meeting_detail": lambda w: ("participant_own", url_of(w, "meeting_detail", pk=w.own.spring.pk)),
    "attendance": lambda w: ("facilitator_own", url_of(w, "attendance", pk=w.own.spring.pk)),
    "capture": lambda w: ("facilitator_own", url_of(w, "capture", pk=w.own.spring.pk)),
    "pile": lambda w: ("facilitator_own", url_of(w, "pile", group=w.own.group.pk) + "?show=all"),
    "practice_list": lambda w: ("coordinator", url_of(w, "practice_list")),
    "production_detail": lambda w: ("facilitator_own", url_of(w, "production_detail", pk=w.own.draft.pk)),
    "revision_list": lambda w: ("facilitator_own", url_of(w, "revision_list", pk=w.own.draft.pk)),
    "reading_list": lambda w: ("participant_own", url_of(w, "reading_list")),
    "reading": lambda w: ("participant_own", url_of(w, "reading", pk=w.own.reading.pk)),
    "answers_record": lambda w: ("facilitator_own", url_of(w, "answers_record", pk=w.own.reading.pk)),
    "review_start_many": lambda w: ("facilitator_own", url_of(w, "review_start_many", group=w.own.group.pk)),
    "round_table": lambda w: ("facilitator_own", url_of(w, "round_table", group=w.own.group.pk)),
    "booklet": lambda w: ("coordinator", url_of(w, "booklet")),
    "booklet_practices": lambda w: ("coordinator", url_of(w, "booklet_practices")),
    "library": lambda w: ("anonymous", "/bibliotheque/"),
}


def cost(world: World, name: str) -> int:
    actor, url = LISTS[name](world)
    world.get(actor, url)  # what is kept in memory from one request to the next is asked once
    with CaptureQueriesContext(connection) as asked:
        assert world.get(actor, url).status_code == 200, url
    return len(asked)


def test_lists_cost_the_same_whatever_their_length(world: World) -> None:
    add_rows(world)
    few = {name: cost(world, name) for name in LISTS}
    add_rows(world)
    add_rows(world)

    many = {name: cost(world, name) for name in LISTS}

    assert {name: (few[name], many[name]) for name in LISTS if few[name] != many[name]} == {}


def test_what_each_list_costs(world: World) -> None:
    """A number that grows is a question to ask oneself; one that shrinks is written down."""
    add_rows(world)

    assert {name: cost(world, name) for name in LISTS} == COSTS


COSTS = {
    "programme_home": 16,
    "programme_home of a participant": 13,
    "programme_home of the coordination": 10,
    "roster": 7,
    "access_list": 6,
    "organisation_list": 7,
    "programme_copy": 7,
    "meeting_list": 9,
    "meeting_detail": 11,
    "attendance": 8,
    "capture": 12,
    "pile": 17,
    "practice_list": 14,
    "production_detail": 13,
    "revision_list": 8,
    "reading_list": 12,
    "reading": 11,
    "answers_record": 10,
    "review_start_many": 7,
    "round_table": 13,
    "booklet": 19,
    "booklet_practices": 11,
    "library": 4,
}


def test_negative_control_a_query_for_each_row_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ParticipationQuerySet, "with_names", lambda self: self)
    add_rows(world)
    few = cost(world, "roster")

    add_rows(world)

    assert cost(world, "roster") > few
