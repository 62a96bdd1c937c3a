"""The pile of contributions, and putting them into practices."""

import time
import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.http import Request, posted_key, require
from common.text import clean_text, sort_key
from encounters.models import Contribution, ContributionQuerySet
from participants.finding import group_or_404
from participants.models import PeerGroup

from ..forms import FeedForm, PileFilterForm
from ..forms.pile import UNGROUPED
from ..models import Feeding, Production, is_grouped
from ..permissions import group_work_permissions
from ..services.grouping import GroupingAct, feed_new_practice, feed_production, take_out, undo_grouping

PAGE = 20
TARGETS = 12  # practices offered at once; the others are found by a word of their title
LAST_ACT = "last_grouping"
UNDO_FOR = 30 * 60  # seconds


@require_safe
def pile(request: Request, slug: str, group: int) -> HttpResponse:
    peers = _find(request, slug, group)
    return render(request, "practices/pile.html", _context(request, peers))


@require_POST
def feed(request: Request, slug: str, group: int) -> HttpResponse:
    peers = _find(request, slug, group)
    if story := clean_text(request.POST.get("file_story", "")):
        return _file_story(request, peers, story)
    if "find" in request.POST:
        return _look_for_targets(request, peers)
    chosen = _ticked(request, peers)
    form = FeedForm(request.POST, group=peers)
    if not form.is_valid() or not chosen:
        return _ask_again(request, peers, form, bool(chosen))
    if practice := form.cleaned_data["into"]:
        act = feed_production(practice, chosen, by=request.user)
    else:
        title, key = form.cleaned_data["title"], posted_key(request)
        act = feed_new_practice(peers, chosen, title=title, by=request.user, client_key=key)
    return _after(request, peers, act)


@require_POST
def unfeed(request: Request, slug: str, group: int) -> HttpResponse:
    peers = _find(request, slug, group)
    act = take_out(peers, _numbers(request, "feeding"), by=request.user)
    return _after(request, peers, act)


@require_POST
def pile_undo(request: Request, slug: str, group: int) -> HttpResponse:
    peers = _find(request, slug, group)
    act = _kept_act(request)
    request.session.pop(LAST_ACT, None)
    if act is not None:
        undo_grouping(peers, act, by=request.user)
        messages.success(request, _("Undone: the contributions are back where they were."))
    return _answer(request, peers)


def _find(request: Request, slug: str, group: int) -> PeerGroup:
    """Another group's pile answers 404; a member who does not facilitate knows of it, and gets 403."""
    peers = group_or_404(request, slug, group)
    can = group_work_permissions(request.actor, peers)
    if not can.see_productions:
        return group_or_404(request, slug, 0)
    require(can.group_contributions)
    return peers


def _numbers(request: Request, name: str) -> list[int]:
    return [
        int(value) for value in request.POST.getlist(name) if value.isascii() and value.isdigit() and len(value) < 19
    ]


def _words(request: Request, peers: PeerGroup) -> ContributionQuerySet:
    return Contribution.objects.visible_in_group(peers, request.actor).standing()


def _waiting(request: Request, peers: PeerGroup) -> ContributionQuerySet:
    return _words(request, peers).filter(~is_grouped())


def _ticked(request: Request, peers: PeerGroup) -> list[Contribution]:
    """Those ticked one by one, and all the waiting ones of a story ticked as a whole."""
    ticked = _words(request, peers).filter(pk__in=_numbers(request, "contribution"))
    stories = [story for story in map(clean_text, request.POST.getlist("story")) if story]
    told = _waiting(request, peers).filter(story__in=stories) if stories else []
    return list({contribution.pk: contribution for contribution in [*ticked, *told]}.values())


def _file_story(request: Request, peers: PeerGroup, story: str) -> HttpResponse:
    """Everything told under this name and still waiting, into the practice of that name, made if need be."""
    told = list(_waiting(request, peers).filter(story=story))
    if not told:
        return _after(request, peers, None)
    key = posted_key(request)
    act = feed_new_practice(peers, told, title=story[:80], by=request.user, client_key=key)
    return _after(request, peers, act)


def _ask_again(request: Request, peers: PeerGroup, form: FeedForm, any_ticked: bool) -> HttpResponse:
    """What was ticked stays ticked, and the title stays typed."""
    sentence = next((str(e) for errors in form.errors.values() for e in errors), "")
    if not any_ticked:
        sentence = _("Tick the contributions first, then say where they go.")
    context = _context(request, peers, query=request.POST.get("query", ""))
    context |= {"refusal": sentence, **_as_typed(request)}
    template = "practices/_pile.html" if request.htmx else "practices/pile.html"
    return render(request, template, context, status=200 if request.htmx else 422)


