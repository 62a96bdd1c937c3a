"""Who was there: one page, one act for everybody, the exceptions after, and nobody's line written over."""

from typing import Any

import pytest

from encounters.models import Attendance
from participants.models import Participation
from tests.factories import make_attendance, make_organisation

from .conftest import Room, browser


def line(someone: Participation, status: str, *, seen: str = "expected", **fields: Any) -> dict[str, Any]:
    """One line as a browser sends it: what it showed, and what it shows now."""
    shown = {
        "function_then": someone.function,
        "organisation_then": someone.organisation.name if someone.organisation else "",
    }
    posted = {"seen": seen, "status": status} | shown | {f"initial-{name}": value for name, value in shown.items()}
    named = {
        f"{someone.pk}-{name}": value for name, value in (posted | fields).items() if not name.startswith("initial-")
    }
    return named | {f"initial-{someone.pk}-{name}": value for name, value in shown.items()}


def written() -> dict[str, str]:
    return {
        row.participation.person.name: row.status for row in Attendance.objects.select_related("participation__person")
    }


def test_everybody_is_there_then_the_exceptions(room: Room) -> None:
    client = browser(room.facilitator)

    client.post(
        room.url("presences/"),
        line(room.facilitator, "") | line(room.participant, "") | line(room.coordinator, "") | {"everybody": "1"},
    )
    assert written() == {"Farida": "present", "Paul": "present"}

    client.post(
        room.url("presences/"),
        line(room.participant, "excused", seen="present") | line(room.facilitator, "present", seen="present"),
    )
    assert written() == {"Farida": "present", "Paul": "excused"}


def test_everybody_spares_who_is_already_excused(room: Room) -> None:
    make_attendance(room.meeting, room.participant, status="excused")

    browser(room.facilitator).post(
        room.url("presences/"),
        line(room.facilitator, "") | line(room.participant, "excused", seen="excused") | {"everybody": "1"},
    )

    assert written() == {"Farida": "present", "Paul": "excused"}


def test_the_function_held_that_day_stays_when_the_roster_changes(room: Room) -> None:
    room.participant.organisation = make_organisation(room.programme, "Collège du Val-Sourd")
    room.participant.function = "CPE"
    room.participant.save(update_fields=["organisation", "function"])
    browser(room.facilitator).post(room.url("presences/"), line(room.participant, "present"))
    Participation.objects.filter(pk=room.participant.pk).update(function="principal")

    browser(room.facilitator).post(room.url("presences/"), line(room.participant, "absent", seen="present"))

    row = Attendance.objects.get()
    assert (row.status, row.function_then, row.organisation_then) == ("absent", "CPE", "Collège du Val-Sourd")
    assert row.recorded_by == room.facilitator.person


def test_a_newcomer_is_noted(room: Room) -> None:
    browser(room.facilitator).post(
        room.url("presences/"), line(room.participant, "present", is_newcomer="on", function_then="bénévole")
    )

    row = Attendance.objects.get()
    assert (row.is_newcomer, row.function_then) == (True, "bénévole")


def test_a_stale_page_writes_nothing_over_and_says_so(room: Room) -> None:
    client = browser(room.facilitator)
    make_attendance(room.meeting, room.participant, status="excused")

    answer = client.post(
        room.url("presences/"), line(room.participant, "present") | line(room.facilitator, "present"), follow=True
    )

    assert written() == {"Farida": "present", "Paul": "excused"}
    (told,) = answer.context["messages"]
    assert str(told).startswith("Paul")


def test_a_page_that_did_not_show_somebody_leaves_them_alone(room: Room) -> None:
    make_attendance(room.meeting, room.participant, status="absent")

    browser(room.facilitator).post(room.url("presences/"), line(room.facilitator, "present"))

    assert written() == {"Farida": "present", "Paul": "absent"}


def test_nobody_from_elsewhere_is_written(room: Room) -> None:
    browser(room.facilitator).post(room.url("presences/"), line(room.other, "present") | line(room.guest, "present"))

    assert written() == {}


@pytest.mark.parametrize(
    ("who", "by_link", "status"),
    [("participant", False, 403), ("facilitator", True, 403), ("other", False, 404), ("guest", False, 404)],
)
def test_only_those_who_organise_take_attendance(room: Room, who: str, by_link: bool, status: int) -> None:
    client = browser(getattr(room, who), by_link=by_link)

    answers = {client.get(room.url("presences/")).status_code}
    answers.add(client.post(room.url("presences/"), line(room.participant, "absent")).status_code)

    assert (answers, written()) == ({status}, {})


@pytest.mark.parametrize(
    ("who", "sees"), [("participant", True), ("coordinator", True), ("other", False), ("guest", False)]
)
def test_who_was_there_is_known_inside_the_group(room: Room, who: str, sees: bool) -> None:
    make_attendance(room.meeting, room.participant, status="present")

    page = browser(getattr(room, who)).get(room.url()).content.decode()

    assert ("<strong>Paul</strong>" in page) is sees


def test_a_function_too_long_is_refused_beside_its_box(room: Room) -> None:
    answer = browser(room.facilitator).post(
        room.url("presences/"), line(room.participant, "present", function_then="x" * 200)
    )

    assert (answer.status_code, written()) == (422, {})
    assert "x" * 200 in answer.content.decode()
