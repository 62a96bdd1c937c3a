"""Seen in one programme or across them all, the same rows are visible to the same people."""

import pytest

from encounters.models import Contribution
from participants.models import PeerGroup
from practices.models import Practice, Production, ProductionStatus
from tests.factories import make_contribution, make_group, make_meeting, make_participation, make_practice

from .test_permissions_productions import actors, put_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> PeerGroup:
    return make_group()


@pytest.fixture
def practice(group: PeerGroup) -> Practice:
    make_practice(make_group())
    return make_practice(group, led_by=make_participation(group))


@pytest.mark.parametrize("is_open", [False, True])
@pytest.mark.parametrize(
    "status", [ProductionStatus.TO_COMPLETE, ProductionStatus.VALIDATED, ProductionStatus.WITHDRAWN]
)
def test_productions(practice: Practice, status: str, is_open: bool) -> None:
    everybody, programme = actors(practice), practice.programme
    make_meeting(programme=programme, is_open=is_open)
    put_at(practice, status)

    within = {who: set(Production.objects.visible_within(programme, actor)) for who, actor in everybody.items()}

    anywhere = {
        who: set(Production.objects.visible_to(actor).filter(programme=programme)) for who, actor in everybody.items()
    }
    assert within == anywhere


def test_contributions(practice: Practice) -> None:
    everybody, programme = actors(practice), practice.programme
    make_contribution(make_meeting(practice.group))
    make_contribution(make_meeting(programme.groups.last()))
    make_contribution(make_meeting(programme=programme), prompt="day_question")
    make_contribution(make_meeting(make_group()))
    make_contribution(make_meeting(programme=make_group().programme), prompt="day_question")

    within = {who: set(Contribution.objects.visible_within(programme, actor)) for who, actor in everybody.items()}

    anywhere = {
        who: set(Contribution.objects.visible_to(actor).filter(meeting__programme=programme))
        for who, actor in everybody.items()
    }
    assert within == anywhere
    assert {who: len(seen) for who, seen in within.items()}["coordinator"] == 3
