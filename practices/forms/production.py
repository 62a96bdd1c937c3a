"""What is said about a production as a whole: its title when it begins, who leads it, which ones to list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.text import sort_key
from common.widgets import Select
from participants.models import Participation, PeerGroup, Programme

from ..models import Production, ProductionQuerySet, ProductionStatus
from .fields import Words, pick


class PracticeForm(forms.Form):
    title = Words(
        limit=80, label=_("How do you call it?"), help_text=_("What people would say to speak of it."), required=True
    )

    def __init__(self, *args: Any, group: PeerGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self.fields["title"].error_messages["required"] = _(
            "Please give it a title: the group will find it again by that name."
        )

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if not sort_key(title):
            raise forms.ValidationError(self.fields["title"].error_messages["required"])
        return title


class LeaderForm(forms.Form):
    led_by = forms.ModelChoiceField(
        Participation.objects.none(),
        required=False,
        label=_("Who leads it"),
        empty_label=_("nobody for now"),
        widget=Select({"class": "form-select"}),
    )

    def __init__(self, *args: Any, production: Production, **kwargs: Any) -> None:
        super().__init__(*args, initial={"led_by": production.led_by_id}, **kwargs)
        roster = Participation.objects.roster_of(production.group)
        self.fields["led_by"].queryset = roster.select_related("person").in_reading_order()  # type: ignore[attr-defined]


class PracticeFilterForm(forms.Form):
    def __init__(self, params: Any, *, programme: Programme) -> None:
        super().__init__(params)
        groups = [(str(group.pk), group.name) for group in programme.groups.all()]
        self.fields["group"] = pick(_("Peer group"), [("", _("all groups")), *groups])
        self.fields["status"] = pick(_("Where it stands"), [("", _("everywhere")), *ProductionStatus.choices])
        self.is_valid()

    def apply(self, productions: ProductionQuerySet) -> ProductionQuerySet:
        asked = {name: self.cleaned_data.get(name) for name in ("group", "status") if self.cleaned_data.get(name)}
        return productions.filter(**asked) if asked.get("status") else productions.filter(**asked).standing()
