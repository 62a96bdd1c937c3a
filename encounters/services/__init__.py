"""What can happen when people meet: one function per act, each whole or not at all."""

from .attendance import Disagreement, record_attendance
from .contributions import (
    CaptureClosedError,
    ContributionMovedError,
    Outcome,
    add_contributions,
    cut_contribution,
    delete_contribution,
    edit_contribution,
    move_contribution,
    restore_contribution,
)
from .meetings import (
    MeetingMovedError,
    change_meeting,
    close_meeting,
    create_meeting,
    ensure_meetings,
    ensure_prompts,
    missing_meetings,
    open_meeting,
)
from .prompts import change_prompts, move_prompt

__all__ = [
    "CaptureClosedError",
    "ContributionMovedError",
    "Disagreement",
    "MeetingMovedError",
    "Outcome",
    "add_contributions",
    "change_meeting",
    "change_prompts",
    "close_meeting",
    "create_meeting",
    "cut_contribution",
    "delete_contribution",
    "edit_contribution",
    "ensure_meetings",
    "ensure_prompts",
    "missing_meetings",
    "move_contribution",
    "move_prompt",
    "open_meeting",
    "record_attendance",
    "restore_contribution",
]
