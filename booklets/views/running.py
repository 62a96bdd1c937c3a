"""Proofs and print runs: asked for, waited for, served."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from booklets.documents import sheet_pdf as build_sheet_pdf
from booklets.documents.content import single_sheet_content
from booklets.models import PrintRun, RunState
from booklets.permissions import booklet_permissions
from booklets.services import publishing, running
from booklets.views.composing import find_booklet
from common.http import Request, posted_key
from common.media import serve_file
from common.pdf import PdfError
from participants.finding import programme_or_404
from participants.models import Programme
from practices.models import Production, ProductionKind
from practices.permissions import production_permissions


@require_POST
def run_create(request: Request, slug: str) -> HttpResponse:
    """``kind`` is ``proof`` or ``run``; the same form sent twice gives one run."""
    booklet = find_booklet(request, slug, may="print_run")
    is_proof = request.POST.get("kind") != "run"
    try:
        running.request_run(booklet, by=request.actor.person, client_key=posted_key(request), is_proof=is_proof)
    except running.NothingToPrintError as nothing:
        messages.error(request, str(nothing))
    return redirect("booklet", slug)


def _find_run(request: Request, slug: str, pk: int, *, may: str) -> PrintRun:
    """A proof or a run is shown to whoever may see the proof; the rest belongs to the coordination."""
    booklet = find_booklet(request, slug, may=may)
    run = get_object_or_404(booklet.runs.defer("content"), pk=pk)
    run.booklet = booklet
    return run


@require_GET
def run_progress(request: Request, slug: str, pk: int) -> HttpResponse:
    """The fragment that asks again by itself; without htmx, the page it stands on."""
    run = _find_run(request, slug, pk, may="see_proof")
    if not request.htmx:
        return redirect("booklet", slug)
    can = booklet_permissions(request.actor, run.booklet.programme)
    response = render(request, "booklets/_run.html", {"run": run, "can": can, "booklet": run.booklet})
    if not run.is_waiting:
        response.headers["HX-Refresh"] = "true"  # the rest of the page has something new to offer
    return response


@require_GET
def run_file(request: Request, slug: str, pk: int) -> HttpResponseBase:
    booklet = find_booklet(request, slug, may="see_proof")
    run = get_object_or_404(booklet.runs.ready().defer("content"), pk=pk)
    name = f"{slug}-{run.number}.pdf" if run.number else f"{slug}-epreuve.pdf"
    return serve_file(request, run.file, content_type="application/pdf", name=name, digest=run.file_sha256)


@require_POST
def run_retry(request: Request, slug: str, pk: int) -> HttpResponse:
    run = _find_run(request, slug, pk, may="print_run")
    if run.state != RunState.FAILED or not running.try_again(run):
        messages.warning(request, _("This layout is already on its way."))
    return redirect("booklet", slug)


@require_POST
def run_publish(request: Request, slug: str, pk: int) -> HttpResponse:
    run = _find_run(request, slug, pk, may="publish")
    try:
        publishing.publish_run(run, by=request.actor.person)
    except publishing.CannotPublishError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The booklet is public: anyone may read and take it up."))
    return redirect("booklet", slug)


@require_POST
def booklet_unpublish(request: Request, slug: str) -> HttpResponse:
    publishing.unpublish(find_booklet(request, slug, may="publish"))
    messages.success(request, _("The public pages are closed."))
    return redirect("booklet", slug)


@require_GET
def sheet_pdf(request: Request, slug: str, pk: int) -> HttpResponse:
    """Any sheet one may read, at any stage; marked as a working document until it is validated."""
    programme = programme_or_404(request, slug)
    production = _find_sheet(request, programme, pk)
    inside = production_permissions(request.actor, production).see_inside
    content = single_sheet_content(production, sees_inside=inside)
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


def _find_sheet(request: Request, programme: Programme, pk: int) -> Production:
    written = Production.objects.visible_to(request.actor).filter(
        programme=programme, kind=ProductionKind.PRACTICE, head__isnull=False
    )
    return get_object_or_404(written.select_related("head", "validated_revision", "programme"), pk=pk)
