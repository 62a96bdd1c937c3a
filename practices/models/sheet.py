"""A production as it is read: its sections in order, the words that feed each, and who wrote them last."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from encounters.models import Contribution, Stage

from .feeding import UsedContribution
from .labels import (
    BACK,
    EFFECT_AUDIENCES,
    FRONT,
    ORGANISATION_ROLES,
    SectionLabel,
    is_filled,
    section_for_prompt,
    section_labels,
)
from .plain import PickLabels
from .production import Production

RECENT_VERSIONS = 200


@dataclass(frozen=True)
class Feeder:
    """A contribution beside a section; ``used_in`` is the number of the version that took its words up."""

    contribution: Contribution
    used_in: int | None


@dataclass(frozen=True)
class SectionHistory:
    number: int
    author: str
    stage: str
    stage_label: str


@dataclass(frozen=True)
class SheetSection:
    label: SectionLabel
    value: Any
    shown: Any
    feeders: list[Feeder] = field(default_factory=list)
    history: SectionHistory | None = None

    @property
    def key(self) -> str:
        return self.label.key

    @property
    def is_filled(self) -> bool:
        return is_filled(self.value)

    @property
    def waiting(self) -> int:
        """Contributions whose words have not been taken up here yet."""
        return sum(feeder.used_in is None for feeder in self.feeders)


@dataclass(frozen=True)
class Sheet:
    """``rest`` holds the contributions whose prompt feeds no section."""

    sections: list[SheetSection]
    rest: list[Feeder]

    @property
    def front(self) -> list[SheetSection]:
        return [section for section in self.sections if section.label.side == FRONT]

    @property
    def back(self) -> list[SheetSection]:
        return [section for section in self.sections if section.label.side == BACK]


def build_sheet(production: Production, sections: Mapping[str, Any], *, labels: PickLabels, inside: bool) -> Sheet:
    """``inside``: with what only the group and the coordination see, the feeding words and the versions."""
    feeders = feeders_by_section(production) if inside else {}
    history = _history(production) if inside else {}
    built = [
        SheetSection(
            label, sections.get(key), _shown(key, sections.get(key), labels), feeders.get(key, []), history.get(key)
        )
        for key, label in section_labels(production.kind).items()
    ]
    return Sheet(built, feeders.get("", []))


def build_section(production: Production, key: str, *, labels: PickLabels) -> SheetSection:
    """One section, for those who write it."""
    label, value = section_labels(production.kind)[key], production.sections.get(key)
    feeders = feeders_by_section(production).get(key, [])
    return SheetSection(label, value, _shown(key, value, labels), feeders, _history(production).get(key))


def feeders_by_section(production: Production) -> dict[str, list[Feeder]]:
    """A practice is fed by what was grouped into it, a synthesis by everything its group said; "" for the rest."""
    used = _used_in(production)
    by_section: dict[str, list[Feeder]] = defaultdict(list)
    for contribution in _feeding_words(production):
        section = section_for_prompt(production.kind, contribution.prompt.key)
        by_section[section].append(Feeder(contribution, used.get((contribution.pk, section))))
    return dict(by_section)


def _feeding_words(production: Production) -> Iterable[Contribution]:
    words = Contribution.objects.standing().of_group(production.group)
    if production.is_practice:
        words = words.filter(pk__in=production.feedings.standing().values("contribution"))
    return words.select_related("prompt", "meeting", "attributed_to__person").in_order()


def _used_in(production: Production) -> dict[tuple[int, str], int]:
    uses = UsedContribution.objects.filter(revision__production=production).order_by("revision__number")
    return {
        (pk, section): number for pk, section, number in uses.values_list("contribution", "section", "revision__number")
    }


def _history(production: Production) -> dict[str, SectionHistory]:
    """The last version of each section."""
    found: dict[str, SectionHistory] = {}
    versions = production.revisions.order_by("-number").values_list(
        "number", "changed_sections", "author__name", "meeting__stage"
    )
    for number, changed, author, stage in versions[:RECENT_VERSIONS]:
        for key in changed:
            label = str(Stage(stage).label) if stage else ""
            found.setdefault(key, SectionHistory(number, author or "", stage or "", label))
    return found


def _shown(key: str, value: Any, labels: PickLabels) -> Any:
    """The stored value with the words of its pick lists, for templates, which compute nothing."""
    if key == "link" and value:
        return {
            **value,
            **{name: _words(labels, name, value.get(name, "")) for name in ("object", "form", "frequency")},
        }
    if key == "who" and value:
        organisations = [
            {**o, "role_label": ORGANISATION_ROLES.get(o["role"], "")} for o in value.get("organisations", [])
        ]
        territory = _words(labels, "territory_type", value.get("territory_type", ""))
        return {**value, "organisations": organisations, "territory_type": territory}
    if key == "effects" and value:
        return [{**effect, "audience_label": EFFECT_AUDIENCES.get(effect["audience"], "")} for effect in value]
    return value


def _words(labels: PickLabels, pick_list: str, key: str) -> str:
    return labels.get((pick_list, key), key) if key else ""
