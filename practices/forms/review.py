"""What may be typed when one reads, answers, records an answer, or moves a production along its life."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import TidyForm
from common.http import LARGEST_KEY
from participants.models import Participation

from ..models import Choice, Production, Support, section_labels

MOST_WORDS = 2000


class AnswerForm(TidyForm, forms.Form):
    """One of the four answers to the words that were seen; a remark and a disagreement say why."""

    choice = forms.ChoiceField(
        choices=Choice.choices, error_messages={"required": _("Please choose one of the four answers.")}
    )
    remark = forms.CharField(widget=forms.Textarea, max_length=MOST_WORDS, required=False, label=_("In a few words"))
    section = forms.ChoiceField(required=False, label=_("About which part?"))
    seen = forms.IntegerField(max_value=LARGEST_KEY)

    def __init__(self, *args: Any, production: Production, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [(key, label) for key, label in section_labels(production.kind).items()]
        self.fields["section"].choices = [("", _("The whole sheet")), *parts]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("choice") in {Choice.REMARK, Choice.OBJECTION} and not cleaned.get("remark"):
            self.add_error("remark", _("Please say why, in a few words: the group will work on it."))
        return cleaned

    @property
    def first_error(self) -> str:
        return next((str(errors[0]) for errors in self.errors.values()), "")


class RecordForm(AnswerForm):
    """The same answer, noted for somebody of the group."""

    participation = forms.ModelChoiceField(queryset=Participation.objects.none())

    def __init__(self, *args: Any, production: Production, **kwargs: Any) -> None:
        super().__init__(*args, production=production, **kwargs)
        roster = Participation.objects.roster_of(production.group).with_names()
        self.fields["participation"].queryset = roster  # type: ignore[attr-defined]


class LotForm(forms.Form):
    """One answer for several sheets; each sheet carries the version that was seen, as ``PK:VERSION``."""

    choice = forms.ChoiceField(choices=[(c.value, c.label) for c in (Choice.AGREE, Choice.NO_OPINION)])


class FormaliseForm(forms.Form):
    support = forms.ChoiceField(choices=Support.choices, widget=forms.RadioSelect, label=_("Which form does it take?"))


class WithdrawForm(TidyForm, forms.Form):
    reason = forms.CharField(max_length=300, required=False, label=_("Why, if you wish to say"))
