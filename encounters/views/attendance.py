"""Taking attendance on one page: everybody at once, then the exceptions."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.http import Request, require
from participants.models import Participation

from ..forms import AttendanceForm, attendance_forms
from ..models import AttendanceStatus, Meeting
from ..services import record_attendance
from .finding import find_inside
from .people import count_people


def attendance(request: Request, slug: str, pk: int) -> HttpResponse:
    meeting, can = find_inside(request, slug, pk)
    require(can.take_attendance)

    rows = {row.participation_id: row for row in meeting.attendances.all()}
    forms = attendance_forms(_expected(meeting, list(rows)), rows, request.POST or None)
    if request.method == "POST":
        return _record(request, meeting, [form for form in forms if form.is_shown])
    return _page(request, meeting, forms)


def _expected(meeting: Meeting, already: list[int]) -> list[Participation]:
    """The roster, the coordinators who may come, and whoever is written down though gone since."""
    current = Q(left_on__isnull=True)
    if meeting.group_id:
        current &= Q(group=meeting.group_id, is_guest=False) | Q(is_coordinator=True)
    here = Participation.objects.filter(programme=meeting.programme_id).filter(current | Q(pk__in=already))
    return list(here.with_names().in_reading_order())


def _record(request: Request, meeting: Meeting, forms: list[AttendanceForm]) -> HttpResponse:
    invalid = [form for form in forms if not form.is_valid()]
    if invalid:
        return _page(request, meeting, forms, status=422)
    everybody = "everybody" in request.POST
    lines = [form.line() for form in forms]
    disagreements = record_attendance(meeting, lines, by=request.user, everybody_else_is_there=everybody)
    for found in disagreements:
        sentence = _("%(name)s: somebody wrote “%(theirs)s” meanwhile, and it stands. Change it here if need be.")
        name = found.line.participation.person.name
        messages.warning(request, sentence % {"name": name, "theirs": found.standing_label})
    if not disagreements:
        messages.success(request, _("Attendance is written down."))
    return redirect("attendance", meeting.programme.slug, meeting.pk)


def _page(request: Request, meeting: Meeting, forms: list[AttendanceForm], status: int = 200) -> HttpResponse:
    shown = [form["status"].value() or form["seen"].value() for form in forms]
    counts = [shown.count(status) for status in AttendanceStatus.values]
    own = [f for f in forms if meeting.is_departmental or f.participation.group_id == meeting.group_id]
    context = {
        "meeting": meeting,
        "circles": [("", own), (_("The coordination, if it comes"), [f for f in forms if f not in own])],
        "expected_count": counts[0],
        "sentence": count_people(*counts[1:]),
    }
    return render(request, "encounters/attendance.html", context, status=status)
