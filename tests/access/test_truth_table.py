"""Every address answers every actor as the design's table says; a new address without a line fails."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.template.backends.django import Template

from booklets.views import running
from participants.views import roster
from practices.models import ProductionQuerySet

from .addresses import TARGETS, close_the_library, our_addresses, posted_to, url_of
from .table import AFTER_THE_OPENING, CLOSED_LIBRARY, TABLE
from .world import ACTORS, World, rolled_back

pytestmark = pytest.mark.django_db

Line = tuple[str, str, str]  # method, address, what stands behind its number
Answers = dict[str, str]
WRITING = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
NOBODYS = {"django_session", "cache"}  # where a browser's own state lives


def lines(table: str) -> dict[Line, Answers]:
    rows = [row.split() for row in table.strip().splitlines() if row and not row.startswith("#")]
    return {(row[0], row[1], row[2]): dict(zip(ACTORS, row[3:], strict=True)) for row in rows}


@contextmanager
def written() -> Iterator[set[str]]:
    """The tables written to meanwhile."""
    seen: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if match := WRITING.match(sql):
            seen.add(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


def answer_of(world: World, actor: str, line: Line) -> tuple[str, set[str]]:
    """What this actor is answered, and the tables that changed; nothing of it stays."""
    method, name, target = line
    url = url_of(world, name, **TARGETS[target](world))
    posted = posted_to(world, name) if method == "POST" else None
    with rolled_back(), written() as tables:
        response = world.get(actor, url) if posted is None else world.post(actor, url, posted)
    to_sign_in = response.status_code == 302 and response["Location"].startswith("/entrer/")
    return "in" if to_sign_in else str(response.status_code), tables - NOBODYS


def deviations(world: World, table: dict[Line, Answers]) -> list[str]:
    found = []
    for line, expected in table.items():
        for actor, wanted in expected.items():
            got, tables = answer_of(world, actor, line)
            if got != wanted:
                found.append(f"{' '.join(line)}: {actor} gets {got}, not {wanted}")
            if tables and (line[0] == "GET" or wanted in {"in", "403", "404"}):
                found.append(f"{' '.join(line)}: {actor} changes {sorted(tables)}")
    return found


@pytest.fixture(autouse=True)
def pages_are_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only who gets an answer is asked here; ``test_visibility`` reads what pages and sheets say."""
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")
    monkeypatch.setattr(running, "build_sheet_pdf", lambda *args, **kwargs: b"%PDF")


def test_every_address_has_a_line() -> None:
    assert {name for _method, name, _target in lines(TABLE)} == set(our_addresses())


def test_an_address_without_a_line_is_seen() -> None:
    known = {name for _method, name, _target in lines(TABLE.replace("slips_pdf", "slips"))}

    assert set(our_addresses()) - known == {"slips_pdf"}


def test_every_door_before_the_opening(world: World) -> None:
    assert deviations(world, lines(TABLE)) == []


def test_every_door_after_the_opening(world: World) -> None:
    """Those that change, for everybody; those of the groups' own work, for whoever is of no group or of another."""
    world.open_the_day()
    changed, before = lines(AFTER_THE_OPENING), lines(TABLE)
    unchanged = {
        line: {actor: answers[actor] for actor in OUTSIDE}
        for line, answers in before.items()
        if line not in changed and line[0] == "GET" and line[2] in OF_A_GROUP
    }

    assert deviations(world, changed | unchanged) == []


OUTSIDE = ["coordinator_by_link", "facilitator_other", "participant_other", "partner", "guest"]
OF_A_GROUP = ["spring", "past", "contribution", "own_group", "draft", "reading", "withdrawn", "synthesis", "draft.v1"]
OF_A_GROUP += ["validated.v1", "validated.former", "draft.steps"]


def test_every_door_of_a_closed_library(world: World) -> None:
    close_the_library(world)

    assert deviations(world, lines(CLOSED_LIBRARY)) == []


def test_whoever_may_act_really_acts(world: World) -> None:
    """Or the refusals above would prove nothing: each of these changes something for the one who may."""
    posts = [line for line in lines(TABLE) if line[0] == "POST" and line[1] in ACTING]

    idle = [" ".join(line) for line in posts if not answer_of(world, ACTING[line[1]], line)[1]]

    assert idle == []


ACTING = {
    "access_revoke": "coordinator",
    "access_send": "facilitator_own",
    "answer": "participant_own",
    "approve": "leader",
    "booklet_cover_remove": "coordinator",
    "booklet_item_shift": "coordinator",
    "booklet_logo_remove": "coordinator",
    "booklet_unpublish": "coordinator",
    "contribution_add": "facilitator_own",
    "contribution_delete": "participant_own",
    "contribution_restore": "participant_own",
    "feed": "facilitator_own",
    "formalise": "facilitator_own",
    "meeting_close": "facilitator_own",
    "meeting_open": "facilitator_own",
    "my_erasure": "guest",
    "participation_leave": "facilitator_own",
    "participation_roles": "coordinator",
    "production_lead": "facilitator_own",
    "restore_withdrawn": "facilitator_own",
    "review_return": "facilitator_own",
    "review_start": "facilitator_own",
    "run_create": "coordinator",
    "unfeed": "facilitator_own",
    "withdraw": "leader",
}


# Its failing power: a rule broken on purpose is seen


def test_negative_control_a_broken_rule_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("visible_to", "visible_within"):
        monkeypatch.setattr(ProductionQuerySet, name, lambda self, *who: self, raising=False)
    line = ("GET", "production_detail", "draft")

    found = deviations(world, {line: lines(TABLE)[line]})

    assert "GET production_detail draft: participant_other gets 200, not 404" in found


def test_negative_control_a_door_that_writes_before_it_refuses_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(*_who: Any) -> Any:
        world.programme.participations.update(function="changée")
        raise PermissionDenied

    monkeypatch.setattr(roster, "participation_permissions", careless)
    line = ("POST", "participation_roles", "member")

    found = deviations(world, {line: {"participant_own": "403"}})

    assert found == ["POST participation_roles member: participant_own changes ['participants_participation']"]
