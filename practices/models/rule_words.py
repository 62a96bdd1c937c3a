"""The rule said in words: never a percentage, never a reproach."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from .labels import section_labels
from .production import Production, ProductionStatus
from .sections import missing_sections

if TYPE_CHECKING:
    from .rule import RuleState


def rule_sentence(rule: "RuleState") -> str:
    """“11 personnes sur 14 ont répondu, un désaccord à travailler.”"""
    if not rule.asked:
        return _("Nobody is on the group’s list yet: nobody could be asked.")
    return _("%(answers)s, %(objections)s.") % {"answers": _answers(rule), "objections": _objections(rule)}


def _answers(rule: "RuleState") -> str:
    if rule.everyone_answered:
        return ngettext("The one person asked has answered", "All %(asked)d people asked have answered", rule.asked) % {
            "asked": rule.asked
        }
    if not rule.answered:
        return ngettext(
            "Nobody has answered yet out of %(asked)d person asked",
            "Nobody has answered yet out of %(asked)d people asked",
            rule.asked,
        ) % {"asked": rule.asked}
    return ngettext(
        "%(answered)d person out of %(asked)d has answered",
        "%(answered)d people out of %(asked)d have answered",
        rule.answered,
    ) % {"answered": rule.answered, "asked": rule.asked}


def _objections(rule: "RuleState") -> str:
    count = len(rule.objections)
    if not count:
        return _("no disagreement")
    if count == 1:
        return _("one disagreement to work on")
    return ngettext("%(count)d disagreement to work on", "%(count)d disagreements to work on", count) % {"count": count}


def deadline_sentence(rule: "RuleState") -> str:
    """When answers are expected; afterwards, who stays without an answer, which is not an agreement."""
    if rule.review is None:
        return ""
    day = day_in_words(rule.review.deadline_at, rule.production)
    if not rule.deadline_has_passed:
        return _("Answers are expected until %(day)s.") % {"day": day}
    if not rule.waiting:
        return _("The time given to read ended on %(day)s.") % {"day": day}
    silent = len(rule.waiting)
    return ngettext(
        "The time given to read ended on %(day)s: %(count)d person stays without an answer, which is not an agreement.",
        "The time given to read ended on %(day)s: %(count)d people stay without an answer, which is not an agreement.",
        silent,
    ) % {"day": day, "count": silent}


def day_in_words(moment: datetime, production: Production) -> str:
    """“vendredi 12 octobre”, in the programme’s own time zone."""
    local = moment.astimezone(ZoneInfo(production.programme.time_zone))
    words = date_format(local, pgettext("a day without its year, Django date format", "l j F"))
    is_first = local.day == 1 and (get_language() or "").startswith("fr")
    return words.replace(" 1 ", " 1er ") if is_first else words


def remaining_sentence(rule: "RuleState") -> str:
    """*Ce qu’il reste à réunir*: the next thing that stands between this production and its print, in one sentence."""
    match rule.production.status:
        case ProductionStatus.GATHERED | ProductionStatus.TO_COMPLETE:
            return _remaining_words(rule.production)
        case ProductionStatus.IN_REVIEW:
            return _remaining_answers(rule)
        case ProductionStatus.VALIDATED:
            return _("It remains to give it its form: on paper, on video, or both.")
        case ProductionStatus.FORMALISED:
            return _("It remains to say that the laid-out page is good for print.")
        case ProductionStatus.APPROVED:
            return _("Nothing remains to be gathered: it can go into the booklet.")
        case ProductionStatus.WITHDRAWN:
            return _("It has been withdrawn: nobody is asked anything.")
        case _:
            return _("Nothing remains to be gathered.")


def _remaining_words(production: Production) -> str:
    missing = missing_words(production)
    if missing:
        return _("It remains to complete: %(sections)s.") % {"sections": missing}
    return _("It is complete enough to be read by the group.")


def missing_words(production: Production) -> str:
    """The names of the sections still needed before a review: “Titre, Comment ça se passe”."""
    labels = section_labels(production.kind)
    missing = missing_sections(production.kind, production.sections)
    return str(get_text_list([_("“%(name)s”") % {"name": labels[key]} for key in missing], _("and")))


def _remaining_answers(rule: "RuleState") -> str:
    if rule.objections:
        return _remaining_objections(len(rule.objections))
    if rule.permits:
        return _("Nothing remains to be gathered: someone who facilitates the group may validate.")
    if rule.review is None or not rule.asked:
        return _("It remains to ask the people of the group.")
    waiting = len(rule.waiting)
    day = day_in_words(rule.review.deadline_at, rule.production)
    return ngettext(
        "One answer remains to be gathered, or %(day)s to be waited for.",
        "%(count)d answers remain to be gathered, or %(day)s to be waited for.",
        waiting,
    ) % {"count": waiting, "day": day}


def _remaining_objections(count: int) -> str:
    return ngettext(
        "One disagreement remains to be worked on.", "%(count)d disagreements remain to be worked on.", count
    ) % {"count": count}
