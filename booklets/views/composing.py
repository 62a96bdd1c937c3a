"""The booklet being composed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from booklets.documents.checks import checks_before_print
from booklets.forms import BookletForm, ForewordForm, GlossaryForm, PictureForm
from booklets.models import Booklet
from booklets.permissions import booklet_permissions
from booklets.services import composing as services
from common.http import require
from common.images import clean_image
from common.uploads import UploadError
from participants.finding import programme_or_404
from practices.models import HANDED_ON, Production

Form = require_http_methods(["GET", "POST"])


def find_booklet(request: HttpRequest, slug: str, *, may: str = "compose") -> Booklet:
    """The programme's booklet, for whoever may do ``may`` with it; made at the first visit."""
    programme = programme_or_404(request, slug)
    require(getattr(booklet_permissions(request.actor, programme), may))  # type: ignore[attr-defined]
    booklet = services.ensure_booklet(programme)
    booklet.programme = programme
    return booklet


@require_GET
def booklet(request: HttpRequest, slug: str) -> HttpResponse:
    found = find_booklet(request, slug, may="see_proof")
    items = found.items.select_related("production__group")
    context = {
        "booklet": found,
        "items": items,
        "checks": checks_before_print(found),
        "runs": found.runs.numbered()[:20],
        "proof": found.runs.proofs().first(),
        "can": booklet_permissions(request.actor, found.programme),  # type: ignore[attr-defined]
    }
    return render(request, "booklets/booklet.html", context)


@Form
def booklet_practices(request: HttpRequest, slug: str) -> HttpResponse:
    """Tick the practices; those chosen already keep their places, new ones come after them."""
    found = find_booklet(request, slug)
    offered = Production.objects.filter(programme=found.programme, kind="practice", status__in=HANDED_ON)
    offered = offered.select_related("group").order_by("sort_title", "pk")
    if request.method == "POST":
        ticked = {int(pk) for pk in request.POST.getlist("practice") if pk.isdecimal()}
        places = dict(found.items.values_list("production_id", "position"))
        chosen = sorted((p for p in offered if p.pk in ticked), key=lambda p: places.get(p.pk, len(places) + 1))
        services.choose_practices(found, chosen)
        messages.success(request, _("The choice is kept."))
        return redirect("booklet", slug)
    chosen_pks = set(found.items.values_list("production_id", flat=True))
    return render(request, "booklets/practices.html", {"booklet": found, "offered": offered, "chosen": chosen_pks})


@require_POST
def booklet_item_shift(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = find_booklet(request, slug)
    item = get_object_or_404(found.items, pk=pk)
    services.shift_practice(found, item, by=-1 if request.POST.get("to") == "up" else 1)
    if request.htmx:  # type: ignore[attr-defined]
        context = {"booklet": found, "items": found.items.select_related("production__group"), "moved": item.pk}
        return render(request, "booklets/_order.html", context)
    return redirect("booklet", slug)


@Form
def booklet_words(request: HttpRequest, slug: str) -> HttpResponse:
    found = find_booklet(request, slug)
    form = BookletForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_words(found, form.cleaned_data, seen=_seen(request))
        except services.StaleBooklet:
            return _stale(request, found, {"form": form}, "booklets/words.html")
        messages.success(request, _("These words are kept."))
        return redirect("booklet", slug)
    return render(request, "booklets/words.html", {"booklet": found, "form": form, "seen": found.version})


@Form
def booklet_forewords(request: HttpRequest, slug: str) -> HttpResponse:
    found = find_booklet(request, slug)
    voices = list(found.forewords.all())
    forms = [ForewordForm(request.POST or None, instance=voice, prefix=f"voice{voice.position}") for voice in voices]
    if request.method == "POST" and all([form.is_valid() for form in forms]):
        try:
            services.save_forewords(found, [form.cleaned_data for form in forms], seen=_seen(request))
        except services.StaleBooklet:
            return _stale(request, found, {"forms": forms}, "booklets/forewords.html")
        messages.success(request, _("The two voices are kept."))
        return redirect("booklet", slug)
    return render(request, "booklets/forewords.html", {"booklet": found, "forms": forms, "seen": found.version})


def _seen(request: HttpRequest) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() else 0


def _stale(request: HttpRequest, found: Booklet, context: dict[str, object], template: str) -> HttpResponse:
    """What was typed stays in the form; what stands now is linked; saving again says it was seen."""
    fresh = Booklet.objects.get(pk=found.pk)
    context |= {"booklet": found, "seen": fresh.version, "fresh": fresh, "is_stale": True}
    return render(request, template, context, status=409)


@Form
def booklet_glossary(request: HttpRequest, slug: str) -> HttpResponse:
    found = find_booklet(request, slug)
    lines = "\n".join(f"{entry.acronym}\u202f: {entry.meaning}" for entry in found.glossary.all())
    form = GlossaryForm(request.POST or None, initial={"lines": lines})
    if request.method == "POST" and form.is_valid():
        unread = services.save_glossary(found, form.cleaned_data["lines"])
        if not unread:
            messages.success(request, _("The glossary is kept."))
            return redirect("booklet", slug)
        form.add_error("lines", _("Put a colon between the acronym and its meaning: “%(line)s”.") % {"line": unread[0][:60]})
    return render(request, "booklets/glossary.html", {"booklet": found, "form": form})


@Form
def booklet_pictures(request: HttpRequest, slug: str) -> HttpResponse:
    found = find_booklet(request, slug)
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _keep_picture(found, form, request.POST.get("kind")):
        messages.success(request, _("The picture is kept."))
        return redirect("booklet_pictures", slug)
    context = {"booklet": found, "form": form, "logos": found.logos.all()}
    return render(request, "booklets/pictures.html", context)


def _keep_picture(found: Booklet, form: PictureForm, kind: str | None) -> bool:
    try:
        clean = clean_image(form.cleaned_data["picture"])
    except UploadError as error:
        form.add_error("picture", str(error))
        return False
    if kind == "logo":
        alt = form.cleaned_data["alt"] or _("Logo")
        services.add_logo(found, picture=clean.content, extension=clean.extension, alt=alt)
    else:
        services.set_cover(found, picture=clean.content, extension=clean.extension)
    return True


@require_POST
def booklet_logo_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = find_booklet(request, slug)
    get_object_or_404(found.logos, pk=pk).delete()
    messages.success(request, _("The logo is taken away."))
    return redirect("booklet_pictures", slug)
