"""What is true of productions: their words, versions, readings and life."""

from .answer import Answer, AnswerQuerySet, Choice
from .attachment import Attachment, AttachmentKind
from .cited_organisation import CitedOrganisation, CitedRole
from .feeding import Feeding, UsedContribution
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
from .review import Review, ReviewReader
from .revision import Revision
from .rule import Reading, RuleState, rule_of
from .sections import (
    CONTACT_BEFORE_PRINT,
    NEEDED_BEFORE_REVIEW,
    PRACTICE_SECTIONS,
    SECTION_FOR_PROMPT,
    SYNTHESIS_SECTIONS,
    SectionError,
    check_section,
    missing_sections,
)
from .status_change import StatusChange

__all__ = [
    "CONTACT_BEFORE_PRINT",
    "HANDED_ON",
    "NEEDED_BEFORE_REVIEW",
    "NEXT_STATUSES",
    "PRACTICE_SECTIONS",
    "SECTION_FOR_PROMPT",
    "SYNTHESIS_SECTIONS",
    "WORDS_SETTLED",
    "Answer",
    "AnswerQuerySet",
    "Attachment",
    "AttachmentKind",
    "Choice",
    "CitedOrganisation",
    "CitedRole",
    "Feeding",
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
    "SectionError",
    "StatusChange",
    "Support",
    "Synthesis",
    "UsedContribution",
    "check_section",
    "missing_sections",
    "rule_of",
]
