"""What may be typed about somebody on the roster, and which file may be imported."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import TidyForm
from participants.models import Organisation, PeerGroup, PickList, Programme


class ParticipationForm(TidyForm, forms.Form):
    name = forms.CharField(label=_("First name and surname"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("Optional, and several people may share one: a printed slip does as well."),
    )
    group = forms.ModelChoiceField(label=_("Peer group"), queryset=PeerGroup.objects.none(), required=False)
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), required=False)
    new_organisation = forms.CharField(label=_("Or a new organisation"), max_length=120, required=False)
    function = forms.CharField(label=_("Function"), max_length=120, required=False)
    is_guest = forms.BooleanField(
        label=_("Guest of the departmental meeting"),
        required=False,
        help_text=_("A guest belongs to no group and sees that day only."),
    )

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        only_group: PeerGroup | None = None,
        needs_group: bool = True,
        is_new: bool = True,
        is_name_kept: bool = False,
        **kwargs: Any,
    ) -> None:
        """``only_group``: a facilitator keeps one roster. ``is_name_kept``: somebody known elsewhere keeps their name."""
        super().__init__(*args, **kwargs)
        self.only_group, self.needs_group = only_group, needs_group
        self.fields["group"].queryset = programme.groups.all()  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = programme.organisations.all()  # type: ignore[attr-defined]
        items = programme.pick_list_items.filter(list=PickList.FUNCTION)
        self.functions = [item.label for item in items.offered()]
        self.fields["function"].widget.attrs["list"] = "functions"
        if only_group is not None:
            del self.fields["group"]
        if only_group is not None or not is_new:
            del self.fields["is_guest"]
        if is_name_kept:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _("Known in another programme: the name is not changed here.")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values.setdefault("is_guest", False)
        if self.only_group is not None:
            values["group"] = self.only_group
        if values["is_guest"]:
            values["group"] = None
        elif self.needs_group and values.get("group") is None:
            self.add_error("group", _("Choose the group."))
        return values


class RolesForm(forms.Form):
    is_coordinator = forms.BooleanField(label=_("Coordinates the programme"), required=False)
    is_facilitator = forms.BooleanField(label=_("Facilitates the group"), required=False)


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Your file"),
        help_text=_("CSV, XLSX or ODS, 5 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.ods,.xls,.txt"}),
    )
    default_group = forms.ModelChoiceField(
        label=_("Group of the lines that name none"),
        queryset=PeerGroup.objects.none(),
        required=False,
        empty_label=_("none: the file says it"),
    )

    def __init__(self, *args: Any, programme: Programme, only_group: PeerGroup | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["default_group"].queryset = programme.groups.all()  # type: ignore[attr-defined]
        if only_group is not None:
            del self.fields["default_group"]
