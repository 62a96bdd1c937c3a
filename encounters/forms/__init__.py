"""What may be typed about meetings, about who came, and about what is said."""

from .attendance import AttendanceForm, attendance_forms
from .contributions import BoxForm, ContextForm, ContributionForm, CutForm, MoveForm
from .meetings import MeetingCreateForm, MeetingForm
from .prompts import PromptForm

__all__ = [
    "AttendanceForm",
    "BoxForm",
    "ContextForm",
    "ContributionForm",
    "CutForm",
    "MeetingCreateForm",
    "MeetingForm",
    "MoveForm",
    "PromptForm",
    "attendance_forms",
]
