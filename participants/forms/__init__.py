"""What may be typed about programmes, people and ways in."""

from .access import ChosenPeopleForm, CodeForm, LinkRequestForm
from .me import MyPageForm
from .organisations import OrganisationForm, PickListForm
from .people import ImportForm, ParticipationForm, RolesForm
from .programmes import CopyForm, GroupForm, ProgrammeForm, SettingsForm

__all__ = [
    "ChosenPeopleForm",
    "CodeForm",
    "CopyForm",
    "GroupForm",
    "ImportForm",
    "LinkRequestForm",
    "MyPageForm",
    "OrganisationForm",
    "ParticipationForm",
    "PickListForm",
    "ProgrammeForm",
    "RolesForm",
    "SettingsForm",
]
