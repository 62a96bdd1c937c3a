"""Writing down who came: only the lines that somebody changed, and never over a line changed meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from participants.models import Person

from ..models import Attendance, AttendanceLine, AttendanceStatus, Meeting


@dataclass(frozen=True)
class Disagreement:
    """Somebody else wrote this line since it was shown; theirs stands."""

    line: AttendanceLine
    standing: str

    @property
    def standing_label(self) -> str:
        return str(AttendanceStatus(self.standing).label)


@transaction.atomic
def record_attendance(
    meeting: Meeting, lines: Iterable[AttendanceLine], *, by: Person, everybody_else_is_there: bool = False
) -> list[Disagreement]:
    """Write the changed lines; return those that somebody else changed meanwhile, which are left alone.

    ``everybody_else_is_there`` first turns each line still “expected” into “present”, coordinators without a
    group excepted: they are not expected at a peer meeting.
    """
    rows = {row.participation_id: row for row in meeting.attendances.all()}
    disagreements = []
    for line in lines:
        wanted = _filled(line, meeting) if everybody_else_is_there else line
        if wanted.status == wanted.seen and not wanted.details_changed:
            continue
        if not _write(meeting, wanted, rows.get(wanted.participation.pk), by=by):
            disagreements.append(Disagreement(wanted, _standing(meeting, wanted)))
    return disagreements


def _filled(line: AttendanceLine, meeting: Meeting) -> AttendanceLine:
    is_expected = line.status == line.seen == AttendanceStatus.EXPECTED
    belongs = meeting.is_departmental or line.participation.group_id == meeting.group_id
    if not (is_expected and belongs):
        return line
    return AttendanceLine(**{**line.__dict__, "status": AttendanceStatus.PRESENT.value})


def _write(meeting: Meeting, line: AttendanceLine, row: Attendance | None, *, by: Person) -> bool:
    values = _values(line, row) | {"status": line.status, "recorded_by": by, "recorded_at": timezone.now()}
    if row is not None:
        as_seen = Attendance.objects.filter(pk=row.pk, status__in={line.seen, line.status})
        return bool(as_seen.update(**values))
    if line.seen != AttendanceStatus.EXPECTED:
        return False
    try:
        with transaction.atomic():
            Attendance.objects.create(meeting=meeting, participation=line.participation, **values)
    except IntegrityError:  # written by somebody else a moment ago
        return False
    return True


def _values(line: AttendanceLine, row: Attendance | None) -> dict[str, object]:
    """The function and organisation held at that date: typed, else kept, else those of the roster today."""
    if line.details_changed:
        return {
            "is_newcomer": line.is_newcomer,
            "function_then": line.function_then,
            "organisation_then": line.organisation_then,
        }
    if row is not None and (row.function_then or row.organisation_then):
        return {}
    organisation = line.participation.organisation
    return {
        "function_then": line.participation.function,
        "organisation_then": organisation.name if organisation else "",
    }


def _standing(meeting: Meeting, line: AttendanceLine) -> str:
    row = meeting.attendances.filter(participation=line.participation).first()
    return row.status if row else AttendanceStatus.EXPECTED.value
