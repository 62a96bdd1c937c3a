"""Ways in: links sent by mail, printed slips, the operator's link; made, opened, revoked."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from common.mail import send_later
from common.secrets import hash_secret, make_code, make_token
from participants.documents import Slip, render_slips
from participants.models import AccessKind, Participation, Person, PersonalAccess

OPERATOR_MINUTES = 15
MOST_AT_ONCE = 20


class EntryRefusedError(Exception):
    """This link, slip or code no longer opens anything."""


@transaction.atomic
def make_link(participation: Participation, *, by: Person | None) -> str:
    return PersonalAccess.objects.issue_link(participation, by=by)


@transaction.atomic
def make_operator_link(person: Person) -> str:
    """One use, all rights, a quarter of an hour: for whoever holds the machine."""
    token = make_token()
    PersonalAccess.objects.create(
        person=person,
        kind=AccessKind.OPERATOR,
        token_hash=hash_secret(token, scope="personal-link"),
        expires_at=timezone.now() + timedelta(minutes=OPERATOR_MINUTES),
    )
    return token


def print_slips(participations: Sequence[Participation], *, by: Person) -> bytes:
    """The sheet of slips. Laid out first, then made valid: a sheet that fails leaves the former slips as they were."""
    slips = [Slip(participation, token=make_token(), code=make_code()) for participation in participations]
    sheet = render_slips(slips)
    _make_valid(slips, by=by)
    return sheet


@transaction.atomic
def _make_valid(slips: Sequence[Slip], *, by: Person) -> None:
    """Each replaces the person's previous slip, and nothing else."""
    people = [slip.participation.pk for slip in slips]
    former = PersonalAccess.objects.filter(kind=AccessKind.SLIP, participation__in=people, revoked_at__isnull=True)
    former.update(revoked_at=timezone.now(), is_replaced=True)
    for slip in slips:
        PersonalAccess.objects.issue(slip.participation, kind=AccessKind.SLIP, token=slip.token, code=slip.code, by=by)


@transaction.atomic
def send_links(participations: Sequence[Participation], *, by: Person) -> int:
    """One mail each to those who have an address; the secret is minted where the mail is written."""
    reachable = [participation for participation in participations if participation.address]
    for participation in reachable:
        send_later("personal_link", participation.pk)
    return len(reachable)


@transaction.atomic
def request_links(email: str) -> None:
    """A fresh link to everybody reached at this address; the same work is done when there is nobody."""
    found = Participation.objects.reached_at(email.strip().lower()).select_related("person")
    for pk in list(found.order_by("-pk").values_list("pk", flat=True)[:MOST_AT_ONCE]) or [0]:
        send_later("personal_link", pk)


@transaction.atomic
def open_access(access: PersonalAccess) -> PersonalAccess:
    """Take the way in; an operator's link is taken once."""
    spent = {"last_used_at": timezone.now()}
    if access.kind == AccessKind.OPERATOR:
        spent["revoked_at"] = timezone.now()
    if not PersonalAccess.objects.filter(pk=access.pk, revoked_at__isnull=True).update(**spent):
        raise EntryRefusedError
    return access


@transaction.atomic
def revoke_accesses(participation: Participation) -> int:
    """Every link and the slip, together; the sessions they opened end too."""
    live = Q(revoked_at__isnull=True) | Q(is_replaced=True)
    return PersonalAccess.objects.filter(live, participation=participation).update(
        revoked_at=timezone.now(), is_replaced=False
    )
