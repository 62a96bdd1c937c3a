"""What one person is asked to read: their own sheets first, then the others of their group."""

from dataclasses import dataclass

from encounters.models import Contribution
from participants.models import Participation

from .feeding import Feeding
from .production import Production, ProductionStatus
from .revision import Revision
from .rule import Reading, RuleState, rules_of


@dataclass(frozen=True)
class SheetToRead:
    production: Production
    rule: RuleState
    reading: Reading
    is_mine: bool

    @property
    def is_waiting(self) -> bool:
        return self.reading.is_waiting


def sheets_to_read(reader: Participation) -> list[SheetToRead]:
    """Every sheet their group is reading; their own first, then those that await them. A constant number of queries."""
    if reader.group_id is None or reader.is_guest or not reader.is_current:
        return []
    being_read = Production.objects.filter(group=reader.group_id, status=ProductionStatus.IN_REVIEW)
    productions = list(being_read.select_related("head", "programme", "group").in_order())
    rules = rules_of(productions)
    own = _own(reader, productions)
    sheets = [
        SheetToRead(production, rules[production.pk], reading, production.pk in own)
        for production in productions
        if (reading := rules[production.pk].reading_of(reader))
    ]
    return sorted(sheets, key=lambda sheet: (not sheet.is_mine, not sheet.is_waiting))


def next_to_read(sheets: list[SheetToRead]) -> SheetToRead | None:
    return next((sheet for sheet in sheets if sheet.is_waiting), None)


def _own(reader: Participation, productions: list[Production]) -> set[int]:
    """Those they lead, and those fed by words said by them or in their name."""
    said = Contribution.objects.standing().filter(attributed_to=reader)
    fed = Feeding.objects.standing().filter(production__in=productions, contribution__in=said)
    led = {production.pk for production in productions if production.led_by_id == reader.pk}
    return led | set(fed.values_list("production", flat=True))


def last_read(reading: Reading | None) -> Revision | None:
    """The version this person last answered, with its words, when others have changed them since."""
    if reading is None or not reading.words_changed:
        return None
    answer = reading.answer or reading.earlier
    return Revision.objects.get(pk=answer.revision_id) if answer else None
