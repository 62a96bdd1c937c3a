"""A section that is a list: the rows already written, then spare ones up to the maximum."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from encounters.models import Contribution

from ..models import Attachment
from .section_form import SectionForm

MOST_ROWS = 20
SPARE = 2
_ROW_NAME = re.compile(r"(\d{1,2})-")


@dataclass(frozen=True)
class Row:
    number: int
    fields: list[BoundField]
    attachment: Attachment | None
    kept_name: str

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.fields)


class RowsForm(SectionForm):
    """The number of rows comes from what is stored and what was sent, never from a count the browser declares."""

    template = "practices/_section_rows.html"
    columns: ClassVar[tuple[str, ...]] = ("text",)
    words_column = "text"

    def column(self, name: str) -> forms.Field:
        raise NotImplementedError

    def items(self) -> list[Any]:
        return list(self.value or [])

    def build(self) -> None:
        self.count = min(MOST_ROWS, max(self.section.most, len(self.items()), self._sent_rows()))
        for number in range(self.count):
            for name in self.columns:
                self.fields[f"{number}-{name}"] = self.column(name)

    def _sent_rows(self) -> int:
        found = (_ROW_NAME.match(name) for name in self.data) if self.is_bound else ()
        return max((int(match[1]) + 1 for match in found if match), default=0)

    def initial_values(self) -> Mapping[str, Any]:
        return {
            f"{number}-{name}": value
            for number, item in enumerate(self.items())
            for name, value in self.as_row(item).items()
        }

    def as_row(self, item: Any) -> Mapping[str, Any]:
        return item if isinstance(item, Mapping) else {"text": item}

    def as_item(self, row: Mapping[str, Any], number: int) -> Any:
        return dict(row)

    def as_section(self) -> Any:
        return self._collect(self.cleaned_data.get)

    def typed(self) -> Any:
        return self._collect(self._raw)

    def _collect(self, read: Any) -> list[Any]:
        rows = ({name: read(f"{n}-{name}") for name in self.columns} for n in range(self.count))
        return [self.as_item(row, n) for n, row in enumerate(rows) if self.is_said(row, n)]

    def is_said(self, row: Mapping[str, Any], number: int) -> bool:
        return any(isinstance(value, str) and value.strip() for value in row.values())

    def with_words_of(self, contribution: Contribution) -> Any:
        return [*(self.typed() if self.is_bound else self.items()), self.item_from(contribution)]

    def item_from(self, contribution: Contribution) -> Any:
        return contribution.text

    @property
    def rows(self) -> list[Row]:
        return [self._row(number) for number in range(self.count)]

    def _row(self, number: int) -> Row:
        name = f"{number}-file"
        attachment = self.attachment(self.kept_pk(name)) if name in self.fields else None
        shown = [self[f"{number}-{column}"] for column in self.columns if column != "kept"]
        return Row(number, shown, attachment, f"{number}-kept")

    @property
    def shown_rows(self) -> list[Row]:
        """Those that say something and a few to go on; the others are folded."""
        return [row for row in self.rows if row.number < self._shown_count()]

    @property
    def folded_rows(self) -> list[Row]:
        return [row for row in self.rows if row.number >= self._shown_count()]

    def _shown_count(self) -> int:
        said = [n for n in range(self.count) if self.is_said({c: self._raw(f"{n}-{c}") for c in self.columns}, n)]
        last = max(said, default=-1) + 1
        return min(self.count, max(last + 1, self.section.few, SPARE))
