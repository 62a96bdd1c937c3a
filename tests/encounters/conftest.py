"""A group in its open spring meeting, with those who may come to it, and those who may not."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from encounters.models import Meeting, Prompt
from participants.models import Participation, PeerGroup, Programme
from tests.factories import make_group, make_meeting, make_participation, make_programme, make_prompts


@dataclass
class Room:
    programme: Programme
    group: PeerGroup
    other_group: PeerGroup
    meeting: Meeting
    prompts: dict[str, Prompt]
    facilitator: Participation
    participant: Participation
    other: Participation  # of the other group
    coordinator: Participation
    guest: Participation

    def url(self, page: str = "", meeting: Meeting | None = None) -> str:
        return f"/p/{self.programme.slug}/rencontres/{(meeting or self.meeting).pk}/{page}"

    def of(self, contribution: Any, page: str = "") -> str:
        return f"/p/{self.programme.slug}/contributions/{contribution.pk}/{page}"


@pytest.fixture
def room(db: None) -> Room:
    programme = make_programme()
    group, other_group = make_group(programme), make_group(programme)
    return Room(
        programme=programme,
        group=group,
        other_group=other_group,
        meeting=make_meeting(group),
        prompts=make_prompts(programme),
        facilitator=make_participation(group, name="Farida", is_facilitator=True),
        participant=make_participation(group, name="Paul"),
        other=make_participation(other_group, name="Odile", is_facilitator=True),
        coordinator=make_participation(programme=programme, name="Colette", is_coordinator=True),
        guest=make_participation(programme=programme, name="Gaston", is_guest=True),
    )


def browser(participation: Participation, *, by_link: bool = False, script: bool = False) -> Client:
    """Somebody's browser; ``by_link``: the session of a personal link; ``script``: as htmx posts."""
    client = Client(headers={"HX-Request": "true"} if script else None)
    client.force_login(participation.person)
    if by_link:
        session = client.session
        session["strength"] = "link"
        session.save()
    return client
