"""What importing a roster would do, line by line; nothing is written here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from common.text import sort_key
from participants.models import Organisation, Participation, PeerGroup, Person, PickList, Programme

from .identity import is_known_elsewhere, may_touch_identity
from .people import names_agree
from .roster_file import Line, find_kind, find_role, plain, read_roster

LIMITS = {"name": 120, "email": 254, "organisation": 120, "territory": 80, "function": 120}


class Outcome(Enum):
    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass
class PlannedLine:
    line: Line
    outcome: Outcome = Outcome.NEW
    sentences: list[str] = field(default_factory=list)
    group: PeerGroup | None = None
    role: str = "participant"
    participation: Participation | None = None
    person: Person | None = None
    changes: dict[str, object] = field(default_factory=dict)
    is_shared_address: bool = False
    may_follow: bool = False  # the name and the sign-in address are this programme's to change

    @property
    def is_refused(self) -> bool:
        return self.outcome is Outcome.REFUSED

    def refuse(self, sentence: str) -> None:
        self.outcome = Outcome.REFUSED
        self.sentences.append(sentence)


@dataclass(frozen=True)
class Plan:
    lines: list[PlannedLine]

    def of(self, outcome: Outcome) -> list[PlannedLine]:
        return [planned for planned in self.lines if planned.outcome is outcome]

    @property
    def refused(self) -> list[PlannedLine]:
        return self.of(Outcome.REFUSED)

    @property
    def accepted(self) -> list[PlannedLine]:
        return [planned for planned in self.lines if not planned.is_refused]

    @property
    def written(self) -> list[PlannedLine]:
        return self.of(Outcome.NEW) + self.of(Outcome.UPDATED)


@dataclass(frozen=True)
class Frame:
    """Who imports and how far: a facilitator only into their own group, and without giving roles."""

    by: Person | None
    only_group: PeerGroup | None = None
    default_group: PeerGroup | None = None


def plan_import(programme: Programme, table: Sequence[Sequence[str]], *, frame: Frame) -> Plan:
    """What each line would do, in words for those that can do nothing. Writes nothing."""
    planner = _Planner(programme, frame, read_roster(table))
    return Plan([planner.plan(line) for line in planner.lines])


class _Planner:
    """Everything the lines are compared with, read once."""

    def __init__(self, programme: Programme, frame: Frame, lines: list[Line]) -> None:
        self.programme, self.frame, self.lines = programme, frame, lines
        self.groups = {plain(group.name): group for group in programme.groups.all()}
        self.organisations = {o.sort_name: o for o in programme.organisations.all()}
        here = Participation.objects.filter(programme=programme).with_names()
        self.here = list(here)
        self.by_person = {p.person_id: p for p in self.here}
        addresses = {line.email for line in lines if line.email}
        self.signed = {p.email: p for p in Person.objects.filter(email__in=addresses, is_active=True)}
        self.sharers = Counter(
            address for address, _name in {(line.email, sort_key(line.name)) for line in lines} if address
        )
        self.seen: dict[object, int] = {}

    def plan(self, line: Line) -> PlannedLine:
        planned = PlannedLine(line)
        self._check_words(planned)
        self._check_place(planned)
        if not planned.is_refused:
            self._recognise(planned)
        if not planned.is_refused:
            self._compare(planned)
        return planned

    def _check_words(self, planned: PlannedLine) -> None:
        line = planned.line
        if not line.name:
            planned.refuse(_("The name is missing."))
        for name, most in LIMITS.items():
            if len(getattr(line, name)) > most:
                said = {"text": getattr(line, name)[:40], "most": most}
                planned.refuse(_("“%(text)s…” is too long: %(most)d characters at most.") % said)
        if line.email and not _is_email(line.email):
            planned.refuse(
                _("“%(email)s” is not an e-mail address: correct it or leave it empty.") % {"email": line.email[:80]}
            )
        if line.kind and find_kind(line.kind) is None:
            planned.sentences.append(
                _("The type of organisation “%(kind)s” is not known: “other” is kept.") % {"kind": line.kind[:80]}
            )

    def _check_place(self, planned: PlannedLine) -> None:
        role = find_role(planned.line.role)
        if role is None:
            planned.refuse(
                _("The role “%(role)s” is not known: write participante, animation, coordination or invitée.")
                % {"role": planned.line.role[:80]}
            )
            return
        planned.role = role
        planned.group = self._group(planned)
        if planned.is_refused:
            return
        if role == "guest":
            planned.group = None
        elif planned.group is None and role != "coordinator":
            planned.refuse(_("The group is missing: write %(groups)s.") % {"groups": self._group_names()})
        if self.frame.only_group and role != "participant":
            planned.refuse(_("Roles are given by the coordination: leave this one empty."))

    def _group(self, planned: PlannedLine) -> PeerGroup | None:
        only, said = self.frame.only_group, planned.line.group
        if not said:
            return only or self.frame.default_group
        group = self.groups.get(plain(said))
        if group is None:
            planned.refuse(
                _("The group “%(group)s” is not known: write %(groups)s.")
                % {"group": said[:80], "groups": self._group_names()}
            )
        elif only and group.pk != only.pk:
            planned.refuse(_("You keep the roster of your own group only."))
        return group

    def _group_names(self) -> str:
        names = [self.frame.only_group] if self.frame.only_group else list(self.groups.values())
        return _(" or ").join(_("“%(name)s”") % {"name": group.name} for group in names)

    # Recognising somebody

    def _recognise(self, planned: PlannedLine) -> None:
        """By e-mail, else by name and organisation; one line a person."""
        planned.is_shared_address = self.sharers[planned.line.email] > 1
        planned.participation = self._by_address(planned) or self._by_name(planned)
        planned.person = planned.participation.person if planned.participation else self._signed(planned)
        first = self.seen.setdefault(_identity(planned), planned.line.number)
        if first != planned.line.number:
            planned.refuse(_("The same person as line %(line)d: only the first is read.") % {"line": first})

    def _signed(self, planned: PlannedLine) -> Person | None:
        """Whoever signs in with this address, if the name agrees; several people may share a school's mailbox."""
        person = self.signed.get(planned.line.email)
        if person is None:
            return None
        is_same = sort_key(person.name) == sort_key(planned.line.name)
        if is_same or (self.sharers[planned.line.email] == 1 and names_agree(person.name, planned.line.name)):
            return person
        planned.is_shared_address = True
        return None

    def _by_address(self, planned: PlannedLine) -> Participation | None:
        email, name = planned.line.email, sort_key(planned.line.name)
        if not email:
            return None
        reached = [p for p in self.here if email in (p.contact_email, p.person.email)]
        same = [p for p in reached if p.person.sort_name == name]
        if same:
            return same[0]
        agreeing = [p for p in reached if names_agree(p.person.name, planned.line.name)]
        if len(reached) == 1 and agreeing and self.sharers[email] == 1:
            return reached[0]
        signed = self._signed(planned)
        return self.by_person.get(signed.pk) if signed else None

    def _by_name(self, planned: PlannedLine) -> Participation | None:
        name, organisation = sort_key(planned.line.name), sort_key(planned.line.organisation)
        for place in self.here:
            same_place = (place.organisation.sort_name if place.organisation else "") == organisation
            if place.person.sort_name == name and same_place:
                return place
        return None

    # Comparing with what stands

    def _compare(self, planned: PlannedLine) -> None:
        place = planned.participation
        if place is None:
            self._say_who_is_new(planned)
            return
        if not place.is_current:
            planned.refuse(
                _("%(name)s has left the programme: add them again by hand on the roster.")
                % {"name": place.person.name}
            )
            return
        if place.is_guest != (planned.role == "guest"):
            planned.refuse(_("A guest and a participant are not the same: change it on the roster."))
            return
        if self.frame.only_group and place.group_id != self.frame.only_group.pk:
            planned.refuse(_("This person is on another roster: ask the coordination."))
            return
        self._list_changes(planned, place)

    def _say_who_is_new(self, planned: PlannedLine) -> None:
        if planned.is_shared_address:
            planned.sentences.append(_("This address is shared: each person gets their own mail."))
        if planned.person is not None and planned.person.name != planned.line.name:
            planned.sentences.append(_("Already known as %(name)s: the name stays.") % {"name": planned.person.name})

    def _list_changes(self, planned: PlannedLine, place: Participation) -> None:
        line, changes = planned.line, planned.changes
        wanted = {"function": line.function, "contact_email": line.email, "group": planned.group}
        changes |= {name: value for name, value in wanted.items() if value and value != getattr(place, name)}
        if line.organisation and sort_key(line.organisation) != (
            place.organisation.sort_name if place.organisation else ""
        ):
            changes["organisation"] = line.organisation
        planned.may_follow = bool(
            {"contact_email"} & changes.keys() or line.name != place.person.name
        ) and self._may_follow(place)
        self._list_roles(planned, place)
        if line.name != place.person.name:
            self._rename(planned, place)
        if not planned.is_refused:
            planned.outcome = Outcome.UPDATED if changes or self._changes_organisation(line) else Outcome.UNCHANGED

    def _list_roles(self, planned: PlannedLine, place: Participation) -> None:
        """An import gives a role, never takes one back; nobody gives themselves one."""
        flag = {"coordinator": "is_coordinator", "facilitator": "is_facilitator"}.get(planned.role)
        if flag is None or getattr(place, flag):
            return
        if self.frame.by is not None and place.person_id == self.frame.by.pk:
            planned.refuse(_("Nobody changes their own role: ask another coordinator."))
            return
        planned.changes[flag] = True

    def _rename(self, planned: PlannedLine, place: Participation) -> None:
        if planned.may_follow:
            planned.changes["name"] = planned.line.name
        else:
            planned.sentences.append(_("Already known as %(name)s: the name stays.") % {"name": place.person.name})

    def _may_follow(self, place: Participation) -> bool:
        by, is_coordinator = self.frame.by or place.programme.created_by, self.frame.only_group is None
        is_touchable = may_touch_identity(place, by=by, is_coordinator=is_coordinator)
        return is_touchable and not is_known_elsewhere(place.person, self.programme)

    def _changes_organisation(self, line: Line) -> bool:
        if self.frame.only_group or not line.organisation:
            return False
        organisation = self.organisations.get(sort_key(line.organisation))
        return organisation is None or bool(organisation_changes(self.programme, organisation, line))


def _identity(planned: PlannedLine) -> object:
    """What two lines of one person share."""
    line = planned.line
    return planned.person.pk if planned.person else (sort_key(line.name), line.email or sort_key(line.organisation))


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def organisation_changes(programme: Programme, organisation: Organisation, line: Line) -> dict[str, str]:
    said = {"kind": find_kind(line.kind) if line.kind else "", "territory": line.territory}
    if line.territory_type:
        said["territory_type"] = _territory_type(programme, line.territory_type)
    return {name: value for name, value in said.items() if value and value != getattr(organisation, name)}


def _territory_type(programme: Programme, text: str) -> str:
    items = programme.pick_list_items.filter(list=PickList.TERRITORY_TYPE)
    return next((item.key for item in items if plain(text) in (plain(item.label), plain(item.key))), "")
