"""What is true of productions: their words, versions, readings and life."""

from .answer import Answer, AnswerQuerySet, Choice
from .attachment import Attachment, AttachmentKind
from .cited_organisation import CitedOrganisation, CitedRole
from .diff import Piece, SectionChange, changes_between, compare_sections
from .feeding import Feeding, UsedContribution, is_grouped
from .labels import (
    EFFECT_AUDIENCES,
    ORGANISATION_ROLES,
    PRACTICE_LABELS,
    SYNTHESIS_LABELS,
    TOOL_KINDS,
    SectionLabel,
    is_filled,
    section_for_prompt,
    section_labels,
)
from .plain import paragraphs_of
from .production import (
    HANDED_ON,
    NEXT_STATUSES,
    WORDS_SETTLED,
    Practice,
    Production,
    ProductionKind,
    ProductionQuerySet,
    ProductionStatus,
    Support,
    Synthesis,
)
from .reading_list import SheetToRead, last_read, next_to_read, sheets_to_read
from .review import Review, ReviewReader
from .revision import Revision
from .rule import Reading, RuleState, rule_of, rules_of
from .rule_words import day_in_words, missing_words
from .sections import (
    NEEDED_BEFORE_REVIEW,
    PRACTICE_SECTIONS,
    SECTION_FOR_PROMPT,
    SYNTHESIS_SECTIONS,
    SectionError,
    check_section,
    files_in,
    missing_sections,
)
from .sheet import Feeder, SectionHistory, Sheet, SheetSection, build_section, build_sheet, feeders_by_section
from .status_change import StatusChange

__all__ = [
    "EFFECT_AUDIENCES",
    "HANDED_ON",
    "NEEDED_BEFORE_REVIEW",
    "NEXT_STATUSES",
    "ORGANISATION_ROLES",
    "PRACTICE_LABELS",
    "PRACTICE_SECTIONS",
    "SECTION_FOR_PROMPT",
    "SYNTHESIS_LABELS",
    "SYNTHESIS_SECTIONS",
    "TOOL_KINDS",
    "WORDS_SETTLED",
    "Answer",
    "AnswerQuerySet",
    "Attachment",
    "AttachmentKind",
    "Choice",
    "CitedOrganisation",
    "CitedRole",
    "Feeder",
    "Feeding",
    "Piece",
    "Practice",
    "Production",
    "ProductionKind",
    "ProductionQuerySet",
    "ProductionStatus",
    "Reading",
    "Review",
    "ReviewReader",
    "Revision",
    "RuleState",
    "SectionChange",
    "SectionError",
    "SectionHistory",
    "SectionLabel",
    "Sheet",
    "SheetSection",
    "SheetToRead",
    "StatusChange",
    "Support",
    "Synthesis",
    "UsedContribution",
    "build_section",
    "build_sheet",
    "changes_between",
    "check_section",
    "compare_sections",
    "day_in_words",
    "feeders_by_section",
    "files_in",
    "is_filled",
    "is_grouped",
    "last_read",
    "missing_sections",
    "missing_words",
    "next_to_read",
    "paragraphs_of",
    "rule_of",
    "rules_of",
    "section_for_prompt",
    "section_labels",
    "sheets_to_read",
]
