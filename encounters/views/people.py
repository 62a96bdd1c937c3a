"""Who was there, for those who may know."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Attendance, AttendanceStatus, Meeting


@dataclass(frozen=True)
class People:
    present: list[Attendance]
    excused: list[Attendance]
    absent: list[Attendance]
    sentence: str

    @property
    def is_taken(self) -> bool:
        return bool(self.present or self.excused or self.absent)


def people_of(meeting: Meeting) -> People:
    rows = list(
        meeting.attendances.select_related("participation__person").order_by("participation__person__sort_name", "pk")
    )
    present, excused, absent = (
        [row for row in rows if row.status == status]
        for status in (AttendanceStatus.PRESENT, AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT)
    )
    return People(present, excused, absent, count_people(len(present), len(excused), len(absent)))


def count_people(present: int, excused: int, absent: int) -> str:
    """“9 personnes présentes, 2 excusées, 1 absente.”"""
    if not present + excused + absent:
        return _("Nobody has been written down yet.")
    parts = [ngettext("%(count)s person present", "%(count)s people present", present) % {"count": present}]
    if excused:
        parts.append(ngettext("%(count)s excused", "%(count)s excused", excused) % {"count": excused})
    if absent:
        parts.append(ngettext("%(count)s absent", "%(count)s absent", absent) % {"count": absent})
    return ", ".join(parts)
