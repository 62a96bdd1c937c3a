"""What is true of meetings, of who was there, and of what was said."""

from .attendance import Attendance, AttendanceStatus
from .contribution import (
    LONG_TEXT,
    MAX_TEXT,
    Attribution,
    Contribution,
    ContributionQuerySet,
)
from .meeting import NEXT_STAGE, Meeting, MeetingQuerySet, Stage
from .prompt import DEFAULT_PROMPTS, Moment, Prompt

__all__ = [
    "DEFAULT_PROMPTS",
    "LONG_TEXT",
    "MAX_TEXT",
    "NEXT_STAGE",
    "Attendance",
    "AttendanceStatus",
    "Attribution",
    "Contribution",
    "ContributionQuerySet",
    "Meeting",
    "MeetingQuerySet",
    "Moment",
    "Prompt",
    "Stage",
]
