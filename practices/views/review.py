"""Having sheets read, and reading them: the list of what awaits, the sheet, what changed since one's last answer."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.http import Request, require
from participants.finding import group_or_404, programme_or_404
from participants.models import PeerGroup, PickListItem

from ..finding import production_or_404
from ..forms.review import AnswerForm
from ..models import (
    Choice,
    Production,
    ProductionStatus,
    build_sheet,
    changes_between,
    last_read,
    missing_words,
    rule_of,
    section_labels,
    sheets_to_read,
)
from ..permissions import group_work_permissions, production_permissions
from ..services.review import contest_form_correction, return_to_complete, send_many_to_review, send_to_review
from .acting import back_to_sheet, posted_version, posted_versions, unless_moved


@require_POST
def review_start(request: Request, slug: str, pk: int) -> HttpResponse:
    production = production_or_404(request, slug, pk)
    require(production_permissions(request.actor, production).send_to_review)

    with unless_moved(request, _("Everybody in the group is now asked to read it, absent or not.")):
        send_to_review(production, by=request.user, seen=posted_version(request))
    return back_to_sheet(production)


@require_http_methods(["GET", "HEAD", "POST"])
def review_start_many(request: Request, slug: str, group: int) -> HttpResponse:
    """The autumn page of the group: what is ready to be read, and what lacks, sheet by sheet."""
    peers = group_or_404(request, slug, group)
    require(group_work_permissions(request.actor, peers).group_contributions)

    waiting = Production.objects.of_group(peers).filter(status=ProductionStatus.TO_COMPLETE)
    if request.method == "POST":
        outcome = send_many_to_review(posted_versions(request, waiting), by=request.user)
        _say_sent(request, len(outcome.sent))
        for production, sentence in outcome.kept:
            messages.warning(request, f"{production} : {sentence}")
        return redirect("review_start_many", slug, group)
    sheets = [(p, missing_words(p)) for p in waiting.select_related("head").in_order()]
    return render(request, "practices/review/review_start_many.html", {"group": peers, "sheets": sheets})


def _say_sent(request: Request, count: int) -> None:
    if count:
        words = ngettext(
            "%(count)d sheet is now being read by the group.",
            "%(count)d sheets are now being read by the group.",
            count,
        )
        messages.success(request, words % {"count": count})


@require_POST
def review_return(request: Request, slug: str, pk: int) -> HttpResponse:
    production = production_or_404(request, slug, pk)
    require(production_permissions(request.actor, production).return_to_complete)

    with unless_moved(
        request, _("It is back to be completed. The answers given stay with the words they were given to.")
    ):
        return_to_complete(production, by=request.user, seen=posted_version(request))
    return back_to_sheet(production)


@require_POST
def form_contest(request: Request, slug: str, pk: int) -> HttpResponse:
    production = production_or_404(request, slug, pk)
    require(production_permissions(request.actor, production).contest_form)

    with unless_moved(request, _("Noted: this correction changes the words, and the group is asked again.")):
        contest_form_correction(production, by=request.user, seen=posted_version(request))
    return back_to_sheet(production)


@require_safe
def reading_list(request: Request, slug: str) -> HttpResponse:
    programme = programme_or_404(request, slug)
    roles = request.actor.roles_in(programme.pk)
    sheets = sheets_to_read(roles.participation) if roles.participation else []
    context = {
        "mine": [sheet for sheet in sheets if sheet.is_mine],
        "others": [sheet for sheet in sheets if not sheet.is_mine],
        "lot": [sheet for sheet in sheets if sheet.is_waiting and not sheet.is_mine],
        "waiting": sum(sheet.is_waiting for sheet in sheets),
        "client_key": uuid.uuid4(),
        "organised": _organised_groups(request, list(programme.groups.all())),
    }
    return render(request, "practices/review/reading_list.html", context)


def _organised_groups(request: Request, groups: list[PeerGroup]) -> list[dict[str, Any]]:
    """The groups this person leads a round of the table for, and may send sheets of."""
    roles = [(group, request.actor.roles_in(group.programme_id)) for group in groups]
    return [
        {"group": group, "facilitates": role.facilitates(group.pk)} for group, role in roles if role.organises(group.pk)
    ]


@require_safe
def reading(request: Request, slug: str, pk: int) -> HttpResponse:
    production = production_or_404(request, slug, pk)
    require(production_permissions(request.actor, production).see_inside)
    if production.status != ProductionStatus.IN_REVIEW:
        messages.info(request, _("This is not being read at the moment."))
        return back_to_sheet(production)
    return reading_page(request, production)


def reading_page(
    request: Request, production: Production, *, form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    """The sheet as it stands, what others changed since this person's last answer, and the four answers."""
    rule = rule_of(production)
    mine = rule.reading_of(request.actor.roles_in(production.programme_id).participation)
    before = last_read(mine)
    labels = PickListItem.objects.filter(programme=production.programme_id).labels()
    sections = production.sections
    context = {
        "production": production,
        "can": production_permissions(request.actor, production),
        "rule": rule,
        "reading": mine,
        "before": before,
        "changes": changes_between(production.kind, before.sections, sections, labels=labels) if before else [],
        "sheet": build_sheet(production, sections, labels=labels, inside=False),
        "client_key": uuid.uuid4(),
        **answer_context(production, form),
    }
    return render(request, "practices/review/reading.html", context, status=status)


def answer_context(production: Production, form: AnswerForm | None) -> dict[str, Any]:
    """What the four answers need; after a refusal, everything that was typed."""
    typed = form.data if form is not None else {}
    return {
        "choices": Choice,
        "parts": section_labels(production.kind).values(),
        "typed": {name: typed.get(name, "") for name in ("choice", "remark", "section")},
        "refusal": form.first_error if form is not None else "",
    }
