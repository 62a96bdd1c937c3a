"""Boxes that read what people really type: any text, dates and hours the French way."""

import re
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.text import clean_text, sort_key

MONTHS = ["janv", "fev", "mars", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec"]
MONTHS_IN_ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NUMBER_OR_WORD = re.compile(r"\d+|[a-z]+")
_HOUR = re.compile(r"(\d{1,2})\s*(?:(?:h(?:eures?)?|:|\.)\s*(\d{2})?)?\s*(?:min|mn)?")


class CleanCharField(forms.CharField):
    """Any text becomes storable text; characters that break a page are dropped, never a reason to refuse."""

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class FrenchDateField(forms.Field):
    """12/10/2026, 12 oct. 2026, lundi 12 octobre 2026, 2026-10-12, 12.10.26…"""

    def to_python(self, value: Any) -> date | None:
        typed = sort_key(clean_text(value or ""))
        return _read_date(typed) if typed else None

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _comparable(self, initial) != _comparable(self, data)


class FrenchTimeField(forms.Field):
    """14h, 14 h 30, 14:30, midi."""

    def to_python(self, value: Any) -> time | None:
        typed = sort_key(clean_text(value or ""))
        return _read_time(typed) if typed else None

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, time):
            return value
        return f"{value.hour} h {value.minute:02}" if value.minute else f"{value.hour} h"

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _comparable(self, initial) != _comparable(self, data)


def _comparable(field: FrenchDateField | FrenchTimeField, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return field.to_python(value)
    except ValidationError:
        return value


def _read_date(typed: str) -> date:
    parts = _NUMBER_OR_WORD.findall(typed)
    numbers = [part for part in parts if part.isdigit()]
    months = [month for part in parts if (month := _month(part))]
    try:
        if months and len(numbers) == 2:
            day, year = _day_first(numbers)
            return date(_full_year(year), months[0], int(day))
        if not months and len(numbers) == 3:
            return _numbers_alone(numbers)
    except ValueError:
        pass
    raise ValidationError(_("Write the day, the month and the year, for instance 12/10/2026."))


def _numbers_alone(numbers: list[str]) -> date:
    if len(numbers[0]) == 4:
        year, month, day = numbers
    else:
        day, month, year = numbers
    if int(month) > 12 >= int(day):
        day, month = month, day
    return date(_full_year(year), int(month), int(day))


def _day_first(numbers: list[str]) -> tuple[str, str]:
    first, last = numbers
    return (last, first) if len(first) == 4 else (first, last)


def _full_year(year: str) -> int:
    if len(year) not in {2, 4}:
        raise ValueError(year)
    return int(year) + 2000 if len(year) == 2 else int(year)


def _month(word: str) -> int | None:
    """Weekdays and “le” are words too: mardi begins like mars and like march, so three letters are not enough."""
    if word in {"mardi", "le", "du", "er"}:
        return None
    for months in (MONTHS, MONTHS_IN_ENGLISH):
        for number, start in enumerate(months, 1):
            if word.startswith(start):
                return number
    return None


def _read_time(typed: str) -> time:
    if typed == "midi":
        return time(12)
    match = _HOUR.fullmatch(typed)
    try:
        if match:
            return time(int(match[1]), int(match[2] or 0))
    except ValueError:
        pass
    raise ValidationError(_("Write the hour as 14 h or 14 h 30."))
