"""The public library: no sign-in, only what was published."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from booklets.documents.content import addresses_of, files_of, labels_of, sheet_content
from booklets.forms import SearchForm
from booklets.models import FILTERS, Booklet, PublicEntry, ShortAddress, TargetKind, published_booklets, whole_booklets
from booklets.views.pictures import serve_picture
from common.http import Request
from common.media import serve_file
from participants.models import PeerGroup
from practices.models import Attachment

PER_PAGE = 24
BOOKLETS_SHOWN = 12


@dataclass(frozen=True)
class Card:
    title: str
    href: str
    text: str
    meta: str
    group: PeerGroup
    picture_url: str


@login_not_required
@require_safe
def library(request: Request) -> HttpResponse:
    editions = published_booklets().order_by("-programme__edition").values_list("programme__edition", flat=True)
    form = SearchForm(request.GET, editions=list(editions.distinct()))
    chosen = form.chosen()
    page = Paginator(_found(chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "form": form,
        "is_searching": bool(chosen),
        "query": urlencode(chosen),
        "cards": [_card(entry) for entry in page],
        "booklets": []
        if chosen or page.number > 1
        else list(published_booklets().order_by("-published_at")[:BOOKLETS_SHOWN]),
    }
    return render(request, "booklets/library.html", context)


def _found(chosen: dict[str, str]) -> Any:
    exact = {name: chosen[name] for name in (*FILTERS, "edition") if name in chosen}
    return PublicEntry.objects.readable().filter(**exact).saying(chosen.get("q", "")).with_page()


def _card(entry: PublicEntry) -> Card:
    practice = entry.production
    slug = practice.programme.slug
    meta = " · ".join(part for part in (capfirst(entry.object_label), entry.place, entry.edition) if part)
    picture = reverse("public_file", args=[slug, practice.pk, entry.picture_id]) if entry.picture_id else ""
    href = reverse("public_practice", args=[slug, practice.pk])
    return Card(entry.title, href, entry.summary, meta, practice.group, picture)


def _find(slug: str, pk: int) -> PublicEntry:
    readable = PublicEntry.objects.readable().with_page().select_related("revision", "run__booklet")
    entries = readable.defer("run__content", "words")
    return get_object_or_404(entries, production__pk=pk, production__programme__slug=slug)


@login_not_required
@require_safe
def public_practice(request: Request, slug: str, pk: int) -> HttpResponse:
    entry = _find(slug, pk)
    practice = entry.production
    practice.validated_revision = entry.revision
    files = files_of([practice])
    sheet = sheet_content(
        practice,
        number=0,
        label=labels_of(practice.programme),
        files=files,
        addresses=addresses_of(practice),
        is_draft=False,
    )
    context = {
        "practice": practice,
        "about": practice.programme,
        "licence_url": licence_url(entry),
        "sheet": sheet,
        "pictures": _pictures(entry, files),
        "tools": _tools(entry),
        "still_url": _still_url(entry),
    }
    return render(request, "booklets/public_practice.html", context)


def licence_url(entry: PublicEntry) -> str:
    programme = entry.production.programme
    return f"https://creativecommons.org/licenses/{programme.licence.removeprefix('cc-')}/4.0/deed.{programme.language}"


def _file_url(entry: PublicEntry, attachment: int) -> str:
    return reverse("public_file", args=[entry.production.programme.slug, entry.production_id, attachment])


def _pictures(entry: PublicEntry, files: Any) -> list[dict[str, Any]]:
    shown = [(p, files[p["picture"]]) for p in entry.revision.sections.get("pictures") or [] if p["picture"] in files]
    return [{**p, "url": _file_url(entry, f.pk), "width": f.width, "height": f.height} for p, f in shown]


def _tools(entry: PublicEntry) -> list[dict[str, str]]:
    tools = entry.revision.sections.get("tools") or []
    return [{**t, "href": _file_url(entry, t["file"]) if t["file"] else t["url"]} for t in tools]


def _still_url(entry: PublicEntry) -> str:
    still = (entry.revision.sections.get("video") or {}).get("still")
    return _file_url(entry, still) if still else ""


@login_not_required
@require_safe
def public_video(request: Request, slug: str, pk: int) -> HttpResponse:
    """The stable page a printed QR code leads to: the video is opened elsewhere only by a click."""
    entry = _find(slug, pk)
    video = entry.revision.sections.get("video") or {}
    if not video.get("url"):
        raise Http404
    context = {
        "practice": entry.production,
        "about": entry.production.programme,
        "title": entry.title,
        "video": video,
        "still_url": _still_url(entry),
        "host": _host(video["url"]),
        "licence_url": licence_url(entry),
    }
    return render(request, "booklets/public_video.html", context)


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")


@login_not_required
@require_safe
def public_file(request: Request, slug: str, pk: int, attachment: int) -> HttpResponseBase:
    """A picture or a tool of a published practice, only when its published words speak of it.

    Asked for again each time: a practice withdrawn takes its pictures with it.
    """
    entry = _find(slug, pk)
    if attachment not in _spoken_of(entry):
        raise Http404
    found = get_object_or_404(Attachment, pk=attachment, production=entry.production_id)
    return serve_file(request, found.file, content_type=found.content_type, name=found.name, digest=found.sha256)


def _spoken_of(entry: PublicEntry) -> set[int]:
    words = entry.revision.sections
    pictures = {p.get("picture") for p in words.get("pictures") or []}
    tools = {t.get("file") for t in words.get("tools") or []}
    return {pk for pk in pictures | tools | {(words.get("video") or {}).get("still")} if pk}


def _find_booklet(slug: str) -> Booklet:
    return get_object_or_404(whole_booklets(), programme__slug=slug)


@login_not_required
@require_safe
def public_booklet(request: Request, slug: str) -> HttpResponseBase:
    """The run that was published, the same bytes each time; nothing while a page of it is withdrawn."""
    run = _find_booklet(slug).published_run
    if run is None:
        raise Http404
    name = f"{slug}-{run.number}.pdf"
    return serve_file(request, run.file, content_type="application/pdf", name=name, digest=run.file_sha256)


@login_not_required
@require_safe
def public_cover(request: Request, slug: str) -> HttpResponseBase:
    """The cover picture as it was printed."""
    run = _find_booklet(slug).published_run
    picture = run.content["cover"]["picture"] if run else None
    if not picture:
        raise Http404
    return serve_picture(request, default_storage.open(picture))


@login_not_required
@require_safe
def short(request: Request, code: str) -> HttpResponse:
    """Where a printed code leads: our own page, or the tool; nothing while the practice is not public."""
    address = get_object_or_404(ShortAddress, code=code.lower())
    entry = get_object_or_404(PublicEntry.objects.readable().with_page(), production=address.production_id)
    here = (entry.production.programme.slug, entry.production_id)
    if address.kind == TargetKind.VIDEO:
        return redirect("public_video", *here)
    if address.kind == TargetKind.TOOL and address.attachment_id:
        return redirect("public_file", *here, address.attachment_id)
    if address.kind == TargetKind.TOOL and address.url:
        return redirect(address.url)
    return redirect("public_practice", *here)