def _look_for_targets(request: Request, peers: PeerGroup) -> HttpResponse:
    """The practices whose title has these words; what was ticked stays ticked."""
    context = _context(request, peers, query=request.POST.get("query", ""), wanted=request.POST.get("wanted", ""))
    context |= _as_typed(request)
    return render(request, "practices/_pile.html" if request.htmx else "practices/pile.html", context)


def _as_typed(request: Request) -> dict[str, Any]:
    return {
        "ticked": set(_numbers(request, "contribution")),
        "typed_title": request.POST.get("title", ""),
        "opened": True,
    }


def _after(request: Request, peers: PeerGroup, act: GroupingAct | None) -> HttpResponse:
    if act is not None and act.feedings:
        request.session[LAST_ACT] = [act.as_json(), time.time()]
    else:
        messages.info(request, _("Nothing to change: it was already so."))
    return _answer(request, peers)


def _answer(request: Request, peers: PeerGroup) -> HttpResponse:
    query = request.POST.get("query", "")
    if request.htmx:
        return render(request, "practices/_pile.html", _context(request, peers, query=query))
    address = reverse("pile", args=[peers.programme.slug, peers.pk])
    return HttpResponseRedirect(f"{address}?{_own_query(query)}#pile-top" if query else f"{address}#pile-top")


def _own_query(query: str) -> str:
    """Only our own filters travel back: never an address made elsewhere."""
    sent = QueryDict(query[:1000])
    names = ("show", "prompt", "meeting", "story", "table", "q", "page")
    return urlencode({name: sent[name] for name in names if sent.get(name)})


def _context(request: Request, peers: PeerGroup, *, query: str | None = None, wanted: str = "") -> dict[str, Any]:
    params = request.GET if query is None else QueryDict(query[:1000])
    filters = PileFilterForm(params, group=peers)
    shown = list(filters.apply(_words(request, peers)).in_order().values_list("pk", flat=True))
    page = Paginator(shown, PAGE).get_page(params.get("page"))
    waiting = _waiting(request, peers)
    is_whole = filters.shows == UNGROUPED and not filters.is_narrowed
    act = _last_act(request, peers)
    return {
        "group": peers,
        "filters": filters,
        "page": page,
        "slips": _slips(list(page.object_list)),
        "query": _own_query(params.urlencode()),
        "waiting": len(shown) if is_whole else waiting.count(),
        **_targets(peers, wanted),
        "stories": _stories(waiting),
        "act": act,
        "ticked": set(),
        "typed_title": "",
        "refusal": "",
        "opened": False,
        "client_key": uuid.uuid4(),
    }


def _standing_feedings() -> Prefetch:
    rows = Feeding.objects.standing().select_related("production")
    return Prefetch("feedings", queryset=rows.order_by("pk"), to_attr="standing_feedings")


def _slips(keys: list[int]) -> list[Contribution]:
    """The rows of one page, whatever the height of the pile."""
    rows = Contribution.objects.filter(pk__in=keys).select_related("prompt", "meeting", "attributed_to__person")
    return list(rows.in_order().prefetch_related(_standing_feedings()))


def _targets(peers: PeerGroup, wanted: str) -> dict[str, Any]:
    """The latest practices of the group, or those whose title has the words asked for; in reading order."""
    of_group = Production.objects.practices().standing().of_group(peers)
    words = sort_key(clean_text(wanted)).split()
    for word in words:
        of_group = of_group.filter(sort_title__contains=word)
    keys = list(of_group.order_by("-pk").values_list("pk", flat=True)[: TARGETS + 1])
    fed = Feeding.objects.standing().filter(production__in=keys).count_by_production()
    found = Production.objects.filter(pk__in=keys[:TARGETS]).only("title", "kind").in_order()
    return {
        "practices": [(practice, fed.get(practice.pk, 0)) for practice in found],
        "wanted": wanted,
        "looks_further": len(keys) > TARGETS or bool(words),
    }


def _stories(waiting: ContributionQuerySet) -> list[dict[str, Any]]:
    """What was told under a name and waits: one act files it all."""
    told = waiting.exclude(story="").order_by("story").values_list("story").annotate(count=Count("pk"))
    return [{"story": story, "count": count} for story, count in told.values_list("story", "count")]


def _last_act(request: Request, peers: PeerGroup) -> dict[str, Any] | None:
    act = _kept_act(request)
    if act is None:
        return None
    production = Production.objects.of_group(peers).filter(pk=act.production).first()
    return {"kind": act.kind, "count": len(act.feedings), "production": production} if production else None


def _kept_act(request: Request) -> GroupingAct | None:
    """The last act, while it is fresh in mind: later, taking out one by one says better what is done."""
    kept, at = request.session.get(LAST_ACT) or (None, 0)
    return GroupingAct.from_json(kept) if time.time() - at < UNDO_FOR else None
