"""The mails of this floor, built when they are sent: what awaits its reader at that moment, and nothing when nothing does."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.mail import Message, builder, compose
from participants.models import Participation, PersonalAccess

from .models import SheetToRead, next_to_read, sheets_to_read

READING_ASKED = "reading_asked"
READING_REMINDER = "reading_reminder"
ANSWER_RECORDED = "answer_recorded"

Sheets = list[SheetToRead]
Subject = Callable[[Participation, Sheets], str]


@builder(READING_ASKED)
def reading_asked(participation_id: int) -> Message | None:
    """What awaits this person, sent once for all the sheets put to reading together."""
    return _about_waiting(participation_id, "practices/mail/reading_asked.txt", _asked_subject)


@builder(READING_REMINDER)
def reading_reminder(participation_id: int) -> Message | None:
    return _about_waiting(participation_id, "practices/mail/reading_reminder.txt", _reminder_subject)


@builder(ANSWER_RECORDED)
def answer_recorded(participation_id: int) -> Message | None:
    """What somebody noted in this person's place; they can change it as long as the sheet is being read."""
    reader = _reachable(participation_id)
    sheets = sheets_to_read(reader) if reader else []
    noted = [sheet for sheet in sheets if sheet.reading.answer and sheet.reading.answer.is_recorded]
    if reader is None or not noted:
        return None
    return _compose(reader, "practices/mail/answer_recorded.txt", noted, _recorded_subject)


def _about_waiting(participation_id: int, template: str, subject: Subject) -> Message | None:
    reader = _reachable(participation_id)
    sheets = sheets_to_read(reader) if reader else []
    waiting = [sheet for sheet in sheets if sheet.is_waiting]
    if reader is None or not waiting:
        return None
    return _compose(reader, template, waiting, subject)


def _asked_subject(reader: Participation, sheets: Sheets) -> str:
    words = ngettext(
        "%(name)s, a sheet awaits your reading", "%(name)s, %(count)d sheets await your reading", len(sheets)
    )
    return words % {"name": reader.person.name, "count": len(sheets)}


def _reminder_subject(reader: Participation, sheets: Sheets) -> str:
    words = ngettext(
        "%(name)s, a sheet still awaits your word", "%(name)s, %(count)d sheets still await your word", len(sheets)
    )
    return words % {"name": reader.person.name, "count": len(sheets)}


def _recorded_subject(reader: Participation, sheets: Sheets) -> str:
    return _("%(name)s, an answer was noted for you") % {"name": reader.person.name}


def _compose(reader: Participation, template: str, sheets: Sheets, subject: Subject) -> Message:
    """The personal link is minted here, and leads to the first sheet: one touch to come in, one to answer."""
    token = PersonalAccess.objects.issue_link(reader)
    first = next_to_read(sheets) or sheets[0]
    place = reverse("reading", args=[reader.programme.slug, first.production.pk])
    return compose(
        template,
        to=reader.address,
        language=reader.person.language or reader.programme.language,
        subject=lambda: subject(reader, sheets),
        name=reader.person.name,
        programme=reader.programme,
        sheets=sheets,
        address=f"{settings.SITE_URL}{reverse('link_open', args=[token])}?{urlencode({'next': place})}",
        days=settings.PERSONAL_LINK_DAYS,
    )


def _reachable(participation_id: int) -> Participation | None:
    here = Participation.objects.current().select_related("person", "programme").filter(person__is_active=True)
    reader = here.filter(pk=participation_id).first()
    return reader if reader and reader.address else None
