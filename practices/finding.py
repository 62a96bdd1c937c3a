"""Finding the production a page is about, or answering 404 as if it did not exist."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from participants.finding import programme_or_404

from .models import Production


def production_or_404(request: HttpRequest, slug: str, pk: int) -> Production:
    """With its head, group, programme and the person who leads it: one query beside the programme's."""
    programme = programme_or_404(request, slug)
    visible = Production.objects.visible_within(programme, request.actor)  # type: ignore[attr-defined]
    production = get_object_or_404(visible.select_related("head", "group", "led_by__person"), pk=pk)
    production.programme = programme
    return production
