"""Find, permit, act, answer: the pages of the meetings."""

from .attendance import attendance
from .capture import capture, contribution_add
from .contributions import (
    contribution_cut,
    contribution_delete,
    contribution_detail,
    contribution_edit,
    contribution_move,
    contribution_restore,
)
from .meetings import (
    meeting_close,
    meeting_create,
    meeting_detail,
    meeting_edit,
    meeting_ics,
    meeting_list,
    meeting_open,
    meetings_prepare,
)
from .prompts import prompt_list

__all__ = [
    "attendance",
    "capture",
    "contribution_add",
    "contribution_cut",
    "contribution_delete",
    "contribution_detail",
    "contribution_edit",
    "contribution_move",
    "contribution_restore",
    "meeting_close",
    "meeting_create",
    "meeting_detail",
    "meeting_edit",
    "meeting_ics",
    "meeting_list",
    "meeting_open",
    "meetings_prepare",
    "prompt_list",
]
