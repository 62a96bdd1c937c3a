"""What every form does to what is typed: tidy text, on one line where one line is asked."""

from typing import Any

from django import forms

from common.http import LARGEST_KEY
from common.text import clean_text


class TidyForm(forms.BaseForm):
    """Mixed into a form: text is stored NFC, without control characters; only a text area keeps its lines."""

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = self._tidy(name, value)

    def _tidy(self, name: str, value: str) -> str:
        text = clean_text(value)
        return text if isinstance(self.fields[name].widget, forms.Textarea) else " ".join(text.split())


class LinesField(forms.CharField):
    """A list typed one item a line; empty lines are forgotten."""

    widget = forms.Textarea

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return [" ".join(line.split()) for line in clean_text(text).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class SeveralField(forms.ModelMultipleChoiceField):
    """Rows ticked; a number that no key can reach is one more row that is not there."""

    def clean(self, value: Any) -> Any:
        huge = next((pk for pk in value or () if str(pk).isdecimal() and len(str(pk)) >= len(str(LARGEST_KEY))), None)
        if huge is not None:
            raise forms.ValidationError(self.error_messages["invalid_pk_value"], params={"pk": huge[:20]})
        return super().clean(value)
