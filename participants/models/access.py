"""Personal access: the link in a mail and the printed slip, known only by their hashes."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.secrets import hash_secret, make_token, read_code

from .participation import Participation

if TYPE_CHECKING:
    from .person import Person


class AccessKind(models.TextChoices):
    MAIL = "mail"
    SLIP = "slip"
    OPERATOR = "operator"


class PersonalAccessQuerySet(models.QuerySet["PersonalAccess"]):
    def usable(self) -> "PersonalAccessQuerySet":
        """Neither revoked nor out of date, of somebody who still takes part."""
        now = timezone.now()
        fresh = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
        still_here = Q(participation__isnull=True) | Q(participation__left_on__isnull=True)
        return self.filter(fresh, still_here, revoked_at__isnull=True, person__is_active=True)

    def keeping_sessions(self) -> "PersonalAccessQuerySet":
        """A session outlives its link's date and its slip's replacement, not a revocation nor a departure."""
        kept = Q(revoked_at__isnull=True) | Q(is_replaced=True)
        return self.filter(kept, participation__left_on__isnull=True, person__is_active=True)

    def issue(
        self,
        participation: Participation,
        *,
        kind: str,
        token: str,
        code: str = "",
        by: "Person | None" = None,
        expires_at: datetime | None = None,
    ) -> "PersonalAccess":
        """Keeps the hashes of secrets just minted; whoever minted them hands them on and forgets them."""
        return self.create(
            person_id=participation.person_id,
            participation=participation,
            kind=kind,
            token_hash=hash_secret(token, scope="personal-link"),
            code_hash=hash_secret(code, scope="slip-code") if code else None,
            created_by=by,
            expires_at=expires_at,
        )

    def issue_link(self, participation: Participation, *, by: "Person | None" = None) -> str:
        """A dated link, beside those that exist; the answer is its token."""
        token = make_token()
        expires_at = timezone.now() + timedelta(days=settings.PERSONAL_LINK_DAYS)
        self.issue(participation, kind=AccessKind.MAIL, token=token, by=by, expires_at=expires_at)
        return token

    def by_token(self, token: str) -> "PersonalAccess | None":
        return self.usable().filter(token_hash=hash_secret(token, scope="personal-link")).first()

    def by_code(self, typed: str) -> "PersonalAccess | None":
        return self.usable().filter(code_hash=hash_secret(read_code(typed), scope="slip-code")).first()


class PersonalAccess(models.Model):
    """One way in for one person. Links and slips open a session without coordinator's or facilitator's rights.

    A link of kind ``operator`` is made by ``manage.py signin``: one use, all rights.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="accesses")
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, null=True, blank=True, related_name="accesses"
    )
    kind = models.CharField(max_length=10, choices=AccessKind.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    is_replaced = models.BooleanField(default=False)  # by a newer slip: sessions it opened go on
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = PersonalAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="slip") | Q(code_hash__isnull=True), name="only_a_slip_has_a_typed_code"
            ),
            models.CheckConstraint(
                condition=Q(kind="operator") | Q(participation__isnull=False), name="link_or_slip_is_for_a_programme"
            ),
            models.UniqueConstraint(
                fields=["participation"],
                condition=Q(kind="slip", revoked_at__isnull=True),
                name="one_valid_slip_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"
