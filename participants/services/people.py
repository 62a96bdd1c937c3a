"""The roster by hand: somebody joins, changes, takes a role, leaves."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.text import sort_key
from participants.models import Organisation, Participation, PeerGroup, Person, Programme

from .access import revoke_accesses
from .identity import is_known_elsewhere, may_touch_identity, name_person, new_person, set_sign_in_email
from .organisations import add_organisation


class RosterError(Exception):
    """A sentence that says why the roster stays as it is."""


@transaction.atomic
def add_person(
    programme: Programme,
    *,
    by: Person,
    name: str,
    email: str = "",
    group: PeerGroup | None = None,
    organisation: Organisation | None = None,
    new_organisation: str = "",
    function: str = "",
    is_guest: bool = False,
) -> Participation:
    """Somebody known by this address comes as they are; somebody who had left comes back."""
    Programme.objects.select_for_update().get(pk=programme.pk)  # one at a time: the same form twice adds one person
    email = email.strip().lower()
    organisation = organisation_named(programme, new_organisation) or organisation
    person = (
        find_person(name, email)
        or _same_name_here(programme, name, email, organisation)
        or new_person(name=name, email=email)
    )
    fields: dict[str, object] = {
        "organisation": organisation,
        "function": function,
        "contact_email": email,
        "group": group,
        "is_guest": is_guest,
    }
    participation = Participation.objects.filter(programme=programme, person=person).first()
    if participation is None:
        return Participation.objects.create(programme=programme, person=person, **fields)
    if participation.is_current:
        raise RosterError(_("%(name)s is already on the roster.") % {"name": person.name})
    fields |= {"left_on": None, "joined_on": timezone.localdate(), "is_coordinator": False, "is_facilitator": False}
    _write(participation, **fields)
    return participation


def _same_name_here(programme: Programme, name: str, email: str, organisation: Organisation | None) -> Person | None:
    """A form sent twice adds nobody twice; two people of one name are told apart by their addresses."""
    here = Participation.objects.filter(
        programme=programme, person__sort_name=sort_key(name), organisation=organisation
    )
    places = here.select_related("person")
    return next((place.person for place in places if not email or place.address in ("", email)), None)


def find_person(name: str, email: str) -> Person | None:
    """By address, if the name agrees in at least one word: a school's mailbox may be somebody else's too."""
    person = Person.objects.filter(email=email, is_active=True).first() if email else None
    return person if person and names_agree(person.name, name) else None


def names_agree(one: str, other: str) -> bool:
    return bool(_words(one) & _words(other))


def _words(name: str) -> set[str]:
    """The words that tell somebody apart; a title or an initial does not."""
    words = sort_key(name).replace("-", " ").replace("'", " ").split()
    return {word for word in words if len(word) > 2 and word not in {"mme", "mlle", "les", "des"}}


def organisation_named(programme: Programme, name: str) -> Organisation | None:
    return add_organisation(programme, name=name) if name else None


@transaction.atomic
def edit_participation(
    participation: Participation,
    *,
    by: Person,
    is_coordinator: bool,
    name: str,
    email: str,
    organisation: Organisation | None,
    new_organisation: str = "",
    function: str,
    group: PeerGroup | None,
) -> None:
    """The name and the sign-in address follow only where they are this programme's to change."""
    email = email.strip().lower()
    organisation = organisation_named(participation.programme, new_organisation) or organisation
    if participation.is_facilitator and group is None:
        raise RosterError(_("A person who facilitates belongs to a group: choose it."))
    if may_touch_identity(participation, by=by, is_coordinator=is_coordinator):
        _follow_identity(participation, name=name, email=email)
    _write(participation, organisation=organisation, function=function, contact_email=email, group=group)


def _follow_identity(participation: Participation, *, name: str, email: str) -> None:
    person = participation.person
    if name != person.name:
        name_person(person, name=name)
    if not is_known_elsewhere(person, participation.programme):
        follow_address(participation, email=email)


def follow_address(participation: Participation, *, email: str) -> None:
    """The sign-in address follows the contact address, unless the person had chosen two different ones."""
    person = participation.person
    follows = person.email is None or person.email == participation.contact_email
    if follows and email != (person.email or ""):
        set_sign_in_email(person, email=email)


@transaction.atomic
def change_roles(participation: Participation, *, by: Person, is_coordinator: bool, is_facilitator: bool) -> None:
    """Never one's own; the last coordinator keeps the role."""
    if participation.person_id == by.pk:
        raise RosterError(_("Nobody changes their own role: ask another coordinator."))
    if is_facilitator and participation.group_id is None:
        raise RosterError(_("A person who facilitates belongs to a group: choose it."))
    if not is_coordinator and participation.group_id is None:
        raise RosterError(_("Choose a group first: without one, this person can only coordinate."))
    if not is_coordinator:
        _keep_one_coordinator(participation)
    _write(participation, is_coordinator=is_coordinator, is_facilitator=is_facilitator)


@transaction.atomic
def leave_programme(participation: Participation, *, by: Person) -> None:
    """What they said stays; their links and slips end."""
    _keep_one_coordinator(participation)
    left_on = max(timezone.localdate(), participation.joined_on)
    _write(participation, left_on=left_on)
    revoke_accesses(participation)


def _keep_one_coordinator(participation: Participation) -> None:
    """The programme's row is locked where the database locks rows; SQLite lets one writer in at a time."""
    programme = Programme.objects.select_for_update().get(pk=participation.programme_id)
    others = Participation.objects.coordinators().filter(programme=programme).exclude(pk=participation.pk)
    if participation.is_coordinator and not others.exists():
        raise RosterError(_("The last coordinator cannot leave nor lose the role: give it to somebody else first."))


def _write(participation: Participation, **values: object) -> None:
    for name, value in values.items():
        setattr(participation, name, value)
    participation.save(update_fields=list(values))
