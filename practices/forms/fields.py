"""The boxes people write in: they grow, say their limit, and never cut what was typed or pasted."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from common.text import clean_text
from common.widgets import CheckboxInput, FileInput, HiddenInput, Select, Textarea, TextInput, URLInput


class TooLongValidator(MaxLengthValidator):
    message = ngettext_lazy(
        "This text has %(show_value)d character; please keep it within %(limit_value)d.",
        "This text has %(show_value)d characters; please keep it within %(limit_value)d.",
        "show_value",
    )


class Words(forms.CharField):
    """``limit`` is checked on arrival and shown meanwhile, without ``maxlength``, which would cut silently."""

    def __init__(
        self, *, limit: int, rows: int = 1, required: bool = False, suggestions: str = "", **kwargs: Any
    ) -> None:
        attrs: dict[str, Any] = {"class": "form-control words", "data-limit": limit}
        if rows > 1:
            attrs |= {"rows": rows, "data-autogrow": rows}
            kwargs.setdefault("widget", Textarea(attrs))
        else:
            attrs |= {"list": suggestions, "autocomplete": "off"} if suggestions else {}
            kwargs.setdefault("widget", TextInput(attrs))
        super().__init__(required=required, **kwargs)
        self.validators.append(TooLongValidator(limit))

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class Address(forms.URLField):
    """A web address; https is supposed when nothing is said."""

    def __init__(self, **kwargs: Any) -> None:
        widget = URLInput({"class": "form-control", "placeholder": "https://"})
        super().__init__(required=False, assume_scheme="https", max_length=500, widget=widget, **kwargs)
        self.error_messages["invalid"] = _("This address cannot be read: please copy it again, from https:// on.")
        self.validators.append(_only_web)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


def _only_web(address: str) -> None:
    if not address.lower().startswith(("http://", "https://")):
        raise forms.ValidationError(_("This address should begin with https://"))


def pick(label: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> forms.ChoiceField:
    widget = Select({"class": "form-select"})
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget, **kwargs)


def tick(label: Any, **kwargs: Any) -> forms.BooleanField:
    widget = CheckboxInput({"class": "form-check-input"})
    return forms.BooleanField(label=label, required=False, widget=widget, **kwargs)


def upload(label: Any, accept: str, **kwargs: Any) -> forms.FileField:
    widget = FileInput({"class": "form-control", "accept": accept})
    return forms.FileField(label=label, required=False, widget=widget, max_length=None, **kwargs)


def kept(**kwargs: Any) -> forms.IntegerField:
    """The file already kept for this row; believed only when it belongs to the production."""
    return forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=HiddenInput(), **kwargs)
