"""The demonstration at each of its stages."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from booklets.models import PrintRun
from encounters.models import Attendance, Contribution, Meeting
from participants.models import Actor, Participation, Person, Programme
from practices.models import Feeding, Production, Revision, UsedContribution, rule_of
from practices.models.sections import PRACTICE_SECTIONS, check_section

pytestmark = pytest.mark.django_db
SLUG = "val-d-oriane-2018-2019"


def statuses() -> Counter[str]:
    return Counter(Production.objects.practices().values_list("status", flat=True))


def test_spring_tells_twelve_practices_and_keeps_a_pile() -> None:
    call_command("demo", stage="spring")

    fed = Feeding.objects.standing().values("contribution")
    assert statuses() == {"to_complete": 12}
    assert Contribution.objects.exclude(pk__in=fed).count() >= 30
    assert Meeting.objects.filter(opened_at__isnull=False).count() == 2


def test_autumn_is_being_read_with_two_meetings_open() -> None:
    call_command("demo", stage="autumn")

    assert statuses() == {"in_review": 11, "to_complete": 1}
    assert Meeting.objects.open().count() == 2
    assert all(rule_of(p).waiting for p in Production.objects.filter(status="in_review"))


def test_departmental_holds_back_two_practices_on_purpose() -> None:
    call_command("demo", stage="departmental")

    held_back = Production.objects.practices().filter(status__in=["in_review", "to_complete"]).order_by("status")
    objected, unfinished = held_back
    assert statuses() == {"approved": 10, "in_review": 1, "to_complete": 1}
    assert len(rule_of(objected).objections) == 1
    assert not unfinished.sections.get("steps")


def test_it_brings_everybody_and_their_five_meetings() -> None:
    call_command("demo", stage="departmental")

    groups = Counter(Participation.objects.filter(is_guest=False).values_list("group__name", flat=True))
    assert groups == {"Centres sociaux": 14, "Établissements scolaires": 13, None: 2}
    assert Meeting.objects.count() == 5
    assert {m.attendances.exists() for m in Meeting.objects.all()} == {True}
    assert Contribution.objects.filter(group__isnull=False).count() == 130
    assert Attendance.objects.filter(is_newcomer=True).count() >= 4


def test_every_version_obeys_the_shapes_of_its_sections() -> None:
    call_command("demo", stage="departmental")

    for revision in Revision.objects.filter(production__kind="practice"):
        for key, value in revision.sections.items():
            assert check_section("practice", key, value) == value, (revision, key)
    assert set(PRACTICE_SECTIONS) >= {
        key for r in Revision.objects.filter(production__kind="practice") for key in r.sections
    }


def test_the_thread_from_a_sentence_to_a_section_is_kept() -> None:
    call_command("demo", stage="departmental")

    assert UsedContribution.objects.filter(section="levers").count() >= 10


def test_loading_twice_changes_nothing() -> None:
    call_command("demo", stage="autumn")
    before = list(Production.objects.values_list("pk", "head_id", "status").order_by("pk"))

    call_command("demo", stage="autumn")

    assert list(Production.objects.values_list("pk", "head_id", "status").order_by("pk")) == before


def test_another_stage_replaces_it_and_keeps_its_people() -> None:
    call_command("demo", stage="autumn")
    coordinator = Person.objects.get(email="coordination@demo.example")

    call_command("demo", stage="spring")

    assert Programme.objects.count() == 1
    assert Person.objects.get(email="coordination@demo.example") == coordinator
    assert Person.objects.count() == Participation.objects.count()


def test_another_stage_leaves_other_programmes_alone() -> None:
    call_command("seed", programmes=1, practices=2, people=4, contributions=6)
    before = Contribution.objects.count()

    call_command("demo", stage="spring")
    call_command("demo", stage="autumn")

    assert Contribution.objects.exclude(meeting__programme__slug=SLUG).count() == before


def test_published_has_really_been_printed() -> None:
    call_command("demo", stage="published")

    run = PrintRun.objects.get()
    assert (run.number, run.state) == (1, "done")
    with run.file.open() as file:
        assert file.read(5) == b"%PDF-"
    assert run.pages and run.pages % 4 == 0
    assert statuses()["published"] == 10


def test_production_never_loads_it(settings: Settings) -> None:
    settings.MODE = "production"

    with pytest.raises(CommandError, match="never loaded in production"):
        call_command("demo")

    assert not Programme.objects.exists()


def test_nobody_sees_the_other_group_s_words_before_the_opening() -> None:
    call_command("demo", stage="autumn")
    reader = Actor(Person.objects.get(email="participante.centres@demo.example"))

    seen = Contribution.objects.visible_to(reader)

    assert {c.group.name for c in seen if c.group} == {"Centres sociaux"}
