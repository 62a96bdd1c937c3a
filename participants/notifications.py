"""The mails of this floor, built when they are sent; each names its reader."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from common.mail import Message, builder, compose

from .models import Participation, PersonalAccess


def language_of(participation: Participation) -> str:
    """The reader's own choice, else the programme's language."""
    return participation.person.language or participation.programme.language


@builder("personal_link")
def personal_link(participation_id: int) -> Message | None:
    """The link is minted here: nothing before this line knows it."""
    participation = _reachable(participation_id)
    if participation is None:
        return None
    token = PersonalAccess.objects.issue_link(participation)
    programme = participation.programme
    return compose(
        "participants/mail/personal_link.txt",
        to=participation.address,
        language=language_of(participation),
        subject=lambda: (
            _("%(name)s, your way in to %(programme)s") % {"name": participation.person.name, "programme": programme}
        ),
        name=participation.person.name,
        programme=programme,
        address=_absolute("link_open", token),
        days=settings.PERSONAL_LINK_DAYS,
        organises=participation.is_coordinator or participation.is_facilitator,
        strong_address=_absolute("account_request_login_code"),
    )


@builder("erasure_asked")
def erasure_asked(participation_id: int) -> Message | None:
    """To a coordinator; the names wait on the roster rather than in the mail."""
    participation = _reachable(participation_id)
    if participation is None:
        return None
    return compose(
        "participants/mail/erasure_asked.txt",
        to=participation.address,
        language=language_of(participation),
        subject=lambda: _("Somebody asks to be erased from %(programme)s") % {"programme": participation.programme},
        name=participation.person.name,
        programme=participation.programme,
        address=_absolute("roster", participation.programme.slug),
    )


def _reachable(participation_id: int) -> Participation | None:
    here = Participation.objects.current().select_related("person", "programme").filter(person__is_active=True)
    participation = here.filter(pk=participation_id).first()
    return participation if participation and participation.address else None


def _absolute(name: str, *args: object) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=args)}"
