"""When a meeting takes place, as it is said aloud."""

from datetime import datetime, time

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _


def when_in_words(start: datetime | None, end: datetime | None) -> str:
    """The day, and the hours when they are known: midnight stands for “no hour was given”."""
    if start is None:
        return _("date to be chosen")
    day, hour = _day(start), start.time()
    if hour == time.min:
        return day
    if end is None:
        return _("%(day)s at %(start)s") % {"day": day, "start": _hour(hour)}
    return _("%(day)s, from %(start)s to %(end)s") % {"day": day, "start": _hour(hour), "end": _hour(end.time())}


def _day(moment: datetime) -> str:
    words = date_format(moment, pgettext("a day in full, Django date format", "l j F Y"))
    is_first = moment.day == 1 and (get_language() or "").startswith("fr")
    return words.replace(" 1 ", " 1er ", 1) if is_first else words


def _hour(hour: time) -> str:
    if hour.minute:
        return _("%(hour)s:%(minutes)s") % {"hour": hour.hour, "minutes": f"{hour.minute:02}"}
    return _("%(hour)s:00") % {"hour": hour.hour}
