"""What each person may write about themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.forms import TidyForm
from participants.models import Participation

NAMING = [("yes", _("Yes, my name may stand among the thanks")), ("no", _("No, do not print my name"))]


class MyPageForm(TidyForm, forms.Form):
    may_be_named = forms.ChoiceField(
        label=_("May the booklet thank you by name?"),
        choices=NAMING,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Without an answer, only your organisation is thanked. You can change your mind until it is printed."
        ),
    )
    name = forms.CharField(label=_("First name and surname"), max_length=120)
    contact_email = forms.EmailField(
        label=_("Where to write to you"),
        required=False,
        max_length=254,
        help_text=_("Optional. Your colleagues in the group never see it."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, participation: Participation, may_rename: bool = True, **kwargs: Any) -> None:
        answers = {True: "yes", False: "no", None: ""}
        initial = {
            "may_be_named": answers[participation.may_be_named],
            "name": participation.person.name,
            "contact_email": participation.contact_email,
            "language": participation.person.language or participation.programme.language,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["name"].disabled = not may_rename
