"""What is true of meetings, of who was there, and of what was said."""

from .attendance import Attendance, AttendanceLine, AttendanceStatus
from .contribution import (
    LONG_TEXT,
    MAX_TEXT,
    Attribution,
    Contribution,
    ContributionQuerySet,
    stories_of,
)
from .meeting import NEXT_STAGE, Meeting, MeetingQuerySet, Stage
from .prompt import DEFAULT_PROMPTS, Moment, Prompt
from .words import Words

__all__ = [
    "DEFAULT_PROMPTS",
    "LONG_TEXT",
    "MAX_TEXT",
    "NEXT_STAGE",
    "Attendance",
    "AttendanceLine",
    "AttendanceStatus",
    "Attribution",
    "Contribution",
    "ContributionQuerySet",
    "Meeting",
    "MeetingQuerySet",
    "Moment",
    "Prompt",
    "Stage",
    "Words",
    "stories_of",
]
