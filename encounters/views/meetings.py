"""The meetings: their list, their settings, their opening and closing, their page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from common.http import Request, posted_key, require
from participants.finding import programme_or_404
from participants.permissions import programme_permissions

from ..documents import meeting_calendar
from ..forms import MeetingCreateForm, MeetingForm
from ..models import Meeting, Prompt
from ..permissions import MeetingPermissions, meeting_permissions
from ..services import (
    MeetingMovedError,
    change_meeting,
    close_meeting,
    create_meeting,
    ensure_meetings,
    missing_meetings,
    open_meeting,
)
from .finding import find_meeting
from .people import people_of
from .slips import columns_of, page_of
from .timeline import timeline


@require_safe
def meeting_list(request: Request, slug: str) -> HttpResponse:
    programme = programme_or_404(request, slug)
    can = programme_permissions(request.actor, programme)
    meetings = list(programme.meetings.visible_to(request.actor).with_places().with_counts().in_order())
    context = {
        "stages": timeline(meetings),
        "meetings": meetings,
        "mine": _at_hand(request, meetings),
        "can": can,
        "missing_count": len(missing_meetings(programme)) if can.edit else 0,
    }
    return render(request, "encounters/meeting_list.html", context)


def _at_hand(request: Request, meetings: list[Meeting]) -> list[tuple[Meeting, MeetingPermissions]]:
    """Where this person may act now; when nothing is open, the next meeting they organise."""
    ours = [(meeting, meeting_permissions(request.actor, meeting)) for meeting in meetings]
    now = [(meeting, can) for meeting, can in ours if can.capture or (meeting.is_open and can.take_attendance)]
    return now or [(meeting, can) for meeting, can in ours if can.take_attendance and not meeting.opened_at][:1]


@require_POST
def meetings_prepare(request: Request, slug: str) -> HttpResponse:
    programme = programme_or_404(request, slug)
    require(programme_permissions(request.actor, programme).edit)

    made = ensure_meetings(programme, by=request.user)
    words = ngettext(
        "%(count)s meeting is ready: give it its date.",
        "%(count)s meetings are ready: give them their dates.",
        len(made),
    )
    messages.success(request, words % {"count": len(made)} if made else _("The meetings were ready already."))
    return redirect("meeting_list", slug)


def meeting_create(request: Request, slug: str) -> HttpResponse:
    programme = programme_or_404(request, slug)
    require(programme_permissions(request.actor, programme).edit)

    form = MeetingCreateForm(request.POST or None, programme=programme)
    if form.is_valid():
        meeting = create_meeting(programme, by=request.user, client_key=posted_key(request), **form.changes())
        messages.success(request, _("The meeting is in the calendar."))
        return redirect(meeting)
    context = {"form": form, "client_key": posted_key(request)}
    return render(request, "encounters/meeting_create.html", context, status=422 if form.is_bound else 200)


def meeting_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    meeting, can = find_meeting(request, slug, pk)
    require(can.edit)

    form = MeetingForm(request.POST or None, programme=meeting.programme, meeting=meeting)
    if form.is_valid():
        change_meeting(meeting, by=request.user, **form.changes())
        messages.success(request, _("It is written down."))
        return redirect(meeting)
    context = {"form": form, "meeting": meeting}
    return render(request, "encounters/meeting_edit.html", context, status=422 if form.is_bound else 200)


def meeting_open(request: Request, slug: str, pk: int) -> HttpResponse:
    """GET says what opening does; POST does it."""
    meeting, can = find_meeting(request, slug, pk)
    if request.method == "POST":
        return _open(request, meeting, can)
    require(can.open)
    return render(request, "encounters/meeting_open.html", {"meeting": meeting})


def _open(request: Request, meeting: Meeting, can: MeetingPermissions) -> HttpResponse:
    """Somebody who might have opened it a moment ago is told, rather than refused."""
    if not can.open and can.take_attendance:
        messages.warning(request, _("It is open already: somebody was faster."))
        return redirect(meeting)
    require(can.open)
    try:
        open_meeting(meeting, by=request.user)
    except MeetingMovedError:
        messages.warning(request, _("It is open already: somebody was faster."))
        return redirect(meeting)
    messages.success(request, _("The meeting is open. Good meeting!"))
    return redirect(meeting)


@require_POST
def meeting_close(request: Request, slug: str, pk: int) -> HttpResponse:
    meeting, can = find_meeting(request, slug, pk)
    require(can.close or (can.take_attendance and meeting.closed_at is not None))

    try:
        close_meeting(meeting, by=request.user)
        messages.success(request, _("The meeting is closed. Nothing that was said is lost."))
    except MeetingMovedError:
        messages.warning(request, _("It is closed already: somebody was faster."))
    return redirect(meeting)


@require_safe
def meeting_ics(request: Request, slug: str, pk: int) -> HttpResponse:
    meeting, _can = find_meeting(request, slug, pk)
    if meeting.starts_at is None:
        raise Http404
    content = meeting_calendar(meeting, url=request.build_absolute_uri(meeting.get_absolute_url()))
    headers = {"Content-Disposition": f'attachment; filename="rencontre-{meeting.pk}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@require_safe
def meeting_detail(request: Request, slug: str, pk: int) -> HttpResponse:
    meeting, can = find_meeting(request, slug, pk)
    context: dict[str, Any] = {"meeting": meeting, "can": can}
    if can.see_people:
        context["people"] = people_of(meeting)
    if can.see_words:
        context |= _said(request, meeting)
    return render(request, "encounters/meeting_detail.html", context)


def _said(request: Request, meeting: Meeting) -> dict[str, Any]:
    """The latest under each prompt; or, when the address names one, all that was said under it."""
    said = meeting.contributions.visible_within(meeting.programme, request.actor)
    prompts = list(Prompt.objects.asked_at(meeting))
    alone = next((prompt for prompt in prompts if prompt.key == request.GET.get("question")), None)
    if alone:
        column, page = page_of(request, meeting, said, alone)
        return {"columns": [column], "said_count": column.count, "alone": alone, "page": page}
    columns = columns_of(request, meeting, said, prompts)
    return {"columns": columns, "said_count": sum(column.count for column in columns), "alone": None}
