"""What every request passes first and every answer last."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponse]


class RefuseForeignCharsets:
    """Answer 400 to a body that is not announced as UTF-8: Django would fail with a 500 on some charsets."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.strip("\"' ").lower() not in {"utf-8", "utf8", "us-ascii"}:
            return HttpResponseBadRequest(_("Please send this form in UTF-8."), content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class NeverStore:
    """Personal pages stay out of every cache; a view that sets its own ``Cache-Control`` keeps it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
