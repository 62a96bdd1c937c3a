"""What may be typed while people speak: the boxes, what is said about all of them, and a correction."""

import re
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from participants.models import Participation

from ..models import MAX_TEXT, Attribution, Contribution, Prompt, Words
from .fields import CleanCharField

MAX_LINES = 200
BULLET = re.compile(r"^[-–—•·*▪◦]\s+")  # a pasted list brings its own; they are nobody's words
TOO_LONG = {
    "max_length": _("That is more than %(limit_value)s characters: cut it in several, please. Your words are below.")
}


class SpeakerField(forms.Field):
    """Who says it: nobody in particular, somebody of the roster, or somebody absent it is reported for."""

    def __init__(self, roster: Iterable[Participation] = (), **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.roster = list(roster)

    def to_python(self, value: Any) -> tuple[str, Participation | None]:
        if not value:
            return Attribution.NONE.value, None
        kind, _colon, pk = str(value).partition(":")
        someone = next((p for p in self.roster if str(p.pk) == pk), None)
        if someone is None or kind not in (Attribution.PERSON, Attribution.ON_BEHALF):
            raise forms.ValidationError(_("Choose somebody of the list, or nobody."))
        return kind, someone

    def choices(self) -> list[dict[str, Any]]:
        """The two groups of the list, for the template."""
        labels = {Attribution.PERSON: _("said by"), Attribution.ON_BEHALF: _("reported on behalf of, to be confirmed")}
        return [
            {"label": label, "people": [(f"{kind.value}:{p.pk}", p.person.name) for p in self.roster]}
            for kind, label in labels.items()
        ]


class ContextForm(forms.Form):
    """What holds for the box being sent: kept for the next ones, except who speaks."""

    story = CleanCharField(label=_("Which practice are we speaking of?"), max_length=120, required=False)
    table = CleanCharField(label=_("Table or sub-group"), max_length=60, required=False)
    speaker = SpeakerField(label=_("Who says it?"))

    def __init__(self, *args: Any, roster: Iterable[Participation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"].roster = list(roster)  # type: ignore[attr-defined]

    def description(self) -> dict[str, Any]:
        attribution, someone = self.cleaned_data["speaker"]
        kept = {"story": self.cleaned_data["story"], "table": self.cleaned_data["table"]}
        return kept | {"attribution": attribution, "attributed_to": someone}


class BoxForm(forms.Form):
    """One prompt's box: ten lines make ten contributions, unless it is said that they are one."""

    text = CleanCharField(required=False, widget=forms.Textarea)
    lifting = CleanCharField(
        label=_("What would help to lift it"), max_length=MAX_TEXT, required=False, error_messages=TOO_LONG
    )
    keep_as_one = forms.BooleanField(label=_("Keep several lines as one"), required=False)

    def __init__(self, *args: Any, prompt: Prompt, key: uuid.UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, prefix=prompt.key, **kwargs)
        self.prompt, self.key = prompt, key or uuid.uuid4()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        texts = self.texts()
        if len(texts) > MAX_LINES:
            self.add_error("text", _("That is more than 200 lines: send them in several times, please."))
        if any(len(text) > MAX_TEXT for text in texts):
            self.add_error("text", TOO_LONG["max_length"] % {"limit_value": MAX_TEXT})
        if cleaned.get("lifting") and not texts:
            self.add_error("text", _("Say which obstacle this would lift."))
        return cleaned

    def texts(self) -> list[str]:
        """The contributions typed in this box, without the bullets of a pasted list; a way to lift it binds lines."""
        text = self.cleaned_data.get("text", "")
        if self.cleaned_data.get("keep_as_one") or self.cleaned_data.get("lifting"):
            return [text] if text else []
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return lines if len(lines) < 2 else [BULLET.sub("", line) or line for line in lines]

    @classmethod
    def given_back(cls, prompt: Prompt, lines: Iterable[Words], sentence: str) -> "BoxForm":
        """A box holding words that could not be kept, under a fresh key, with the sentence that says why."""
        lines = list(lines)
        typed = {"text": "\n".join(line.text for line in lines), "lifting": lines[0].lifting}
        box = cls({f"{prompt.key}-{name}": value for name, value in typed.items()}, prompt=prompt)
        box.add_error("text", sentence)
        return box

    def words(self, description: dict[str, Any]) -> list[Words]:
        lifting = self.cleaned_data["lifting"] if self.prompt.asks_what_would_lift else ""
        return [Words(prompt=self.prompt, text=text, lifting=lifting, **description) for text in self.texts()]


class ContributionForm(forms.Form):
    """Correcting one contribution; ``speaker`` is offered only to those who may attribute."""

    text = CleanCharField(
        label=_("What was said"),
        max_length=MAX_TEXT,
        error_messages=TOO_LONG | {"required": _("Write something, or remove it.")},
        widget=forms.Textarea(attrs={"rows": 3, "data-autogrow": "3", "class": "words", "autofocus": True}),
    )
    lifting = CleanCharField(
        label=_("What would help to lift it"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-autogrow": "2", "class": "words"}),
    )
    story = CleanCharField(label=_("Which practice are we speaking of?"), max_length=120, required=False)
    table = CleanCharField(label=_("Table or sub-group"), max_length=60, required=False)
    speaker = SpeakerField(label=_("Who says it?"))

    def __init__(
        self, *args: Any, contribution: Contribution, roster: Iterable[Participation] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_shown(contribution), auto_id=f"id_{contribution.pk}_%s", **kwargs)
        if roster is None:
            del self.fields["speaker"]
        else:
            named = [contribution.attributed_to] if contribution.attributed_to else []
            self.fields["speaker"].roster = list(dict.fromkeys([*named, *roster]))  # type: ignore[attr-defined]
        if not (contribution.prompt.asks_what_would_lift or contribution.lifting):
            del self.fields["lifting"]

    def changes(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        if "speaker" in cleaned:
            cleaned["attribution"], cleaned["attributed_to"] = cleaned.pop("speaker")
        return cleaned


class CutForm(forms.Form):
    first = CleanCharField(
        label=_("First part"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "data-autogrow": "6", "class": "words"}),
    )
    second = CleanCharField(
        label=_("Second part"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "data-autogrow": "6", "class": "words"}),
    )


class MoveForm(forms.Form):
    prompt: forms.ModelChoiceField[Any] = forms.ModelChoiceField(queryset=None)

    def __init__(self, *args: Any, prompts: QuerySet[Prompt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prompt"].queryset = prompts  # type: ignore[attr-defined]


def _shown(contribution: Contribution) -> dict[str, Any]:
    speaker = f"{contribution.attribution}:{contribution.attributed_to_id}" if contribution.attributed_to_id else ""
    names = ("text", "lifting", "story", "table")
    return {name: getattr(contribution, name) for name in names} | {"speaker": speaker}
