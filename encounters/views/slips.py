"""The slips of paper on the page: each contribution with what one may do with it, under its prompt."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import ngettext

from common.http import Request, as_number

from ..forms import BoxForm
from ..models import Contribution, ContributionQuerySet, Meeting, Prompt
from ..permissions import ContributionPermissions, contribution_permissions, meeting_permissions

LATEST = 3  # shown under each prompt; the others are a page away
PAGE = 20
NEWEST_FIRST = ("-created_at", "-pk")


@dataclass(frozen=True)
class Slip:
    contribution: Contribution
    can: ContributionPermissions


@dataclass(frozen=True)
class Column:
    """One prompt: its box when one may write, the latest of what was said under it, and how much there is in all."""

    prompt: Prompt
    slips: list[Slip]
    count: int
    box: BoxForm | None = None

    @property
    def count_in_words(self) -> str:
        return count_in_words(self.count)

    @property
    def has_more(self) -> bool:
        return self.count > sum(slip.contribution.deleted_at is None for slip in self.slips)


def count_in_words(count: int) -> str:
    words = ngettext("%(counter)s contribution", "%(counter)s contributions", count)
    return words % {"counter": count} if count else ""


def slip_of(request: Request, contribution: Contribution) -> Slip:
    return Slip(contribution, contribution_permissions(request.actor, contribution))


def columns_of(
    request: Request,
    meeting: Meeting,
    said: ContributionQuerySet,
    prompts: Iterable[Prompt],
    boxes: dict[str, BoxForm] | None = None,
) -> list[Column]:
    """The latest under each prompt, the latest first, and the one the address names, old or just set aside."""
    counts, latest = _latest(said)
    named = _named(request)
    shown = Q(pk__in=latest) | Q(pk=named) if named else Q(pk__in=latest)
    under = defaultdict(list)
    for slip in _slips(request, meeting, said.filter(shown)):
        under[slip.contribution.prompt_id].append(slip)
    return [Column(p, under[p.pk], counts.get(p.pk, 0), (boxes or {}).get(p.key)) for p in prompts]


def page_of(request: Request, meeting: Meeting, said: ContributionQuerySet, prompt: Prompt) -> tuple[Column, Page[int]]:
    """Everything said under one prompt, page by page."""
    under = said.filter(prompt=prompt)
    named = _named(request)
    shown = under.filter(Q(deleted_at__isnull=True) | Q(pk=named)) if named else under.standing()
    keys = shown.order_by(*NEWEST_FIRST).values_list("pk", flat=True)
    page = Paginator(keys, PAGE).get_page(request.GET.get("page"))
    slips = _slips(request, meeting, said.filter(pk__in=list(page.object_list)))
    return Column(prompt, slips, under.standing().count()), page


def is_among_latest(contribution: Contribution) -> bool:
    """Whether the pages that show a few show this one."""
    said = contribution.meeting.contributions.standing().filter(prompt=contribution.prompt_id)
    return contribution.pk in said.order_by(*NEWEST_FIRST).values_list("pk", flat=True)[:LATEST]


def _latest(said: ContributionQuerySet) -> tuple[dict[int, int], list[int]]:
    """How many stand under each prompt, and the keys of the latest."""
    here = said.standing().order_by()
    counts = dict(here.values("prompt").annotate(count=Count("pk")).values_list("prompt", "count"))
    rank = Window(RowNumber(), partition_by=[F("prompt")], order_by=[F("created_at").desc(), F("pk").desc()])
    latest = here.annotate(rank=rank).filter(rank__lte=LATEST).values_list("pk", flat=True)
    return counts, list(latest)


def _named(request: Request) -> int | None:
    """One the address asks for: just set aside (shown with its undo), or older than the latest."""
    asked = request.GET.get("enleve") or request.GET.get("voir") or ""
    return as_number(asked)


def _slips(request: Request, meeting: Meeting, said: ContributionQuerySet) -> list[Slip]:
    """What was set aside is shown to those who may bring it back."""
    can = meeting_permissions(request.actor, meeting)
    slips = []
    for row in said.with_names().order_by(*NEWEST_FIRST):
        row.meeting = meeting
        slip = Slip(row, contribution_permissions(request.actor, row, can))
        if row.deleted_at is None or slip.can.delete:
            slips.append(slip)
    return slips
