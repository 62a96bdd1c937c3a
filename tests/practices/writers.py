"""A group at work: its facilitator, a member, its meeting, and the same in a group beside it."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.utils import timezone

from encounters.models import Meeting, Stage
from participants.models import Participation, PeerGroup, Strength
from tests.factories import make_group, make_meeting, make_participation, make_person, make_programme


@dataclass
class Team:
    group: PeerGroup
    facilitator: Participation
    member: Participation
    meeting: Meeting

    @property
    def base(self) -> str:
        return f"/p/{self.group.programme.slug}"

    def pile(self, act: str = "") -> str:
        return f"{self.base}/groupes/{self.group.pk}/regrouper/{act}"


def make_team(group: PeerGroup | None = None) -> Team:
    group = group or make_group(make_programme())
    return Team(
        group,
        make_participation(group, person=_somebody(), is_facilitator=True),
        make_participation(group, person=_somebody()),
        make_meeting(group, stage=Stage.SPRING),
    )


def make_coordinator(group: PeerGroup) -> Participation:
    return make_participation(programme=group.programme, person=_somebody(), is_coordinator=True)


def make_guest(group: PeerGroup) -> Participation:
    return make_participation(programme=group.programme, person=_somebody(), is_guest=True)


def client_of(participation: Participation, strength: Strength = Strength.FULL) -> Client:
    client = Client()
    client.force_login(participation.person)
    if strength is Strength.LINK:
        session = client.session
        session["strength"] = strength.value
        session.save()
    return client


def _somebody(**fields: Any) -> Any:
    return make_person(notice_seen_at=timezone.now(), **fields)
