"""The slips of paper on the page: each contribution with what one may do with it, under its prompt."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import ngettext

from common.http import Request

from ..forms import BoxForm
from ..models import Contribution, ContributionQuerySet, Meeting, Prompt
from ..permissions import ContributionPermissions, contribution_permissions


@dataclass(frozen=True)
class Slip:
    contribution: Contribution
    can: ContributionPermissions


@dataclass
class Column:
    """One prompt: its box when one may write, and what was said under it."""

    prompt: Prompt
    slips: list[Slip]
    box: BoxForm | None = None
    count: int = field(init=False)

    def __post_init__(self) -> None:
        self.count = sum(slip.contribution.deleted_at is None for slip in self.slips)

    @property
    def count_in_words(self) -> str:
        return count_in_words(self.count)


def count_in_words(count: int) -> str:
    words = ngettext("%(counter)s contribution", "%(counter)s contributions", count)
    return words % {"counter": count} if count else ""


def slip_of(request: Request, contribution: Contribution) -> Slip:
    return Slip(contribution, contribution_permissions(request.actor, contribution))


def slips_of(
    request: Request, meeting: Meeting, said: ContributionQuerySet, *, removed: str | None = None
) -> list[Slip]:
    """What stands, the latest first; ``removed`` names one just set aside, shown with its undo."""
    shown = Q(deleted_at__isnull=True)
    if removed and removed.isdecimal() and len(removed) < 19:
        shown |= Q(pk=removed)
    rows = list(said.filter(shown).with_names().order_by("-created_at", "-pk"))
    for row in rows:
        row.meeting = meeting
    return [slip for row in rows if not (slip := slip_of(request, row)).contribution.deleted_at or slip.can.delete]


def columns_of(prompts: Iterable[Prompt], slips: list[Slip], boxes: dict[str, BoxForm] | None = None) -> list[Column]:
    return [
        Column(prompt, [s for s in slips if s.contribution.prompt_id == prompt.pk], (boxes or {}).get(prompt.key))
        for prompt in prompts
    ]
