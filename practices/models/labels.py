"""How each section is called on the sheet, on screen and in sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PRACTICE_LABELS: dict[str, str | Promise] = {
    "title": _("Title"),
    "summary": _("In one sentence"),
    "pictures": _("A picture"),
    "who": _("Who, where"),
    "link": _("The link in four words"),
    "origin": _("Why we started"),
    "steps": _("How it goes"),
    "means": _("Means and resources"),
    "enablers": _("What favours the encounter"),
    "levers": _("What makes it work"),
    "brakes": _("The brakes, lifted or to be lifted"),
    "effects": _("What it changes"),
    "tools": _("The tools"),
    "advice": _("The first small step"),
    "quotes": _("Words heard"),
    "open_questions": _("Questions that remain"),
    "contact": _("Contact"),
    "video": _("The video"),
}
SYNTHESIS_LABELS: dict[str, str | Promise] = {
    "favours": _("What favours the encounter"),
    "works": _("What makes it work"),
    "resources": _("Means and resources"),
    "opportunities": _("Opportunities to work together"),
    "tools": _("The tools"),
    "brakes": _("The brakes to be lifted"),
    "quotes": _("Words heard"),
    "open_questions": _("Questions that remain"),
}


def section_labels(kind: str) -> dict[str, str | Promise]:
    """Section keys and names, in the order of the sheet."""
    return PRACTICE_LABELS if kind == "practice" else SYNTHESIS_LABELS
