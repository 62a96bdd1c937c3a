"""What may be typed around a booklet."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from booklets.models import Booklet, Foreword
from common.text import clean_text
from participants.models import DEFAULT_PICK_LISTS, PickList


def plain_helper() -> FormHelper:
    """The template owns the form element, its token and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class _Words(forms.ModelForm):
    """Text as it is stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = plain_helper()

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
            Fieldset(_("Cover"), "title", "subtitle", css_class="field-set"),
            Fieldset(
                _("The approach and what comes next"),
                Field("approach", rows=6),
                Field("next_words", rows=4),
                css_class="field-set",
            ),
            Fieldset(
                _("Colophon"),
                "publisher",
                "printer",
                "director",
                "legal_deposit",
                Field("colophon", rows=3),
                css_class="field-set",
            ),
        )


class ForewordForm(_Words):
    class Meta:
        model = Foreword
        fields = ("title", "text", "signature", "function")
        widgets = {"text": forms.Textarea(attrs={"rows": 10, "data-autogrow": "10"})}


class GlossaryForm(forms.Form):
    lines = forms.CharField(
        label=_("One acronym per line"),
        help_text=_("For instance: CLAS : contrat local d’accompagnement à la scolarité"),
        widget=forms.Textarea(attrs={"rows": 12, "data-autogrow": "12"}),
        required=False,
        max_length=20_000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = plain_helper()

    def clean_lines(self) -> str:
        return clean_text(self.cleaned_data["lines"])


class CoverForm(forms.Form):
    picture = forms.FileField(
        label=pgettext_lazy("cover", "Picture"),
        help_text=_("JPEG, PNG, WebP or HEIC, 20 MB at most."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = plain_helper()


class LogoForm(CoverForm):
    alt = forms.CharField(label=_("Whose logo"), help_text=_("Read aloud to those who do not see it."), max_length=120)


class SearchForm(forms.Form):
    """Filters of the library; a value nobody knows filters nothing."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    object = forms.ChoiceField(label=_("Object of the link"), required=False)
    form = forms.ChoiceField(label=_("Form"), required=False)
    frequency = forms.ChoiceField(label=_("Frequency"), required=False)
    territory_type = forms.ChoiceField(label=_("Territory"), required=False)
    edition = forms.ChoiceField(label=_("Edition"), required=False)

    def __init__(self, *args: Any, editions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (PickList.OBJECT, PickList.FORM, PickList.FREQUENCY, PickList.TERRITORY_TYPE):
            self._offer(name, DEFAULT_PICK_LISTS[name])
        self._offer("edition", [(edition, edition) for edition in editions])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.choices = [("", pgettext_lazy("filter", "Any")), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """What is asked for, without what is empty or unknown."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def has_filters(self) -> bool:
        return any(name != "q" for name in self.chosen())
