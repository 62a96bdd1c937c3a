"""What may be typed about a prompt: its words, never its key."""

from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import Prompt
from .fields import CleanCharField
from .seen import hidden_initials, tell_changed_meanwhile, watch_changes


class PromptForm(forms.Form):
    label = CleanCharField(label=_("Prompt"), max_length=80)
    hint = CleanCharField(label=_("What to say under it"), max_length=200, required=False)
    is_folded = forms.BooleanField(label=_("Folded away until asked for"), required=False)

    def __init__(self, *args: Any, prompt: Prompt, **kwargs: Any) -> None:
        self.prompt = prompt
        shown = {"label": prompt.label, "hint": prompt.hint, "is_folded": prompt.is_folded}
        super().__init__(*args, initial=shown, prefix=str(prompt.pk), **kwargs)
        watch_changes(self)

    def hidden_initials(self) -> list[SafeString]:
        return hidden_initials(self)

    def clean(self) -> dict[str, Any]:
        tell_changed_meanwhile(self)
        return self.cleaned_data

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}
