"""Who acts: a person and the strength of the session they opened."""

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from .participation import Participation, ParticipationQuerySet
    from .person import Person


class Strength(Enum):
    """A link or a slip opens a session that carries no coordinator's or facilitator's right."""

    LINK = "link"
    FULL = "full"


@dataclass(frozen=True)
class Roles:
    """What one actor is in one programme. Everything is false for somebody who does not take part."""

    participation: "Participation | None"
    is_strong: bool

    @property
    def takes_part(self) -> bool:
        return self.participation is not None

    @property
    def is_coordinator(self) -> bool:
        return self.is_strong and self.participation is not None and self.participation.is_coordinator

    @property
    def is_guest(self) -> bool:
        return self.participation is not None and self.participation.is_guest

    @property
    def group_id(self) -> int | None:
        return self.participation.group_id if self.participation else None

    def belongs_to(self, group_id: int | None) -> bool:
        return group_id is not None and self.group_id == group_id and not self.is_guest

    def facilitates(self, group_id: int | None) -> bool:
        return (
            self.is_strong
            and self.belongs_to(group_id)
            and bool(self.participation and self.participation.is_facilitator)
        )

    def organises(self, group_id: int | None) -> bool:
        """The group's facilitators and the coordination."""
        return self.is_coordinator or self.facilitates(group_id)


@dataclass(frozen=True)
class Actor:
    person: "Person | None"
    strength: Strength = Strength.FULL
    only_programme: int | None = None  # a link or a slip opens the programme it is for and no other
    _roles: dict[int, Roles] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_strong(self) -> bool:
        return self.person is not None and self.strength is Strength.FULL

    def roles_in(self, programme_id: int) -> Roles:
        """One query per programme and request."""
        if programme_id not in self._roles:
            participation = self.participations().filter(programme=programme_id).first()
            self._roles[programme_id] = Roles(participation, self.is_strong)
        return self._roles[programme_id]

    def participations(self) -> "ParticipationQuerySet":
        from .participation import Participation

        if self.person is None:
            return Participation.objects.none()
        own = Participation.objects.current().filter(person=self.person)
        return own if self.only_programme is None else own.filter(programme=self.only_programme)

    def here(self, programme: str = "programme") -> "ParticipationQuerySet":
        """For ``Exists(…)``: this actor's participation in the programme of the outer row."""
        return self.participations().filter(programme=models.OuterRef(programme))

    def coordinates_here(self, programme: str = "programme") -> "ParticipationQuerySet":
        here = self.here(programme).filter(is_coordinator=True)
        return here if self.is_strong else here.none()
