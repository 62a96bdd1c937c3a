"""What may be typed to come in, and who gets a link or a slip."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import SeveralField, TidyForm
from common.secrets import read_code
from participants.models import Participation, ParticipationQuerySet


class CodeForm(TidyForm, forms.Form):
    code = forms.CharField(
        label=_("The code of your slip"),
        max_length=40,
        help_text=_("Eight letters and figures, as ACDE-FGHJ."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "inputmode": "text",
                "class": "is-code",
            }
        ),
    )

    def clean_code(self) -> str:
        return read_code(self.cleaned_data["code"])


class LinkRequestForm(TidyForm, forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one you gave to those who organise the meetings."),
    )


class ChosenPeopleForm(forms.Form):
    people = SeveralField(
        queryset=Participation.objects.none(), error_messages={"required": _("Tick at least one person.")}
    )

    def __init__(self, *args: Any, among: ParticipationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = among  # type: ignore[attr-defined]
