"""What the acts of a reading share: the versions that were posted, the refusal said in a sentence, the way back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from common.http import Request, as_number

from ..models import Production, ProductionQuerySet
from ..services.moves import TransitionError


@contextmanager
def unless_moved(request: Request, done: str = "") -> Iterator[None]:
    """Says ``done``, or why it could not be done when somebody was faster or something lacks."""
    try:
        yield
    except TransitionError as refusal:
        messages.warning(request, str(refusal))
    else:
        if done:
            messages.success(request, done)


def posted_version(request: Request) -> int | None:
    return number_in(request.POST.get("seen", ""))


def posted_versions(request: Request, among: ProductionQuerySet) -> dict[Production, int]:
    """The sheets ticked on the page and the version that was seen of each, posted as ``PK:VERSION``."""
    pairs = (text.partition(":") for text in request.POST.getlist("sheet")[:200])
    seen = {number_in(pk): number_in(version) for pk, _colon, version in pairs}
    found = among.filter(pk__in=[pk for pk in seen if pk]).select_related("head", "group", "programme")
    return {production: version for production in found if (version := seen[production.pk])}


def number_in(text: str) -> int | None:
    return as_number(text)


def back_to_sheet(production: Production) -> HttpResponse:
    return redirect("production_detail", production.programme.slug, production.pk)
