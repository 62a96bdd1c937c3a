"""The same boxes as Django's, drawn without opening a template for each: a page of forms holds dozens of them."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class _Input(forms.Widget):
    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        given = {} if widget["value"] is None else {"value": widget["value"]}
        return format_html("<input{}>", flatatt({"type": widget["type"], "name": name, **given, **widget["attrs"]}))


class TextInput(_Input, forms.TextInput):
    pass


class URLInput(_Input, forms.URLInput):
    pass


class HiddenInput(_Input, forms.HiddenInput):
    pass


class CheckboxInput(_Input, forms.CheckboxInput):
    pass


class FileInput(_Input, forms.FileInput):
    pass


class Textarea(forms.Textarea):
    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        drawn = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<textarea{}>\n{}</textarea>", drawn, self.format_value(value) or "")


class Select(forms.Select):
    """One choice in a list without groups."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        drawn = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", drawn, _options(self.choices, chosen))


def _options(choices: Any, chosen: set[str]) -> SafeString:
    said = (("" if value is None else str(value), label) for value, label in choices)
    return format_html_join(
        "", '<option value="{}"{}>{}</option>', ((v, flatatt({"selected": v in chosen}), label) for v, label in said)
    )
