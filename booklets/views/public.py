"""The public library: no sign-in, only what was published."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from booklets.documents.content import Addresses, files_of, labels_of, sheet_content
from booklets.models import Booklet, ShortAddress, TargetKind
from booklets.models.public import public_practices
from common.media import serve_file
from practices.models import Attachment, Production

PER_PAGE = 24


def _published() -> QuerySet[Production]:
    return public_practices().select_related("group", "programme", "validated_revision", "head")


@login_not_required
@require_GET
def library(request: HttpRequest) -> HttpResponse:
    page = Paginator(_published().order_by("sort_title", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    booklets = Booklet.objects.published().select_related("programme", "published_run")[:20]
    return render(request, "booklets/library.html", {"page": page, "booklets": booklets})


def _sheet(practice: Production) -> dict[str, object]:
    addresses: Addresses = {(a.production_id, a.kind, a.digest): a for a in practice.short_addresses.all()}
    return sheet_content(
        practice,
        number=0,
        label=labels_of(practice.programme),
        files=files_of([practice]),
        addresses=addresses,
        is_draft=False,
    )


@login_not_required
@require_GET
def public_practice(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    practice = get_object_or_404(_published(), pk=pk, programme__slug=slug)
    pictures = (practice.validated_revision.sections.get("pictures") or []) if practice.validated_revision else []
    context = {"practice": practice, "sheet": _sheet(practice), "pictures": pictures}
    return render(request, "booklets/public_practice.html", context)


@login_not_required
@require_GET
def public_video(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The stable page a printed QR code leads to: the video is opened elsewhere only by a click."""
    practice = get_object_or_404(_published(), pk=pk, programme__slug=slug)
    words = practice.validated_revision.sections if practice.validated_revision else {}
    video = words.get("video") or {}
    if not video.get("url"):
        raise Http404
    return render(request, "booklets/public_video.html", {"practice": practice, "video": video})


@login_not_required
@require_GET
def public_file(request: HttpRequest, slug: str, pk: int, attachment: int) -> HttpResponseBase:
    """A picture or a tool of a published practice, only when its published words speak of it."""
    practice = get_object_or_404(_published(), pk=pk, programme__slug=slug)
    found = get_object_or_404(Attachment, pk=attachment, production=practice)
    if found.pk not in _spoken_of(practice):
        raise Http404
    return serve_file(request, found.file, content_type=found.content_type, name=found.name, digest=found.sha256, is_private=False)


def _spoken_of(practice: Production) -> set[int]:
    words = practice.validated_revision.sections if practice.validated_revision else {}
    pictures = {p.get("picture") for p in words.get("pictures") or []}
    tools = {t.get("file") for t in words.get("tools") or []}
    return {pk for pk in pictures | tools | {(words.get("video") or {}).get("still")} if pk}


@login_not_required
@require_GET
def public_booklet(request: HttpRequest, slug: str) -> HttpResponseBase:
    booklet = get_object_or_404(Booklet.objects.published().select_related("published_run"), programme__slug=slug)
    run = booklet.published_run
    assert run is not None  # by constraint
    name = f"{slug}-{run.number}.pdf"
    return serve_file(request, run.file, content_type="application/pdf", name=name, digest=run.file_sha256, is_private=False)


@login_not_required
@require_GET
def short(request: HttpRequest, code: str) -> HttpResponse:
    """Where a printed code leads: our own page, or the tool; nothing while the practice is not public."""
    address = get_object_or_404(ShortAddress.objects.select_related("production__programme"), code=code.lower())
    practice = get_object_or_404(_published(), pk=address.production_id)
    slug = practice.programme.slug
    if address.kind == TargetKind.VIDEO:
        return redirect("public_video", slug, practice.pk)
    if address.kind == TargetKind.TOOL and address.attachment_id:
        return redirect("public_file", slug, practice.pk, address.attachment_id)
    if address.kind == TargetKind.TOOL and address.url:
        return redirect(address.url)
    return redirect("public_practice", slug, practice.pk)
