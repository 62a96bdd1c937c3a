"""The meetings: prepared once, dated the French way, opened by whoever may, closed without hiding anything."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from encounters.forms.fields import FrenchDateField, FrenchTimeField
from encounters.models import Meeting, Prompt, Stage, stories_of
from encounters.services import ensure_meetings
from encounters.views.timeline import timeline_of
from tests.factories import actor_of, make_attendance, make_contribution, make_group, make_meeting, make_programme

from .conftest import Room, browser


@pytest.mark.django_db
@pytest.mark.parametrize(("groups", "count"), [(2, 5), (3, 7)])
def test_n_groups_make_2n_plus_1_meetings_and_no_more_the_second_time(groups: int, count: int) -> None:
    programme = make_programme()
    for _ in range(groups):
        make_group(programme)

    made = [len(ensure_meetings(programme, by=None)) for _ in range(2)]

    assert made == [count, 0]
    assert (programme.meetings.count(), programme.prompts.count()) == (count, 14)


def test_what_exists_is_left_as_it_is(room: Room) -> None:
    Prompt.objects.filter(key="works").update(label="Ce qui tient")

    made = ensure_meetings(room.programme, by=None)

    assert len(made) == 4
    assert room.programme.meetings.filter(stage="spring", group=room.group).get() == room.meeting
    assert Prompt.objects.get(key="works").label == "Ce qui tient"


@pytest.mark.parametrize(
    ("who", "status", "count"), [("coordinator", 302, 5), ("facilitator", 403, 1), ("guest", 403, 1)]
)
def test_only_the_coordination_prepares_the_meetings(room: Room, who: str, status: int, count: int) -> None:
    answer = browser(getattr(room, who)).post(f"/p/{room.programme.slug}/rencontres/preparer/")

    assert (answer.status_code, Meeting.objects.count()) == (status, count)


DATES = {
    "12/10/2026": date(2026, 10, 12), "12 oct. 2026": date(2026, 10, 12), "2026-10-12": date(2026, 10, 12),
    "lundi 12 octobre 2026": date(2026, 10, 12), "le 1er août 2026": date(2026, 8, 1), "12.10.26": date(2026, 10, 12),
    "12-10-2026": date(2026, 10, 12), "2026/10/12": date(2026, 10, 12), "mardi 3 mars 2026": date(2026, 3, 3),
    "10/25/2026": date(2026, 10, 25), "3 juil 2026": date(2026, 7, 3), "3 déc. 26": date(2026, 12, 3),
    "2026 oct 12": date(2026, 10, 12), "": None,
}  # fmt: skip


@pytest.mark.parametrize("typed", DATES)
def test_dates_are_read_as_they_are_typed(typed: str) -> None:
    assert FrenchDateField(required=False).clean(typed) == DATES[typed]


@pytest.mark.parametrize("typed", ["31/02/2026", "bientôt", "12 octobre", "1/2/3/4", "\x00", "9" * 500, "12/10/20261"])
def test_other_dates_are_refused_in_a_sentence(typed: str) -> None:
    if not typed.strip("\x00"):
        assert FrenchDateField(required=False).clean(typed) is None
        return
    with pytest.raises(ValidationError):
        FrenchDateField(required=False).clean(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14h", time(14)),
        ("14 h 30", time(14, 30)),
        ("9:05", time(9, 5)),
        ("midi", time(12)),
        ("9 heures", time(9)),
    ],
)
def test_hours_are_read_as_they_are_typed(typed: str, read: time) -> None:
    assert FrenchTimeField(required=False).clean(typed) == read


@pytest.mark.parametrize("typed", ["25h", "tôt", "14h75", "-1"])
def test_other_hours_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        FrenchTimeField(required=False).clean(typed)


def dated(**fields: str) -> dict[str, str]:
    return {
        "title": "",
        "day": "12 oct. 2026",
        "begins": "14h",
        "ends": "17 h 30",
        "place": "",
        "practical_notes": "",
    } | fields


def test_a_meeting_is_dated_in_the_time_of_its_programme(room: Room) -> None:
    room.programme.time_zone = "Indian/Reunion"
    room.programme.save(update_fields=["time_zone"])

    browser(room.coordinator).post(room.url("modifier/"), dated())

    meeting = Meeting.objects.get()
    assert meeting.starts_at == datetime(2026, 10, 12, 10, tzinfo=UTC)
    with override("fr"):
        assert meeting.when.replace("\u00a0", " ") == "lundi 12 octobre 2026, de 14 h à 17 h 30"


@pytest.mark.parametrize("bad", [{"day": ""}, {"day": "bientôt"}, {"ends": "9h"}, {"begins": ""}, {"place": "x" * 300}])
def test_a_date_that_cannot_be_is_refused_with_all_that_was_typed(room: Room, bad: dict[str, str]) -> None:
    typed = dated(title="Chez nous") | bad

    answer = browser(room.coordinator).post(room.url("modifier/"), typed)

    meeting = Meeting.objects.get()
    assert (answer.status_code, meeting.starts_at, meeting.title) == (422, None, "")
    assert 'value="Chez nous"' in answer.content.decode()


def test_only_what_one_changed_is_written(room: Room) -> None:
    """Two people had the page open: one gave the place, the other the date; both stand."""
    shown = dated(day="", begins="", ends="") | {f"initial-{name}": "" for name in dated()}
    browser(room.coordinator).post(room.url("modifier/"), shown | {"place": "Valombrée"})

    browser(room.coordinator).post(room.url("modifier/"), shown | {"day": "12/10/2026"})

    meeting = Meeting.objects.get()
    assert (meeting.place, meeting.local_start.date() if meeting.local_start else None) == (
        "Valombrée",
        date(2026, 10, 12),
    )


def test_the_second_to_change_the_same_box_is_told_then_decides(room: Room) -> None:
    client = browser(room.coordinator)
    shown = dated(day="", begins="", ends="") | {f"initial-{name}": "" for name in dated()}
    client.post(room.url("modifier/"), shown | {"place": "Valombrée"})

    told = client.post(room.url("modifier/"), shown | {"place": "Corvières"})
    assert (told.status_code, Meeting.objects.get().place) == (422, "Valombrée")
    assert "Valombrée" in told.content.decode() and 'value="Corvières"' in told.content.decode()

    client.post(room.url("modifier/"), shown | {"place": "Corvières", "initial-place": "Valombrée"})
    assert Meeting.objects.get().place == "Corvières"


def test_a_facilitator_does_not_change_the_date(room: Room) -> None:
    answer = browser(room.facilitator).post(room.url("modifier/"), dated())

    assert (answer.status_code, Meeting.objects.get().starts_at) == (403, None)


def test_creating_twice_with_one_key_makes_one_meeting(room: Room) -> None:
    typed = dated(stage="autumn", group=str(room.group.pk), client_key="0b6f3f0e-7f0d-4c0e-9a43-0c5a3c1d2e3f")

    for _ in range(2):
        browser(room.coordinator).post(f"/p/{room.programme.slug}/rencontres/nouvelle/", typed)

    assert list(Meeting.objects.exclude(pk=room.meeting.pk).values_list("stage", "group")) == [
        ("autumn", room.group.pk)
    ]


@pytest.mark.parametrize(("stage", "with_group"), [("departmental", True), ("spring", False)])
def test_a_group_meets_apart_and_everyone_together(room: Room, stage: str, with_group: bool) -> None:
    typed = dated(stage=stage, group=str(room.group.pk) if with_group else "")

    answer = browser(room.coordinator).post(f"/p/{room.programme.slug}/rencontres/nouvelle/", typed)

    assert (answer.status_code, Meeting.objects.count()) == (422, 1)


@pytest.mark.parametrize(
    ("who", "by_link", "allowed", "refusal"),
    [("facilitator", False, True, 0), ("coordinator", False, True, 0), ("facilitator", True, False, 403),
     ("participant", False, False, 403), ("other", False, False, 403), ("guest", False, False, 404)],
)  # fmt: skip
def test_who_opens_and_closes_a_groups_meeting(
    room: Room, who: str, by_link: bool, allowed: bool, refusal: int
) -> None:
    Meeting.objects.update(opened_at=None)
    client = browser(getattr(room, who), by_link=by_link)

    opened = client.post(room.url("ouvrir/")).status_code
    state = Meeting.objects.get()
    assert (opened, state.is_open) == ((302, True) if allowed else (refusal, False))

    Meeting.objects.filter(opened_at=None).update(opened_at=timezone.now())
    closed = client.post(room.url("fermer/")).status_code
    assert (closed, Meeting.objects.get().is_open) == ((302, False) if allowed else (refusal, True))


def test_a_groups_meeting_opens_again(room: Room) -> None:
    client = browser(room.facilitator)
    opened_at = room.meeting.opened_at

    client.post(room.url("fermer/"))
    client.post(room.url("ouvrir/"))

    meeting = Meeting.objects.get()
    assert (meeting.is_open, meeting.opened_at) == (True, opened_at)


def test_asking_to_open_opens_nothing(room: Room) -> None:
    day = make_meeting(programme=room.programme, is_open=False)

    page = browser(room.coordinator).get(room.url("ouvrir/", day))

    assert page.status_code == 200
    assert Meeting.objects.get(pk=day.pk).opened_at is None


@pytest.mark.parametrize(
    ("who", "status"), [("coordinator", 302), ("facilitator", 403), ("guest", 403), ("participant", 403)]
)
def test_only_the_coordination_opens_the_departmental_meeting(room: Room, who: str, status: int) -> None:
    day = make_meeting(programme=room.programme, is_open=False)

    answer = browser(getattr(room, who)).post(room.url("ouvrir/", day))

    assert (answer.status_code, Meeting.objects.get(pk=day.pk).is_open) == (status, status == 302)


def test_the_departmental_meeting_opens_once_and_closing_is_for_good(room: Room) -> None:
    day, client = make_meeting(programme=room.programme, is_open=False), browser(room.coordinator)
    client.post(room.url("ouvrir/", day))
    first = Meeting.objects.get(pk=day.pk)

    client.post(room.url("ouvrir/", day))
    client.post(room.url("fermer/", day))
    client.post(room.url("ouvrir/", day))

    day = Meeting.objects.get(pk=day.pk)
    assert (day.opened_at, day.opened_by, day.is_open) == (first.opened_at, room.coordinator.person, False)


def test_the_calendar_file_says_when_and_where(room: Room) -> None:
    browser(room.coordinator).post(room.url("modifier/"), dated(place="Salle; ronde, \x07Valombrée"))

    answer = browser(room.other).get(room.url("rencontre.ics"))

    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["DTSTART"].dt == datetime(2026, 10, 12, 12, tzinfo=UTC)
    assert str(event["LOCATION"]) == "Salle; ronde, Valombrée"
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75


def test_a_meeting_of_another_programme_does_not_exist(room: Room) -> None:
    stranger = make_meeting(make_group(make_programme()))

    answers = [
        browser(room.coordinator).get(room.url(page, stranger)) for page in ("", "noter/", "presences/", "modifier/")
    ]

    assert {answer.status_code for answer in answers} == {404}


def test_counts_stories_and_timeline_for_the_other_floors(room: Room) -> None:
    for text, story in (("Un.", "Le café"), ("Deux.", "Le café"), ("Trois.", "Été du 6e"), ("Quatre.", "")):
        make_contribution(room.meeting, text, story=story)
    make_contribution(room.meeting, "Enlevé.", story="Oubliée", deleted_at=timezone.now())
    make_attendance(room.meeting, room.participant, status="present")
    make_attendance(room.meeting, room.facilitator, status="absent")

    meeting = Meeting.objects.with_counts().get()

    assert (meeting.contribution_count, meeting.present_count) == (4, 1)
    assert stories_of(room.group) == ["Été du 6e", "Le café"]
    assert [len(stage["meetings"]) for stage in timeline_of(room.programme, actor=actor_of(room.participant))] == [
        1,
        0,
        0,
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(room: Room, rows: int, django_assert_num_queries: Any) -> None:
    for _ in range(rows):
        make_meeting(room.group, stage=Stage.AUTUMN)
    client = browser(room.facilitator)

    with django_assert_num_queries(6):
        client.get(f"/p/{room.programme.slug}/rencontres/")


def test_prompts_change_their_words_and_places_never_their_keys(room: Room) -> None:
    client, address = browser(room.coordinator), f"/p/{room.programme.slug}/reglages/questions/"
    works, favours = room.prompts["works"], room.prompts["favours"]
    shown = {}
    for prompt in room.prompts.values():
        shown |= {f"{prompt.pk}-label": prompt.label, f"{prompt.pk}-hint": prompt.hint}
        shown |= {f"initial-{prompt.pk}-{name}": getattr(prompt, name) for name in ("label", "hint")}
        shown |= {f"{prompt.pk}-is_folded": "on", f"initial-{prompt.pk}-is_folded": "True"} if prompt.is_folded else {}

    client.post(
        address, shown | {f"{works.pk}-label": "Ce qui tient", f"{works.pk}-key": "pirate", "up": str(works.pk)}
    )

    keys = list(Prompt.objects.for_peers().order_by("position").values_list("key", flat=True))
    works.refresh_from_db()
    assert (works.label, works.key, keys[:3]) == ("Ce qui tient", "works", ["works", "favours", "resources"])
    assert Prompt.objects.get(pk=favours.pk).label == favours.label


@pytest.mark.parametrize("who", ["facilitator", "participant", "guest"])
def test_prompts_are_the_coordinations(room: Room, who: str) -> None:
    answer = browser(getattr(room, who)).post(f"/p/{room.programme.slug}/reglages/questions/", {"up": "1"})

    assert answer.status_code == 403
    assert [p.position for p in Prompt.objects.for_peers()] == list(range(9))
