"""Finding the programme a page is about, or answering 404 as if it did not exist."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from .models import PeerGroup, Programme


def programme_or_404(request: HttpRequest, slug: str) -> Programme:
    """Also remembered as ``request.programme``, from which the layout draws its navigation."""
    programme = get_object_or_404(Programme.objects.visible_to(request.actor), slug=slug)  # type: ignore[attr-defined]
    request.programme = programme  # type: ignore[attr-defined]
    return programme


def group_or_404(request: HttpRequest, slug: str, pk: int) -> PeerGroup:
    """Names of groups are known to the whole programme; their words are guarded by their own querysets."""
    return get_object_or_404(programme_or_404(request, slug).groups, pk=pk)
