"""Proofs and print runs: asked for, waited for, served."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from booklets.documents import sheet_pdf as build_sheet_pdf
from booklets.documents.content import draft_sheet_content
from booklets.models import PrintRun, RunState
from booklets.permissions import booklet_permissions
from booklets.services import publishing, running
from booklets.views.composing import find_booklet
from common.http import posted_key, require
from common.media import serve_file
from common.pdf import PdfError
from participants.finding import programme_or_404
from practices.models import Production, ProductionKind


@require_POST
def run_create(request: HttpRequest, slug: str) -> HttpResponse:
    """``kind`` is ``proof`` or ``run``; the same form sent twice gives one run."""
    booklet = find_booklet(request, slug, may="print_run")
    is_proof = request.POST.get("kind") != "run"
    try:
        running.request_run(booklet, by=request.user, client_key=posted_key(request), is_proof=is_proof)  # type: ignore[arg-type]
    except running.NothingToPrint as nothing:
        messages.error(request, str(nothing))
    return redirect("booklet", slug)


def _find_run(request: HttpRequest, slug: str, pk: int) -> PrintRun:
    return get_object_or_404(find_booklet(request, slug, may="see_proof").runs, pk=pk)


@require_GET
def run_progress(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    run = _find_run(request, slug, pk)
    can = booklet_permissions(request.actor, request.programme)  # type: ignore[attr-defined]
    return render(request, "booklets/_run.html", {"run": run, "can": can, "programme": request.programme})  # type: ignore[attr-defined]


@require_GET
def run_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    run = get_object_or_404(find_booklet(request, slug, may="see_proof").runs.ready(), pk=pk)
    name = f"{slug}-{run.number}.pdf" if run.number else f"{slug}-epreuve.pdf"
    return serve_file(request, run.file, content_type="application/pdf", name=name, digest=run.file_sha256)


@require_POST
def run_retry(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    run = get_object_or_404(find_booklet(request, slug, may="print_run").runs, pk=pk, state=RunState.FAILED)
    running.try_again(run)
    return redirect("booklet", slug)


@require_POST
def run_publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    run = get_object_or_404(find_booklet(request, slug, may="publish").runs, pk=pk)
    try:
        publishing.publish_run(run, by=request.user)  # type: ignore[arg-type]
    except publishing.CannotPublish as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The booklet is public: anyone may read and take it up."))
    return redirect("booklet", slug)


@require_POST
def booklet_unpublish(request: HttpRequest, slug: str) -> HttpResponse:
    publishing.unpublish(find_booklet(request, slug, may="publish"))
    messages.success(request, _("The public pages are closed."))
    return redirect("booklet", slug)


@require_GET
def sheet_pdf(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Any sheet one may read, at any stage; marked as a working document until it is validated."""
    programme = programme_or_404(request, slug)
    visible = Production.objects.visible_to(request.actor).select_related("head", "validated_revision", "programme")  # type: ignore[attr-defined]
    production = get_object_or_404(visible, pk=pk, programme=programme, kind=ProductionKind.PRACTICE)
    require(production.head_id is not None)
    content = draft_sheet_content(production)
    groups = [{"key": str(g.pk), "name": g.name, "shape": g.shape} for g in programme.groups.all()]
    about = {"slug": slug, "title": programme.title, "department": programme.department, "edition": programme.edition}
    try:
        pdf = build_sheet_pdf(content, about, groups=groups, language=programme.language)
    except PdfError as error:
        messages.error(request, str(error))
        return redirect("production_detail", slug, pk)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="fiche-{pk}.pdf"'
    return response
