"""A production's files, given only to those who may read what shows them, asked anew at each request."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from common.http import Request
from common.media import serve_file

from ..finding import production_or_404
from ..models import Production, files_in
from ..permissions import production_permissions


@require_safe
def attachment(request: Request, slug: str, pk: int, file: int) -> HttpResponseBase:
    """Outside the group, only the files that the validated words show: an earlier picture stays in the kitchen."""
    production = production_or_404(request, slug, pk)
    if not production_permissions(request.actor, production).see_inside and file not in _handed_on(production):
        raise Http404
    kept = get_object_or_404(production.attachments, pk=file)
    return serve_file(request, kept.file, content_type=kept.content_type, name=kept.name, digest=kept.sha256)


def _handed_on(production: Production) -> set[int]:
    return files_in(production.validated_revision.sections) if production.validated_revision else set()
