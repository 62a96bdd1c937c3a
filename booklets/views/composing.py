"""The booklet being composed."""

import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from booklets.documents.checks import checks_before_print
from booklets.documents.content import labels_of, object_of
from booklets.forms import BookletForm, ForewordForm, GlossaryForm
from booklets.models import Booklet, BookletItem, PrintRun, RunState
from booklets.permissions import BookletPermissions, booklet_permissions
from booklets.services import composing as services
from common.http import Request, require
from participants.finding import programme_or_404
from participants.models import PickList
from practices.models import HANDED_ON, Production

Form = require_http_methods(["GET", "POST"])
RUNS_SHOWN = 20


def find_booklet(request: Request, slug: str, *, may: str = "compose") -> Booklet:
    """The programme's booklet, for whoever may do ``may`` with it; made at the first visit. A guest knows of none."""
    programme = programme_or_404(request, slug)
    if request.actor.roles_in(programme.pk).is_guest:
        raise Http404
    require(getattr(booklet_permissions(request.actor, programme), may))
    booklet = services.ensure_booklet(programme)
    booklet.programme = programme
    return booklet


@dataclass(frozen=True)
class Step:
    """The one main act of the page; ``key`` says which form or link the template draws."""

    key: str
    sentence: str
    run_pk: int | None = None


@require_GET
def booklet(request: Request, slug: str) -> HttpResponse:
    found = find_booklet(request, slug, may="see_proof")
    can = booklet_permissions(request.actor, found.programme)
    parts = _parts_shown(request, found, can)
    checks = checks_before_print(found) if can.compose else []
    runs = list(found.runs.numbered().defer("content")[:RUNS_SHOWN])
    proof = found.runs.proofs().defer("content").first()
    good_proof = proof if proof is None or proof.state == RunState.DONE else found.runs.proofs().ready().first()
    context = {
        "booklet": found,
        "can": can,
        "parts": parts,
        "checks": checks,
        "runs": runs,
        "proof": proof,
        "good_proof": good_proof,
        "step": _step(found, can, holds=bool(parts), runs=runs, proof=proof),
        "next_number": max((run.number or 0 for run in runs), default=0) + 1,
        "keys": {"proof": uuid.uuid4(), "run": uuid.uuid4()},
        "withdrawn": _withdrawn(found) if can.compose else [],
    }
    return render(request, "booklets/booklet.html", context)


def _step(found: Booklet, can: BookletPermissions, *, holds: bool, runs: list[Any], proof: Any) -> Step | None:
    if not can.compose or (proof is not None and proof.is_waiting):
        return None
    if not holds and not _offers_any(found):
        return Step("wait", _("The booklet awaits its first validated practices: see where they are."))
    if not holds:
        return Step("choose", _("Begin with the practices: the ones their group has validated are waiting."))
    printed = next((run for run in runs if run.state == RunState.DONE), None)
    if printed and _is_newest(printed, proof):
        return _to_publish(found, printed)
    if proof is None or proof.state != RunState.DONE:
        return Step("proof", _("Look at it before you print: a proof shows the whole booklet as it stands."))
    return Step("print", _("The proof is there. When it pleases everyone, print: texts, order and pictures freeze."))


def _offers_any(found: Booklet) -> bool:
    return Production.objects.filter(programme=found.programme, kind="practice", status__in=HANDED_ON).exists()


def _is_newest(printed: PrintRun, proof: PrintRun | None) -> bool:
    return proof is None or printed.requested_at >= proof.requested_at


def _to_publish(found: Booklet, printed: PrintRun) -> Step | None:
    """Nothing presses once the newest run is the public one."""
    if found.published_run_id == printed.pk:
        return None
    return Step("publish", _("A run is printed. You can open its public pages, or go on composing."), printed.pk)


def _withdrawn(found: Booklet) -> list[Production]:
    """What its group took back after it was published: new copies must do without it."""
    if found.published_run_id is None:
        return []
    gone = Production.objects.filter(public_entry__run=found.published_run_id, status="withdrawn")
    return list(gone.order_by("sort_title", "pk"))


@dataclass(frozen=True)
class ShownItem:
    item: BookletItem
    number: int | None  # as it prints; none when it stays out
    first: bool
    last: bool


@dataclass(frozen=True)
class ShownPart:
    label: str
    items: list[ShownItem]


def _parts_shown(request: Request, found: Booklet, can: BookletPermissions) -> list[ShownPart]:
    """By object and in order, as it prints. Whoever does not compose sees only what enters, or is their own."""
    items = services.items_in_order(found)
    own_group = request.actor.roles_in(found.programme_id).group_id
    if not can.compose:
        items = [i for i in items if i.production.status in HANDED_ON or i.production.group_id == own_group]
    label, number = labels_of(found.programme), 0
    parts: dict[str, list[ShownItem]] = {}
    for place, item in enumerate(items):
        enters = item.production.status in HANDED_ON
        number += enters
        shown = ShownItem(item, number if enters else None, place == 0, place == len(items) - 1)
        parts.setdefault(label(PickList.OBJECT, object_of(item.production)), []).append(shown)
    return [ShownPart(name, shown) for name, shown in parts.items()]


