"""What is true of programmes and of those who take part in them."""

from .access import AccessKind, PersonalAccess
from .actor import Actor, Roles, Strength
from .organisation import Organisation, OrganisationKind
from .participation import Participation, ParticipationQuerySet
from .peer_group import PeerGroup, Shape
from .person import Person
from .pick_list import DEFAULT_PICK_LISTS, PickList, PickListItem
from .programme import Licence, Programme

__all__ = [
    "DEFAULT_PICK_LISTS",
    "AccessKind",
    "Actor",
    "Licence",
    "Organisation",
    "OrganisationKind",
    "Participation",
    "ParticipationQuerySet",
    "PeerGroup",
    "Person",
    "PersonalAccess",
    "PickList",
    "PickListItem",
    "Programme",
    "Roles",
    "Shape",
    "Strength",
]
