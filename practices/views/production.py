"""The list of what is worth keeping, a production's page, its making and who leads it."""

import uuid
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.http import Request, posted_key, require
from encounters.models import Contribution
from participants.finding import group_or_404, programme_or_404
from participants.models import PeerGroup, PickListItem, Programme

from ..finding import production_or_404
from ..forms import LeaderForm, PracticeFilterForm, PracticeForm
from ..models import (
    Feeding,
    Production,
    ProductionQuerySet,
    Revision,
    build_sheet,
    is_grouped,
    missing_sections,
    rule_of,
    section_labels,
)
from ..permissions import ProductionPermissions, group_work_permissions, production_permissions
from ..services.productions import choose_leader, create_practice, ensure_synthesis

PAGE = 12


@require_safe
def practice_list(request: Request, slug: str) -> HttpResponse:
    programme = programme_or_404(request, slug)
    filters = PracticeFilterForm(request.GET, programme=programme)
    visible = Production.objects.visible_within(programme, request.actor)
    context = {
        "filters": filters,
        **_cards(request, filters.apply(visible)),
        "groups": _group_work(request, programme),
        "query": urlencode({n: filters.cleaned_data[n] for n in ("group", "status") if filters.cleaned_data.get(n)}),
    }
    return render(request, "practices/practice_list.html", context)


@require_safe
def production_detail(request: Request, slug: str, pk: int) -> HttpResponse:
    production = production_or_404(request, slug, pk)
    return render(request, "practices/production_detail.html", production_context(request, production))


@require_http_methods(["GET", "HEAD", "POST"])
def practice_create(request: Request, slug: str, group: int) -> HttpResponse:
    peers = group_or_404(request, slug, group)
    require(group_work_permissions(request.actor, peers).create_practice)

    form = PracticeForm(request.POST or None, group=peers)
    if request.method == "POST" and form.is_valid():
        title, key = form.cleaned_data["title"], posted_key(request)
        practice = create_practice(peers, title=title, by=request.user, client_key=key)
        return redirect("production_detail", slug, practice.pk)
    context = {"form": form, "group": peers, "client_key": uuid.uuid4()}
    return render(request, "practices/practice_form.html", context)


@require_POST
def synthesis_open(request: Request, slug: str, group: int) -> HttpResponse:
    peers = group_or_404(request, slug, group)
    can = group_work_permissions(request.actor, peers)
    require(can.create_practice or request.actor.roles_in(peers.programme_id).organises(peers.pk))
    synthesis = ensure_synthesis(peers, by=request.user)
    return redirect("production_detail", slug, synthesis.pk)


@require_POST
def production_lead(request: Request, slug: str, pk: int) -> HttpResponse:
    production = production_or_404(request, slug, pk)
    require(production_permissions(request.actor, production).lead)

    form = LeaderForm(request.POST, production=production)
    if form.is_valid():
        choose_leader(production, participation=form.cleaned_data["led_by"])
        messages.success(request, _("Noted."))
    else:
        messages.warning(request, _("This person is no longer in the group: please choose again."))
    return redirect("production_detail", slug, pk)


def production_context(request: Request, production: Production) -> dict[str, Any]:
    """Everything the page of a production shows; outside its group, the validated words and nothing else."""
    can = production_permissions(request.actor, production)
    revision = production.head if can.see_inside else production.validated_revision
    labels = PickListItem.objects.filter(programme=production.programme_id).labels()
    sheet = build_sheet(production, revision.sections if revision else {}, labels=labels, inside=can.see_inside)
    return {
        "production": production,
        "can": can,
        "revision": revision,
        "sheet": sheet,
        "missing": missing_labels(production) if can.see_inside else [],
        "rule": rule_of(production) if can.see_inside else None,
        "leader_form": LeaderForm(production=production) if can.lead else None,
        "is_swapped": False,
    }


def missing_labels(production: Production) -> list[Any]:
    """What remains to be said before the group can read it, as labels of sections."""
    return _labels_missing(production.kind, production.sections)


def _labels_missing(kind: str, sections: dict[str, Any]) -> list[Any]:
    labels = section_labels(kind)
    return [labels[key] for key in missing_sections(kind, sections)]


def _cards(request: Request, productions: ProductionQuerySet) -> dict[str, Any]:
    """A page of keys first, then its rows with what a card shows: the cost does not grow with the list."""
    ordered = productions.order_by("group__position", "group", "kind", "sort_title", "pk")
    page = Paginator(ordered.values_list("pk", flat=True), PAGE).get_page(request.GET.get("page"))
    keys = list(page.object_list)
    rows = Production.objects.filter(pk__in=keys).annotate(led_by_name=F("led_by__person__name"))
    seen = {row.pk: (row, production_permissions(request.actor, row)) for row in rows.select_related("group")}
    words = _words_read(seen.values())
    fed = Feeding.objects.standing().filter(production__in=keys).count_by_production()
    return {"page": page, "cards": [_card(*seen[pk], words.get(pk, {}), fed.get(pk, 0)) for pk in keys]}


def _words_read(seen: Iterable[tuple[Production, ProductionPermissions]]) -> dict[int, dict[str, Any]]:
    """For each, the words this person may read: the latest inside the group, else those it validated."""
    read = [p.head_id if can.see_inside else p.validated_revision_id for p, can in seen]
    return dict(Revision.objects.filter(pk__in=[pk for pk in read if pk]).values_list("production", "sections"))


def _card(production: Production, can: ProductionPermissions, sections: dict[str, Any], fed: int) -> dict[str, Any]:
    pictures = [item["picture"] for item in sections.get("pictures") or [] if item.get("picture")]
    return {
        "production": production,
        "can": can,
        "fed": fed,
        "summary": sections.get("summary", "")
        or next(iter(sections.get("works") or sections.get("favours") or []), ""),
        "picture": pictures[0] if pictures else None,
        "missing": _labels_missing(production.kind, sections) if _is_young(production, can) else [],
    }


def _is_young(production: Production, can: ProductionPermissions) -> bool:
    return can.see_inside and production.status in {"gathered", "to_complete"}


def _group_work(request: Request, programme: Programme) -> list[dict[str, Any]]:
    """For each group whose kitchen this person sees: what waits, what may be begun."""
    found = []
    groups = list(programme.groups.all())
    counts = _counts_by_group(groups)
    syntheses = set(Production.objects.syntheses().filter(programme=programme).values_list("group", flat=True))
    for group in groups:
        can = group_work_permissions(request.actor, group)
        if can.see_productions:
            said, waiting = counts.get(group.pk, (0, 0))
            organises = request.actor.roles_in(programme.pk).organises(group.pk)
            found.append(
                {
                    "group": group,
                    "can": can,
                    "said": said,
                    "waiting": waiting,
                    "may_open_synthesis": organises and group.pk not in syntheses,
                }
            )
    return found


def _counts_by_group(groups: list[PeerGroup]) -> dict[int, tuple[int, int]]:
    """What was said in each group, and how much of it no practice holds yet."""
    words = Contribution.objects.standing().filter(group__in=groups).order_by("group").values("group")
    rows = words.annotate(said=Count("pk"), waiting=Count("pk", filter=~is_grouped()))
    return {row["group"]: (row["said"], row["waiting"]) for row in rows}
