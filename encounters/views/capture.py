"""Noter ce qui se dit: the page with its boxes, and keeping what they hold."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from common.http import Request, require

from ..forms import BoxForm, ContextForm
from ..models import Contribution, Meeting, Prompt, stories_of
from ..permissions import MeetingPermissions
from ..services import CaptureClosedError, Outcome, add_contributions
from .finding import find_inside, roster_of
from .slips import columns_of, count_in_words, slip_of

KEPT = "capture"  # in the session: the story and the table of the meeting being noted
BOX_FIELDS = ("text", "lifting", "keep_as_one")


@dataclass
class Taken:
    """What became of one post: the rows kept, the boxes that go back to their author, the status to answer."""

    kept: list[Contribution] = field(default_factory=list)
    new_count: int = 0
    returned: dict[str, BoxForm] = field(default_factory=dict)
    status: int = 200

    def give_back(self, box: BoxForm, status: int) -> None:
        self.returned[box.prompt.key] = box
        self.status = status


@require_safe
def capture(request: Request, slug: str, pk: int) -> HttpResponse:
    meeting, can = find_inside(request, slug, pk)
    require(can.capture)

    kept = request.session.get(KEPT, {})
    shown = kept if kept.get("meeting") == meeting.pk else {}
    about = ContextForm(initial=shown, roster=roster_of(meeting) if can.attribute else [])
    return _page(request, meeting, can, about, list(Prompt.objects.asked_at(meeting)))


@require_POST
def contribution_add(request: Request, slug: str, pk: int) -> HttpResponse:
    """All that was typed, box by box; a script sends one box at a time and is answered with its slips."""
    meeting, can = find_inside(request, slug, pk)
    prompts = list(Prompt.objects.asked_at(meeting))
    about = ContextForm(request.POST, roster=roster_of(meeting) if can.attribute else [])
    boxes = _posted_boxes(request.POST, prompts)

    taken = _take(request, meeting, can, about, boxes)
    _keep_context(request, meeting, about)
    if request.htmx:
        return _answer_script(request, meeting, taken)
    if taken.status == 403:
        context = {"meeting": meeting, "typed": [box["text"].value() for box in taken.returned.values()]}
        return render(request, "encounters/capture_closed.html", context, status=403)
    if taken.returned:
        return _page(request, meeting, can, about, prompts, taken=taken)
    _say(request, taken)
    return redirect("capture", meeting.programme.slug, meeting.pk)


def _posted_boxes(post: QueryDict, prompts: list[Prompt]) -> list[BoxForm]:
    if "prompt" not in post:
        typed = [p for p in prompts if any(post.get(f"{p.key}-{name}", "").strip() for name in ("text", "lifting"))]
        return [BoxForm(post, prompt=prompt, key=_key(post.get(f"{prompt.key}-client_key", ""))) for prompt in typed]
    prompt = next((p for p in prompts if p.key == post["prompt"]), None)
    if prompt is None:
        raise Http404
    typed_here = {f"{prompt.key}-{name}": post[name] for name in BOX_FIELDS if name in post}
    return [BoxForm(typed_here, prompt=prompt, key=_key(post.get("client_key", "")))]


def _key(posted: str) -> uuid.UUID:
    try:
        return uuid.UUID(posted)
    except ValueError:
        return uuid.uuid4()


def _take(
    request: Request, meeting: Meeting, can: MeetingPermissions, about: ContextForm, boxes: list[BoxForm]
) -> Taken:
    taken = Taken()
    for box in boxes:
        if not (box.is_valid() and about.is_valid()):
            taken.give_back(box, 422)
            continue
        try:
            outcomes = add_contributions(
                meeting,
                box.words(about.description()),
                by=request.actor.person,
                key=box.key,
                may_add=can.capture,
                even_closed=can.take_attendance,
            )
        except CaptureClosedError:
            box.add_error("text", _("Notes are closed for this meeting: your words are kept here for you to copy."))
            taken.give_back(box, 403)
            continue
        _sort(taken, box, outcomes)
    return taken


def _sort(taken: Taken, box: BoxForm, outcomes: Iterable[Outcome]) -> None:
    lost = []
    for outcome in outcomes:
        if outcome.contribution is None:
            lost.append(outcome.words)
            continue
        taken.kept.append(outcome.contribution)
        taken.new_count += outcome.is_new
    if lost:
        sentence = _("These words were not kept yet: they had the number of others. Send them again.")
        taken.give_back(BoxForm.given_back(box.prompt, lost, sentence), 409)


def _keep_context(request: Request, meeting: Meeting, about: ContextForm) -> None:
    """The story and the table stay for the next ones; who speaks does not: a wrong name would be worse."""
    if not about.is_valid():
        return
    kept = {"meeting": meeting.pk, "story": about.cleaned_data["story"], "table": about.cleaned_data["table"]}
    if request.session.get(KEPT) != kept:
        request.session[KEPT] = kept


def _answer_script(request: Request, meeting: Meeting, taken: Taken) -> HttpResponse:
    """201 when something is new, 200 when all was there already, with the slips; else the box, words and reason."""
    status = taken.status if taken.returned else (201 if taken.new_count else 200)
    for row in taken.kept:
        row.meeting = meeting
    prompts = {row.prompt for row in taken.kept}
    counts = [(p, count_in_words(meeting.contributions.standing().filter(prompt=p).count())) for p in prompts]
    context = {
        "meeting": meeting,
        "slips": [slip_of(request, row) for row in reversed(taken.kept)],
        "counts": counts,
        "returned": list(taken.returned.values()),
        "stories": {row.story for row in taken.kept if row.story},
    }
    return render(request, "encounters/_kept.html", context, status=status)


def _say(request: Request, taken: Taken) -> None:
    if any(row.deleted_at for row in taken.kept):
        messages.warning(request, _("These words had been removed meanwhile; only an undo brings them back."))
    elif taken.kept:
        words = ngettext("Saved: %(count)s contribution.", "Saved: %(count)s contributions.", len(taken.kept))
        messages.success(request, words % {"count": len(taken.kept)})
    else:
        messages.info(request, _("Nothing was typed."))


def _page(
    request: Request,
    meeting: Meeting,
    can: MeetingPermissions,
    about: ContextForm,
    prompts: list[Prompt],
    taken: Taken | None = None,
) -> HttpResponse:
    returned = taken.returned if taken else {}
    if taken and taken.kept:
        _say(request, taken)
    said = meeting.contributions.visible_within(meeting.programme, request.actor)
    boxes = {p.key: returned.get(p.key) or BoxForm(prompt=p) for p in prompts}
    columns = columns_of(request, meeting, said, prompts, boxes)
    context: dict[str, Any] = {
        "meeting": meeting,
        "can": can,
        "about": about,
        "columns": [column for column in columns if not column.prompt.is_folded],
        "folded": [column for column in columns if column.prompt.is_folded],
        "stories": stories_of(meeting.group) if meeting.group else meeting.contributions.standing().stories(),
    }
    return render(request, "encounters/capture.html", context, status=taken.status if taken else 200)
