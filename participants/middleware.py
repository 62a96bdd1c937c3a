"""Who is acting: the person of the session and how they came in."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from .models import Actor, PersonalAccess, Strength

STRENGTH_KEY = "strength"
ACCESS_KEY = "access"


class ActorMiddleware:
    """Sets ``request.actor``. A session opened by a link or a slip says so under ``strength`` and names its access."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = self._actor(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def _actor(self, request: HttpRequest) -> Actor:
        person = request.user if request.user.is_authenticated else None
        if person is None or request.session.get(STRENGTH_KEY) != Strength.LINK.value:
            return Actor(person)
        return self._by_link(request)

    def _by_link(self, request: HttpRequest) -> Actor:
        access = request.session.get(ACCESS_KEY)
        if access is None:
            return Actor(request.user, Strength.LINK)  # type: ignore[arg-type]
        kept = PersonalAccess.objects.keeping_sessions().filter(pk=access, person=request.user.pk)
        programme = kept.values_list("participation__programme", flat=True).first()
        if programme is None:
            logout(request)
            return Actor(None)
        return Actor(request.user, Strength.LINK, only_programme=programme)  # type: ignore[arg-type]

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Passwords, e-mails, second factors and the administration know nobody who came by a link or a slip."""
        if request.actor.is_strong or request.resolver_match is None:  # type: ignore[attr-defined]
            return
        name = request.resolver_match.url_name or ""
        is_account = name.startswith(("account_", "mfa_")) and name != "account_logout"
        if is_account or request.resolver_match.app_name == "admin":
            request.user = AnonymousUser()
