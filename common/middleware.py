"""What every request passes first and every answer last."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from .http import LARGEST_KEY

GetResponse = Callable[[HttpRequest], HttpResponse]


class RefuseForeignCharsets:
    """Answer 400 to a body that is not announced as UTF-8: Django would fail with a 500 on some charsets."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.strip("\"' ").lower() not in {"utf-8", "utf8", "us-ascii"}:
            return HttpResponseBadRequest(
                _("Please send this form in UTF-8."), content_type="text/plain; charset=utf-8"
            )
        return self.get_response(request)


class RefuseHugeNumbers:
    """Answer 404 to an address whose number no key can reach: SQLite would fail on it with a 500."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        if any(isinstance(value, int) and value > LARGEST_KEY for value in kwargs.values()):
            raise Http404


class NeverStore:
    """Personal pages stay out of every cache; a view that sets its own ``Cache-Control`` keeps it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
