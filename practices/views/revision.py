"""The versions of a production: who wrote what, when, at which meeting, and what it changed."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.http import Request
from participants.models import PickListItem

from ..finding import production_or_404
from ..models import Production, build_sheet, changes_between, section_labels
from ..permissions import production_permissions

PAGE = 30


@require_safe
def revision_list(request: Request, slug: str, pk: int) -> HttpResponse:
    production = _find(request, slug, pk)
    labels = section_labels(production.kind)
    revisions = production.revisions.select_related("author", "accepted_by", "meeting").defer("sections")
    page = Paginator(revisions.order_by("-number"), PAGE).get_page(request.GET.get("page"))
    lines = [
        {"revision": revision, "changed": [labels[key] for key in revision.changed_sections if key in labels]}
        for revision in page.object_list
    ]
    return render(request, "practices/revision_list.html", {"production": production, "page": page, "lines": lines})


@require_safe
def revision_detail(request: Request, slug: str, pk: int, number: int) -> HttpResponse:
    production = _find(request, slug, pk)
    revisions = production.revisions.select_related("author", "accepted_by", "meeting")
    revision = get_object_or_404(revisions, number=number)
    before = production.revisions.filter(number__lt=number).order_by("-number").first()
    labels = PickListItem.objects.filter(programme=production.programme_id).labels()
    old = before.sections if before else {}
    context = {
        "production": production,
        "revision": revision,
        "before": before,
        "is_last": revision.pk == production.head_id,
        "changes": changes_between(production.kind, old, revision.sections, labels=labels),
        "sheet": build_sheet(production, revision.sections, labels=labels, inside=False),
    }
    return render(request, "practices/revision_detail.html", context)


def _find(request: Request, slug: str, pk: int) -> Production:
    """Versions are the group's kitchen: for anyone else they do not exist."""
    production = production_or_404(request, slug, pk)
    if not production_permissions(request.actor, production).see_inside:
        raise Http404
    return production
