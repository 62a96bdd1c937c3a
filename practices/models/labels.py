"""What each section is called, what guides the person who writes it, and how much it holds; in the order of the sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .sections import SECTION_FOR_PROMPT

FRONT, BACK = "front", "back"


@dataclass(frozen=True)
class SectionLabel:
    """``limit`` counts characters of a text; ``most`` the items of a list; ``few`` what the guide advises at least."""

    key: str
    label: str | Promise
    guide: str | Promise
    side: str = FRONT
    sign: str = ""
    limit: int = 0
    most: int = 0
    few: int = 0

    def __str__(self) -> str:
        return str(self.label)


_BRAKES_GUIDE = _(
    "The brake as it was said, then what lifted it or would. The answer may stay empty: it becomes a question for the day."
)
_PRACTICE = [
    SectionLabel("title", _("Title"), _("What people would say to speak of it."), limit=80),
    SectionLabel("summary", _("In one sentence"), _("For somebody who has thirty seconds."), limit=200),
    SectionLabel(
        "pictures", _("A picture"), _("A photograph or a drawing, one or two. No child who can be recognised."), most=2
    ),
    SectionLabel("who", _("Who, where"), _("Who acts in it, where, with whom, since when."), most=12),
    SectionLabel(
        "link", _("The link in four words"), _("Its object, its form, its frequency, and what changed between us.")
    ),
    SectionLabel("origin", _("Why we started"), _("What was lacking, and what set it going."), limit=600),
    SectionLabel("steps", _("How it goes"), _("Three to six steps: who does what."), most=6, few=3),
    SectionLabel(
        "means", _("Means and resources"), _("Time, premises, people, money, an agreement."), sign="resources", most=8
    ),
    SectionLabel("enablers", _("What favours the encounter"), _("Two to four points."), BACK, "favours", most=4, few=2),
    SectionLabel("levers", _("What makes it work"), _("Three to five points."), BACK, "works", most=5, few=3),
    SectionLabel("brakes", _("The brakes, lifted or to be lifted"), _BRAKES_GUIDE, BACK, "brakes", most=6),
    SectionLabel("effects", _("What it changes"), _("For whom, and what."), BACK, most=6),
    SectionLabel(
        "tools", _("The tools"), _("What others may take up: a file, a link, or “on request”."), BACK, "tools", most=8
    ),
    SectionLabel(
        "advice", _("The first small step"), _("What you would tell somebody who begins tomorrow."), BACK, most=4
    ),
    SectionLabel("quotes", _("Words heard"), _("Signed by a function, never by a name."), BACK, "heard", most=5),
    SectionLabel("open_questions", _("Questions that remain"), _("What you still wonder."), BACK, "question", most=5),
    SectionLabel("contact", _("Contact"), _("A shared mailbox rather than a person’s. Needed before print."), BACK),
    SectionLabel(
        "video",
        _("The video"),
        _("A link, a still image, a caption, and what is said in it, written out."),
        BACK,
        "video",
    ),
]

_SENTENCES = _("Three to seven sentences, drawn from what was said.")
_SYNTHESIS = [
    SectionLabel("favours", _("What favours the encounter"), _SENTENCES, sign="favours", most=7, few=3),
    SectionLabel("works", _("What makes it work"), _SENTENCES, sign="works", most=7, few=3),
    SectionLabel("resources", _("Means and resources"), _SENTENCES, sign="resources", most=7, few=3),
    SectionLabel("opportunities", _("Opportunities to work together"), _SENTENCES, sign="opportunities", most=7, few=3),
    SectionLabel("tools", _("The tools"), _SENTENCES, sign="tools", most=7, few=3),
    SectionLabel("brakes", _("The brakes to be lifted"), _SENTENCES, sign="brakes", most=7, few=3),
    SectionLabel("quotes", _("Words heard"), _("Signed by a function, never by a name."), sign="heard", most=8),
    SectionLabel(
        "open_questions", _("Questions that remain"), _("Those the group chooses to hand on."), sign="question", most=8
    ),
]

PRACTICE_LABELS: dict[str, SectionLabel] = {label.key: label for label in _PRACTICE}
SYNTHESIS_LABELS: dict[str, SectionLabel] = {label.key: label for label in _SYNTHESIS}
SYNTHESIS_SECTION_FOR_PROMPT: dict[str, str] = {
    **{key: key for key in ("favours", "works", "resources", "opportunities", "tools", "brakes")},
    "question": "open_questions",
    "heard": "quotes",
}

EFFECT_AUDIENCES: dict[str, str | Promise] = {
    "children": _("children and young people"),
    "parents": _("parents"),
    "teams": _("teams"),
    "territory": _("the territory"),
}
ORGANISATION_ROLES: dict[str, str | Promise] = {"acting": _("acts in it"), "named": _("is only named")}
TOOL_KINDS: dict[str, str | Promise] = {"request": _("on request"), "link": _("a link"), "file": _("a file")}


def section_labels(kind: str) -> dict[str, SectionLabel]:
    """The sections of a practice or of a synthesis, in the order in which they are read."""
    return PRACTICE_LABELS if kind == "practice" else SYNTHESIS_LABELS


def section_for_prompt(kind: str, prompt_key: str) -> str:
    """The section a contribution feeds; empty when its prompt feeds none."""
    prompts = SECTION_FOR_PROMPT if kind == "practice" else SYNTHESIS_SECTION_FOR_PROMPT
    return prompts.get(prompt_key, "")


def is_filled(section: Any) -> bool:
    """Whether a stored section says anything; its lists were freed of empty items when it was checked."""
    return any(section.values()) if isinstance(section, Mapping) else bool(section)
