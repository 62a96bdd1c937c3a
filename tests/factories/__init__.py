"""Plain makers: each gives a valid row with as little said as possible."""

from .encounters import make_attendance, make_contribution, make_meeting, make_prompts
from .participants import actor_of, make_group, make_organisation, make_participation, make_person, make_programme
from .practices import SHEET, make_practice, make_review, make_synthesis, make_validated_practice

__all__ = [
    "SHEET",
    "actor_of",
    "make_attendance",
    "make_contribution",
    "make_group",
    "make_meeting",
    "make_organisation",
    "make_participation",
    "make_person",
    "make_practice",
    "make_programme",
    "make_prompts",
    "make_review",
    "make_synthesis",
    "make_validated_practice",
]
