"""What may be typed about a meeting."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from participants.models import Programme

from ..models import Meeting, Stage
from .fields import CleanCharField, FrenchDateField, FrenchTimeField
from .seen import hidden_initials, tell_changed_meanwhile, watch_changes


class MeetingForm(forms.Form):
    """Each box carries what it showed, so that only what this person changed is written."""

    title = CleanCharField(label=_("Title"), max_length=120, required=False)
    day = FrenchDateField(label=_("Day"), required=False, help_text=_("For instance 12/10/2026 or 12 oct. 2026."))
    begins = FrenchTimeField(label=_("Begins at"), required=False, help_text=_("For instance 14 h or 9 h 30."))
    ends = FrenchTimeField(label=_("Ends at"), required=False)
    place = CleanCharField(label=_("Place"), max_length=200, required=False)
    practical_notes = CleanCharField(
        label=_("Practical notes"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-autogrow": "3"}),
        help_text=_("Parking, meal, what to bring… Everyone of the programme reads them."),
    )

    def __init__(self, *args: Any, programme: Programme, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_shown(meeting) if meeting else None, **kwargs)
        self.programme, self.meeting = programme, meeting
        if meeting:
            watch_changes(self)

    def hidden_initials(self) -> list[SafeString]:
        return hidden_initials(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, begins, ends = (cleaned.get(name) for name in ("day", "begins", "ends"))
        if (begins or ends) and not day and "day" not in self.errors:
            self.add_error("day", _("Give the day as well."))
        if ends and not begins and "begins" not in self.errors:
            self.add_error("begins", _("Say when it begins as well."))
        if begins and ends and ends < begins:
            self.add_error("ends", _("It ends before it begins: check the hours."))
        tell_changed_meanwhile(self)
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The fields of the meeting to write: those this person changed, and no other."""
        cleaned, changed = self.cleaned_data, set(self.changed_data)
        fields: dict[str, Any] = {
            name: cleaned[name] for name in ("title", "place", "practical_notes") if name in changed
        }
        if changed & {"day", "begins", "ends"} or self.meeting is None:
            fields |= {"starts_at": self._moment("begins"), "ends_at": self._moment("ends")}
        return fields

    def _moment(self, hour: str) -> datetime | None:
        day: date | None = self.cleaned_data["day"]
        at: time | None = self.cleaned_data[hour]
        if day is None or (at is None and hour == "ends"):
            return None
        zone = (self.meeting or Meeting(programme=self.programme)).zone
        return datetime.combine(day, at or time.min, tzinfo=zone)


class MeetingCreateForm(MeetingForm):
    stage = forms.ChoiceField(label=_("Which meeting?"), choices=Stage.choices)
    group: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("For which group?"), queryset=None, required=False, empty_label=_("everyone together")
    )
    field_order = ["stage", "group"]

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, programme=programme, **kwargs)
        self.fields["group"].queryset = programme.groups.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_common = cleaned.get("stage") == Stage.DEPARTMENTAL
        if is_common and cleaned.get("group"):
            self.add_error("group", _("The departmental meeting brings everyone together: choose no group."))
        if "stage" in cleaned and not is_common and not cleaned.get("group") and "group" not in self.errors:
            self.add_error("group", _("Choose the group that meets."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        return super().changes() | {"stage": self.cleaned_data["stage"], "group": self.cleaned_data["group"]}


def _shown(meeting: Meeting) -> dict[str, Any]:
    start, end = meeting.local_start, meeting.local_end
    return {
        "title": meeting.title,
        "day": start.date() if start else None,
        "begins": start.time() if start and start.time() != time.min else None,
        "ends": end.time() if end else None,
        "place": meeting.place,
        "practical_notes": meeting.practical_notes,
    }
