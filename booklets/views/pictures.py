"""The cover picture and the logos: sent, looked at, taken away."""

from mimetypes import guess_type

from django.contrib import messages
from django.core.files.base import File
from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from booklets.forms import CoverForm, LogoForm
from booklets.models import Booklet
from booklets.services import composing as services
from booklets.views.composing import find_booklet
from common.http import Request
from common.images import clean_image
from common.media import serve_file
from common.uploads import UploadError


@require_http_methods(["GET", "POST"])
def booklet_pictures(request: Request, slug: str) -> HttpResponse:
    """Two small forms on one page; ``kind`` says which one was sent."""
    found = find_booklet(request, slug)
    kind = request.POST.get("kind", "")
    cover = CoverForm(*((request.POST, request.FILES) if kind == "cover" else ()))
    logo = LogoForm(*((request.POST, request.FILES) if kind == "logo" else ()), prefix="logo")
    sent = {"cover": cover, "logo": logo}.get(kind)
    if sent is not None and sent.is_valid() and _keep(found, sent, kind):
        messages.success(request, _("The picture is kept."))
        return redirect("booklet_pictures", slug)
    context = {"booklet": found, "cover_form": cover, "logo_form": logo, "logos": found.logos.all()}
    return render(request, "booklets/pictures.html", context)


def _keep(found: Booklet, form: Form, kind: str) -> bool:
    try:
        clean = clean_image(form.cleaned_data["picture"])
    except UploadError as error:
        form.add_error("picture", str(error))
        return False
    if kind == "logo":
        alt = form.cleaned_data["alt"]
        services.add_logo(found, picture=clean.content, extension=clean.extension, alt=alt)
    else:
        services.set_cover(found, picture=clean.content, extension=clean.extension)
    return True


@require_POST
def booklet_cover_remove(request: Request, slug: str) -> HttpResponse:
    services.remove_cover(find_booklet(request, slug))
    messages.success(request, _("The cover has no picture any more."))
    return redirect("booklet_pictures", slug)


@require_POST
def booklet_logo_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    found = find_booklet(request, slug)
    get_object_or_404(found.logos, pk=pk).delete()
    messages.success(request, _("The logo is taken away."))
    return redirect("booklet_pictures", slug)


@require_GET
def booklet_cover(request: Request, slug: str) -> HttpResponseBase:
    found = find_booklet(request, slug, may="see_proof")
    if not found.cover:
        raise Http404
    return serve_picture(request, found.cover)


@require_GET
def booklet_logo(request: Request, slug: str, pk: int) -> HttpResponseBase:
    found = find_booklet(request, slug, may="see_proof")
    return serve_picture(request, get_object_or_404(found.logos, pk=pk).file)


def serve_picture(request: Request, file: File) -> HttpResponseBase:
    """The stored name is drawn at random for each content, so it stands for its digest."""
    name = str(file.name).rpartition("/")[2]
    kind = guess_type(name)[0] or "application/octet-stream"
    return serve_file(request, file, content_type=kind, name=name, digest=name)
