"""The attendance page as it comes back: one small form per person of the roster."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from participants.models import Participation

from ..models import Attendance, AttendanceLine, AttendanceStatus
from .fields import CleanCharField
from .seen import hidden_initials

CHOICES = [
    (AttendanceStatus.PRESENT, _("present")),
    (AttendanceStatus.EXCUSED, _("excused")),
    (AttendanceStatus.ABSENT, _("absent")),
]


class AttendanceForm(forms.Form):
    status = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, required=False)
    seen = forms.ChoiceField(choices=AttendanceStatus.choices, widget=forms.HiddenInput)
    is_newcomer = forms.BooleanField(label=_("first time here"), required=False)
    function_then = CleanCharField(label=_("Function that day"), max_length=120, required=False)
    organisation_then = CleanCharField(label=_("Organisation that day"), max_length=120, required=False)

    def __init__(self, *args: Any, participation: Participation, row: Attendance | None, **kwargs: Any) -> None:
        self.participation = participation
        super().__init__(*args, prefix=str(participation.pk), initial=_shown(participation, row), **kwargs)
        for name in ("is_newcomer", "function_then", "organisation_then"):
            self.fields[name].show_hidden_initial = True

    @property
    def is_shown(self) -> bool:
        """Whether the page that was sent held this person at all; another person's page may be older."""
        return self.add_prefix("seen") in self.data

    def hidden_initials(self) -> list[SafeString]:
        return hidden_initials(self)

    def line(self) -> AttendanceLine:
        cleaned = self.cleaned_data
        return AttendanceLine(
            participation=self.participation,
            seen=cleaned["seen"],
            status=cleaned["status"] or cleaned["seen"],
            is_newcomer=cleaned["is_newcomer"],
            function_then=cleaned["function_then"],
            organisation_then=cleaned["organisation_then"],
            details_changed=bool({"is_newcomer", "function_then", "organisation_then"} & set(self.changed_data)),
        )


def attendance_forms(
    roster: Iterable[Participation], rows: dict[int, Attendance], posted: Any = None
) -> list[AttendanceForm]:
    return [AttendanceForm(posted, participation=someone, row=rows.get(someone.pk)) for someone in roster]


def _shown(participation: Participation, row: Attendance | None) -> dict[str, Any]:
    if row and (row.function_then or row.organisation_then):
        then = {"function_then": row.function_then, "organisation_then": row.organisation_then}
    else:
        organisation = participation.organisation
        then = {"function_then": participation.function, "organisation_then": organisation.name if organisation else ""}
    status = row.status if row else AttendanceStatus.EXPECTED.value
    return then | {"status": status, "seen": status, "is_newcomer": bool(row and row.is_newcomer)}
