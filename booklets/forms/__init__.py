"""What may be typed around a booklet."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from booklets.models import Booklet, Foreword
from common.text import clean_text


class _Words(forms.ModelForm):
    """Text as it is stored; the template owns the form element."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return {k: clean_text(v) if isinstance(v, str) else v for k, v in cleaned.items()}


class BookletForm(_Words):
    class Meta:
        model = Booklet
        fields = (
            "title",
            "subtitle",
            "approach",
            "next_words",
            "publisher",
            "printer",
            "director",
            "legal_deposit",
            "colophon",
        )
        widgets = {"subtitle": forms.TextInput}
        help_texts = {
            "approach": _("Empty, the booklet tells the three meetings by itself."),
            "next_words": _("What comes after; lines to fill in are printed under it."),
            "printer": _("A printing house, or “printed by our own means”."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Fieldset(_("Cover"), "title", "subtitle"),
            Fieldset(_("The approach and what comes next"), Field("approach", rows=6), Field("next_words", rows=4)),
            Fieldset(_("Colophon"), "publisher", "printer", "director", "legal_deposit", Field("colophon", rows=3)),
        )


class ForewordForm(_Words):
    class Meta:
        model = Foreword
        fields = ("title", "text", "signature", "function")
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}


class GlossaryForm(forms.Form):
    lines = forms.CharField(
        label=_("One acronym per line"),
        help_text=_("For instance: CLAS : contrat local d’accompagnement à la scolarité"),
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
        max_length=20_000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class PictureForm(forms.Form):
    """``kind`` is ``cover`` or ``logo``; a logo says whose it is."""

    picture = forms.FileField(label=_("Picture"), help_text=_("JPEG, PNG, WebP or HEIC, 15 MB at most."))
    alt = forms.CharField(label=_("Whose logo"), max_length=120, required=False)
