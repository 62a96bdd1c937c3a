"""Who is acting: the person of the session and how they came in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .models import Actor, Strength

STRENGTH_KEY = "strength"


class ActorMiddleware:
    """Sets ``request.actor``. A session opened by a link or a slip says so under ``strength``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user if request.user.is_authenticated else None
        by_link = request.session.get(STRENGTH_KEY) == Strength.LINK.value
        request.actor = Actor(person, Strength.LINK if by_link else Strength.FULL)  # type: ignore[attr-defined,arg-type]
        return self.get_response(request)
