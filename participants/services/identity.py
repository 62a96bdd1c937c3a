"""A person's name and sign-in e-mail: who may change them, and what else must follow."""

from allauth.account.models import EmailAddress
from django.db import transaction

from common.text import sort_key
from participants.models import Participation, Person, Programme


def is_known_elsewhere(person: Person, programme: Programme) -> bool:
    """Somebody of another programme, or with rights of their own: nobody here may rename or re-address them."""
    if person.is_staff or person.is_superuser or person.may_create_programmes:
        return True
    return Participation.objects.filter(person=person).exclude(programme=programme).exists()


def may_touch_identity(participation: Participation, *, by: Person, is_coordinator: bool) -> bool:
    """Whoever changes a sign-in address can sign in there: never that of somebody who has more rights than oneself."""
    if participation.person_id == by.pk:
        return True
    if is_known_elsewhere(participation.person, participation.programme):
        return False
    return is_coordinator or not (participation.is_coordinator or participation.is_facilitator)


@transaction.atomic
def name_person(person: Person, *, name: str) -> None:
    person.name, person.sort_name = name, sort_key(name)
    person.save(update_fields=["name", "sort_name"])


@transaction.atomic
def set_sign_in_email(person: Person, *, email: str) -> None:
    """An address that is somebody else's is left to them; the former one no longer opens anything."""
    email = email.strip().lower()
    if email and Person.objects.filter(email=email).exclude(pk=person.pk).exists():
        return
    person.email = email or None
    person.save(update_fields=["email"])
    EmailAddress.objects.filter(user=person).exclude(email=email).delete()
    if email:
        EmailAddress.objects.filter(email=email).exclude(user=person).delete()
        EmailAddress.objects.update_or_create(user=person, email=email, defaults={"verified": True, "primary": True})


def new_person(*, name: str, email: str = "") -> Person:
    """With a sign-in address only if it is nobody else's: a shared mailbox signs nobody in."""
    person = Person.objects.create_user(name=name)
    if email:
        set_sign_in_email(person, email=email)
    return person


@transaction.atomic
def make_coordinator(*, email: str, name: str) -> Person:
    """For the operator: a person who may create programmes; the same command twice changes nothing more."""
    person = Person.objects.filter(email=email.strip().lower()).first() or new_person(name=name, email=email)
    person.may_create_programmes = True
    person.save(update_fields=["may_create_programmes"])
    set_sign_in_email(person, email=email)
    return person


@transaction.atomic
def choose_language(person: Person, *, language: str) -> None:
    person.language = language
    person.save(update_fields=["language"])
