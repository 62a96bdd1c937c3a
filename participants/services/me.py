"""What each person decides about themselves: being named, being reached, being forgotten."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.mail import send_later
from common.text import sort_key
from participants.models import Participation, Person, PersonalAccess

from .identity import name_person
from .people import leave_programme


@transaction.atomic
def see_notice(person: Person) -> None:
    Person.objects.filter(pk=person.pk, notice_seen_at__isnull=True).update(notice_seen_at=timezone.now())


@transaction.atomic
def answer_naming(participation: Participation, *, agrees: bool) -> None:
    """Given, refused or taken back by the person alone; dated each time it changes."""
    if participation.may_be_named is agrees:
        return
    participation.may_be_named, participation.may_be_named_at = agrees, timezone.now()
    participation.save(update_fields=["may_be_named", "may_be_named_at"])


@transaction.atomic
def choose_contact(participation: Participation, *, email: str) -> None:
    participation.contact_email = email.strip().lower()
    participation.save(update_fields=["contact_email"])


def correct_own_name(person: Person, *, name: str) -> None:
    name_person(person, name=name)


@transaction.atomic
def ask_erasure(participation: Participation) -> None:
    """The coordination is told once, and sees it on the roster until it is done."""
    fresh = Participation.objects.filter(pk=participation.pk, erasure_asked_at__isnull=True)
    if fresh.update(erasure_asked_at=timezone.now()):
        for coordinator in Participation.objects.coordinators().filter(programme=participation.programme_id):
            if coordinator.address:
                send_later("erasure_asked", coordinator.pk)


@transaction.atomic
def erase_person(participation: Participation, *, by: Person) -> None:
    """What this programme knows goes; the words stay the group's. Who is still known elsewhere keeps their name there.

    Each programme decides for itself: the coordination of one could otherwise undo somebody in all the others.
    """
    if participation.is_current:
        leave_programme(participation, by=by)
    Participation.objects.filter(pk=participation.pk).update(
        contact_email="",
        function="",
        organisation=None,
        may_be_named=None,
        may_be_named_at=None,
        erasure_asked_at=None,
        is_coordinator=False,
    )
    PersonalAccess.objects.filter(participation=participation).delete()
    if not _is_still_known(participation.person):
        _forget(participation.person)


def _is_still_known(person: Person) -> bool:
    has_rights = person.is_staff or person.is_superuser or person.may_create_programmes
    return has_rights or Participation.objects.current().filter(person=person).exists()


def _forget(person: Person) -> None:
    Participation.objects.filter(person=person).update(
        contact_email="", function="", organisation=None, may_be_named=None, may_be_named_at=None
    )
    EmailAddress.objects.filter(user=person).delete()
    PersonalAccess.objects.filter(person=person).delete()
    person.name = _("Erased person")
    person.sort_name, person.email, person.language = sort_key(person.name), None, ""
    person.is_active = person.may_create_programmes = False
    person.set_unusable_password()
    person.save(
        update_fields=["name", "sort_name", "email", "language", "is_active", "may_create_programmes", "password"]
    )


def my_data(person: Person, *, only: Participation | None = None) -> dict[str, Any]:
    """Everything this floor knows of a person, for that person; ``only``: what a link to one programme may show."""
    places = Participation.objects.filter(person=person).select_related("programme", "group", "organisation")
    if only is not None:
        places = places.filter(pk=only.pk)
    accesses = person.accesses.order_by("created_at").values(
        "kind", "created_at", "expires_at", "revoked_at", "last_used_at"
    )
    return {
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "notice_seen_at": person.notice_seen_at,
        "participations": [_participation_data(place) for place in places.order_by("joined_on", "pk")],
        "accesses": list(accesses),
    }


def _participation_data(place: Participation) -> dict[str, Any]:
    plain = (
        "function",
        "contact_email",
        "is_coordinator",
        "is_facilitator",
        "is_guest",
        "may_be_named",
        "may_be_named_at",
        "joined_on",
        "left_on",
        "erasure_asked_at",
    )
    named = {
        "programme": str(place.programme),
        "group": place.group.name if place.group else None,
        "organisation": place.organisation.name if place.organisation else None,
    }
    return named | {name: getattr(place, name) for name in plain}