@Form
def booklet_practices(request: Request, slug: str) -> HttpResponse:
    """Tick the practices; those chosen already keep their places, new ones come after them."""
    found = find_booklet(request, slug)
    offered = Production.objects.filter(programme=found.programme, kind="practice", status__in=HANDED_ON)
    offered = offered.select_related("group").order_by("sort_title", "pk")
    places = dict(found.items.values_list("production_id", "position"))
    if request.method == "POST":
        ticked = set(request.POST.getlist("practice"))
        chosen = sorted((p for p in offered if str(p.pk) in ticked), key=lambda p: places.get(p.pk, len(places) + 1))
        services.choose_practices(found, chosen)
        messages.success(request, _choice_said(len(chosen)))
        return redirect("booklet", slug)
    waiting = found.programme.productions.practices().standing().exclude(status__in=HANDED_ON).count()
    context = {"booklet": found, "offered": offered, "chosen": set(places), "waiting": waiting}
    return render(request, "booklets/practices.html", context)


def _choice_said(count: int) -> str:
    said = ngettext("%(count)d practice enters the booklet.", "%(count)d practices enter the booklet.", count)
    return said % {"count": count}


@require_POST
def booklet_item_shift(request: Request, slug: str, pk: int) -> HttpResponse:
    """``to`` is ``up``, ``down``, or the practice on whose place this one was dropped."""
    found = find_booklet(request, slug)
    item = get_object_or_404(found.items, pk=pk)
    services.move_practice(found, item, onto=_aimed(request, found, item))
    if not request.htmx:
        return redirect("booklet", slug)
    can = booklet_permissions(request.actor, found.programme)
    context = {"booklet": found, "parts": _parts_shown(request, found, can), "can": can, "moved": item.pk}
    return render(request, "booklets/_order.html", context)


def _aimed(request: Request, found: Booklet, item: BookletItem) -> BookletItem:
    to = request.POST.get("to", "")
    if to.isdecimal():
        return get_object_or_404(found.items, pk=int(to[:18]))
    return services.neighbour(found, item, by=-1 if to == "up" else 1)


@dataclass(frozen=True)
class Seen:
    """What a form says it was reading when it was opened."""

    seen: int
    base: str


def _read_now(found: Booklet, words: Callable[[Booklet], Any]) -> Seen:
    fresh = Booklet.objects.only("version").get(pk=found.pk)
    return Seen(fresh.version, services.digest_of(words(found)))


def _read_then(request: Request) -> dict[str, Any]:
    given = request.POST.get("seen", "")
    return asdict(Seen(int(given) if given.isdecimal() and len(given) < 10 else 0, request.POST.get("base", "")))


@Form
def booklet_words(request: Request, slug: str) -> HttpResponse:
    found = find_booklet(request, slug)
    form = BookletForm(request.POST or None, instance=found)
    context = {"booklet": found, "form": form, "forms": [form]}
    if request.method == "POST" and form.is_valid():
        try:
            services.save_words(found, form.cleaned_data, **_read_then(request))
        except services.StaleBookletError:
            return _both(request, "booklets/words.html", context, services.words_of_booklet)
        messages.success(request, _("These words are kept."))
        return redirect("booklet", slug)
    return _page(request, "booklets/words.html", context, services.words_of_booklet)


@Form
def booklet_forewords(request: Request, slug: str) -> HttpResponse:
    found = find_booklet(request, slug)
    voices = list(found.forewords.all())
    forms = [ForewordForm(request.POST or None, instance=voice, prefix=f"voice{voice.position}") for voice in voices]
    context = {"booklet": found, "forms": forms}
    are_valid = [form.is_valid() for form in forms]
    if request.method == "POST" and all(are_valid):
        try:
            services.save_forewords(found, [form.cleaned_data for form in forms], **_read_then(request))
        except services.StaleBookletError:
            return _both(request, "booklets/forewords.html", context, services.voices_of)
        messages.success(request, _("The two voices are kept."))
        return redirect("booklet", slug)
    return _page(request, "booklets/forewords.html", context, services.voices_of)


@Form
def booklet_glossary(request: Request, slug: str) -> HttpResponse:
    found = find_booklet(request, slug)
    form = GlossaryForm(request.POST or None, initial=services.glossary_of(found))
    context = {"booklet": found, "form": form, "forms": [form]}
    if request.method == "POST" and form.is_valid():
        try:
            unread = services.save_glossary(found, form.cleaned_data["lines"], **_read_then(request))
        except services.StaleBookletError:
            return _both(request, "booklets/glossary.html", context, services.glossary_of)
        if not unread:
            messages.success(request, _("The glossary is kept."))
            return redirect("booklet", slug)
        form.add_error("lines", _unread_said(unread[0]))
    return _page(request, "booklets/glossary.html", context, services.glossary_of)


def _unread_said(line: str) -> str:
    return _("Put a colon between the acronym and its meaning: “%(line)s”.") % {"line": line[:60]}


def _page(request: Request, template: str, context: dict[str, Any], words: Callable[[Booklet], Any]) -> HttpResponse:
    """A form sent back with an error still says what was being read when it was opened."""
    now = asdict(_read_now(context["booklet"], words))
    then = _read_then(request) if request.method == "POST" else now
    return render(request, template, {**context, **then, "differences": []})


@dataclass(frozen=True)
class Difference:
    label: str
    theirs: str


def _both(request: Request, template: str, context: dict[str, Any], words: Callable[[Booklet], Any]) -> HttpResponse:
    """What was typed stays in the form; what stands now is shown above; saving again says both were read."""
    now, standing = asdict(_read_now(context["booklet"], words)), words(context["booklet"])
    differences = [
        Difference(str(form.fields[field].label), theirs)
        for form, stands in zip(context["forms"], standing if isinstance(standing, list) else [standing], strict=True)
        for field, theirs in stands.items()
        if theirs != form.cleaned_data[field]
    ]
    return render(request, template, {**context, **now, "differences": differences}, status=409)
