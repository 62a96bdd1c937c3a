"""What may be typed about an organisation, and about the words of a list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import LinesField, TidyForm
from common.text import sort_key
from participants.models import Organisation, PickList, PickListItem, Programme


class OrganisationForm(TidyForm, forms.ModelForm):
    territory_type = forms.ChoiceField(label=_("Type of territory"), required=False)

    class Meta:
        model = Organisation
        fields = ("name", "kind", "territory", "territory_type")
        help_texts = {"territory": _("The town or the neighbourhood")}

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = programme.organisations.exclude(pk=self.instance.pk)
        items = programme.pick_list_items.filter(list=PickList.TERRITORY_TYPE)
        kept = [(item.key, item.label) for item in items if item.is_offered or item.key == self.instance.territory_type]
        self.fields["territory_type"].choices = [("", "—"), *kept]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.others.filter(sort_name=sort_key(name)).exists():
            raise forms.ValidationError(_("This organisation is already in the list."))
        return name


class PickListForm(TidyForm, forms.Form):
    """A line for each word: its label, whether it is offered; and a box for new ones."""

    added = LinesField(label=_("Add words, one per line"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, items: list[PickListItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"label_{item.pk}"] = forms.CharField(label=_("Words"), max_length=120, initial=item.label)
            self.fields[f"offered_{item.pk}"] = forms.BooleanField(
                label=_("offered"), required=False, initial=item.is_offered
            )

    def clean_added(self) -> list[str]:
        added: list[str] = self.cleaned_data["added"]
        if any(len(label) > 120 for label in added):
            raise forms.ValidationError(_("120 characters at most for each."))
        return added

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [{"label": self[f"label_{item.pk}"], "offered": self[f"offered_{item.pk}"]} for item in self.items]

    @property
    def labels(self) -> dict[int, str]:
        return {item.pk: self.cleaned_data[f"label_{item.pk}"] for item in self.items}

    @property
    def offered(self) -> set[int]:
        return {item.pk for item in self.items if self.cleaned_data[f"offered_{item.pk}"]}
