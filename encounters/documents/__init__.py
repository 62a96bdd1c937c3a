"""What leaves the screen: the meeting as a calendar file."""

from .calendar import meeting_calendar

__all__ = ["meeting_calendar"]
