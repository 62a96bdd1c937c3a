"""One contribution: correct it, cut it, put it under another prompt, set it aside and bring it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.http import Request, posted_key, require

from ..forms import ContributionForm, CutForm, MoveForm
from ..models import LONG_TEXT, Contribution, Prompt
from ..permissions import ContributionPermissions, meeting_permissions
from ..services import (
    ContributionMovedError,
    cut_contribution,
    delete_contribution,
    edit_contribution,
    move_contribution,
    restore_contribution,
)
from .finding import find_contribution, roster_of
from .slips import Slip, count_in_words, is_among_latest, slip_of


@require_safe
def contribution_detail(request: Request, slug: str, pk: int) -> HttpResponse:
    """The slip alone for a script; otherwise the page it stands on."""
    contribution, _can = find_contribution(request, slug, pk)
    return _slip(request, contribution)


def contribution_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    contribution, can = find_contribution(request, slug, pk)
    if not can.edit:
        return _too_late(request, contribution)

    roster = roster_of(contribution.meeting) if _may_attribute(request, contribution) else None
    form = ContributionForm(request.POST or None, contribution=contribution, roster=roster)
    if not form.is_valid():
        return _form(request, contribution, form, status=422 if form.is_bound else 200)
    try:
        current = edit_contribution(contribution, by=request.user, seen=_seen(request), **form.changes())
    except ContributionMovedError as moved:
        return _form(request, moved.current, form, status=409, theirs=moved.current)
    return _slip(request, current, said=_("Saved."))


def contribution_move(request: Request, slug: str, pk: int) -> HttpResponse:
    contribution, can = find_contribution(request, slug, pk)
    require(can.edit)

    prompts = Prompt.objects.asked_at(contribution.meeting)
    form = MoveForm(request.POST or None, prompts=prompts)
    if not form.is_valid():
        context = {"slip": Slip(contribution, can), "prompts": prompts, "meeting": contribution.meeting}
        return _fragment_or_page(request, "move", context, status=422 if form.is_bound else 200)
    old = contribution.prompt
    current = move_contribution(contribution, by=request.user, prompt=form.cleaned_data["prompt"])
    if request.htmx and current.prompt_id != old.pk:
        context = {"slip": slip_of(request, current), "meeting": current.meeting}
        return render(request, "encounters/_moved.html", context | _counts(current, old))
    return _slip(request, current, said=_("It now stands under “%(prompt)s”.") % {"prompt": current.prompt.label})


def contribution_cut(request: Request, slug: str, pk: int) -> HttpResponse:
    """Two contributions out of a long one, where the person says."""
    contribution, can = find_contribution(request, slug, pk)
    require(can.edit)

    form = CutForm(request.POST or None, initial=_halves(contribution.text))
    context: dict[str, Any] = {"slip": Slip(contribution, can), "form": form, "client_key": posted_key(request)}
    context["came_from"] = _came_from(request)
    if form.is_valid():
        try:
            cut_contribution(
                contribution, by=request.user, seen=_seen(request), key=posted_key(request), **form.cleaned_data
            )
        except ContributionMovedError as moved:
            context |= {"theirs": moved.current, "slip": Slip(moved.current, can)}
            return render(request, "encounters/contribution_cut.html", context, status=409)
        messages.success(request, _("Cut: there are now two contributions."))
        return redirect(_where(request, contribution))
    return render(request, "encounters/contribution_cut.html", context, status=422 if form.is_bound else 200)


@require_POST
def contribution_delete(request: Request, slug: str, pk: int) -> HttpResponse:
    contribution, can = find_contribution(request, slug, pk)
    require(can.delete)

    try:
        current = delete_contribution(contribution, by=request.user, seen=_seen(request))
    except ContributionMovedError as moved:
        sentence = _("Somebody has just corrected it: read it again before removing it.")
        if not request.htmx:
            messages.warning(request, sentence)
        return _slip(request, moved.current, note=sentence, status=409)
    return _slip(request, current)


@require_POST
def contribution_restore(request: Request, slug: str, pk: int) -> HttpResponse:
    contribution, can = find_contribution(request, slug, pk)
    require(can.delete)

    return _slip(request, restore_contribution(contribution, by=request.user), said=_("It is back."))


def _seen(request: Request) -> int:
    """The version that was read; an unreadable one matches none, so nothing is overwritten."""
    posted = request.POST.get("version", "")
    return int(posted) if posted.isdecimal() and len(posted) < 10 else 0


def _may_attribute(request: Request, contribution: Contribution) -> bool:
    return meeting_permissions(request.actor, contribution.meeting).attribute


def _slip(
    request: Request, contribution: Contribution, *, said: str = "", note: str = "", status: int = 200
) -> HttpResponse:
    if not request.htmx:
        if said:
            messages.success(request, said)
        return redirect(_where(request, contribution))
    context = {
        "slip": slip_of(request, contribution),
        "meeting": contribution.meeting,
        "note": note,
        "takes_focus": True,
    }
    return render(request, "encounters/_slip_alone.html", context | _counts(contribution), status=status)


def _counts(contribution: Contribution, *others: Prompt) -> dict[str, Any]:
    here = contribution.meeting.contributions.standing()
    prompts = [contribution.prompt, *others]
    return {"counts": [(p, count_in_words(here.filter(prompt=p).count())) for p in prompts]}


def _form(
    request: Request,
    contribution: Contribution,
    form: ContributionForm,
    *,
    status: int,
    theirs: Contribution | None = None,
) -> HttpResponse:
    stories = contribution.meeting.contributions.standing().stories()
    context = {
        "slip": Slip(contribution, ContributionPermissions(see=True, edit=True, delete=True)),
        "form": form,
        "theirs": theirs,
        "stories": stories,
        "meeting": contribution.meeting,
    }
    return _fragment_or_page(request, "edit", context, status=status)


def _fragment_or_page(request: Request, act: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    template = f"encounters/_slip_{act}.html" if request.htmx else f"encounters/contribution_{act}.html"
    way_back = {"back": _where(request, context["slip"].contribution), "came_from": _came_from(request)}
    return render(request, template, context | way_back, status=status)


def _too_late(request: Request, contribution: Contribution) -> HttpResponse:
    """403, with what was typed given back for copying."""
    require(request.method == "POST" and bool(request.POST.get("text")))
    context = {"meeting": contribution.meeting, "typed": [request.POST["text"]]}
    return render(request, "encounters/capture_closed.html", context, status=403)


def _where(request: Request, contribution: Contribution) -> str:
    """Back to the slip, on the page it was read on."""
    meeting = contribution.meeting
    captures = meeting_permissions(request.actor, meeting).capture
    page = "capture" if captures and not _came_from(request) else "meeting_detail"
    named = f"?enleve={contribution.pk}" if contribution.deleted_at else ""
    if not named and not is_among_latest(contribution):
        named = f"?voir={contribution.pk}"
    return f"{reverse(page, args=[meeting.programme.slug, meeting.pk])}{named}#contribution-{contribution.pk}"


def _came_from(request: Request) -> str:
    """“rencontre” when the slip was read on the meeting's page rather than where one notes."""
    said = request.POST.get("from") or request.GET.get("from")
    return "rencontre" if said == "rencontre" else ""


def _halves(text: str) -> dict[str, str]:
    """A first proposal: the end of the sentence nearest to the limit of one contribution, or the middle."""
    middle = min(LONG_TEXT, max(len(text) // 2, 1))
    ends = [place + 1 for place, letter in enumerate(text) if letter in ".!?…;\n"]
    place = min(ends, key=lambda end: abs(end - middle), default=middle)
    if place >= len(text):
        place = middle
    return {"first": text[:place].strip(), "second": text[place:].strip()}
