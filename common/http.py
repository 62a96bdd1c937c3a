"""What views share: the request they receive, the refusal they raise, the key a repeated post carries."""

import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

LARGEST_KEY = 2**63 - 1  # what the column of a key holds, on both databases


class Request(HttpRequest):
    """A request after our middleware: ``actor`` and ``programme`` are set by participants, ``htmx`` by django-htmx."""

    user: Any  # a Person: closed views have turned the others away
    actor: Any
    programme: Any
    htmx: "HtmxDetails"


def require(allowed: bool) -> None:
    """Answer 403 unless the permission just computed is true."""
    if not allowed:
        raise PermissionDenied


def as_number(text: str) -> int | None:
    """A posted or asked number, None when it is none or larger than any key of a row."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def posted_key(request: HttpRequest) -> uuid.UUID:
    """The client-made key of this post; a missing or broken one is replaced, so nothing typed is refused."""
    try:
        return uuid.UUID(request.POST.get("client_key", ""))
    except ValueError:
        return uuid.uuid4()


def line_key(key: uuid.UUID, line: int) -> uuid.UUID:
    """The key of one line of a pasted list: the same list sent twice gives the same keys."""
    return key if line == 0 else uuid.uuid5(key, str(line))
