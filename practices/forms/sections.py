"""The form of each section."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from common.text import sort_key
from encounters.models import Contribution
from participants.models import Organisation, PickList, PickListItem

from ..models import EFFECT_AUDIENCES, ORGANISATION_ROLES, Production, section_labels
from .fields import Address, Words, kept, pick, tick, upload
from .rows import RowsForm
from .section_form import SectionForm

PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif"
DOCUMENTS = f".pdf,.odt,.ods,.odp,.docx,.xlsx,.pptx,{PICTURES}"
ORGANISATIONS, FUNCTIONS = "suggested-organisations", "suggested-functions"


class TextForm(SectionForm):
    """One text: title, sentence, origin."""

    def build(self) -> None:
        rows = 1 if self.section.key == "title" else 3 if self.section.limit <= 200 else 6
        self.fields["text"] = Words(label=self.section.label, limit=self.section.limit, rows=rows)

    def initial_values(self) -> Mapping[str, Any]:
        return {"text": self.value or ""}

    def as_section(self) -> str:
        return str(self.cleaned_data["text"])

    def typed(self) -> str:
        return self._raw("text") or ""

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if self.section.key == "title" and not text:
            raise forms.ValidationError(_("Please give it a title: the group will find it again by that name."))
        return text


class SentencesForm(RowsForm):
    def column(self, name: str) -> forms.Field:
        return Words(label=_("In one sentence or two"), limit=600, rows=2)

    def as_item(self, row: Mapping[str, Any], number: int) -> str:
        return row["text"] or ""


class StepsForm(RowsForm):
    columns = ("text", "who")

    def column(self, name: str) -> forms.Field:
        if name == "who":
            return Words(label=_("Who does it"), limit=120)
        return Words(label=_("What happens"), limit=600, rows=2)

    def item_from(self, contribution: Contribution) -> Any:
        return {"text": contribution.text, "who": ""}


class BrakesForm(RowsForm):
    columns = ("brake", "answer", "is_lifted")

    def column(self, name: str) -> forms.Field:
        if name == "is_lifted":
            return tick(_("It is lifted"))
        label = _("The brake, as it was said") if name == "brake" else _("What lifted it, or would help")
        return Words(label=label, limit=600, rows=2)

    def item_from(self, contribution: Contribution) -> Any:
        return {"brake": contribution.text, "answer": contribution.lifting, "is_lifted": False}


class EffectsForm(RowsForm):
    columns = ("audience", "text")

    def column(self, name: str) -> forms.Field:
        if name == "audience":
            return pick(_("For whom"), list(EFFECT_AUDIENCES.items()))
        return Words(label=_("What it changes"), limit=600, rows=2)

    def is_said(self, row: Mapping[str, Any], number: int) -> bool:
        return bool((row["text"] or "").strip())


class QuotesForm(RowsForm):
    columns = ("text", "function")

    def column(self, name: str) -> forms.Field:
        if name == "function":
            return Words(label=_("Said by (a function)"), limit=120, suggestions=FUNCTIONS)
        return Words(label=_("The words, as they were said"), limit=600, rows=2)

    def item_from(self, contribution: Contribution) -> Any:
        return {"text": contribution.text, "function": ""}

    @property
    def suggestions(self) -> dict[str, list[str]]:
        return {FUNCTIONS: _function_names(self.production)}


class ToolsForm(RowsForm):
    """A file wins over a link; with neither, the tool is offered on request."""

    columns = ("label", "url", "file", "kept", "remove")
    takes_files = takes_documents = True

    def column(self, name: str) -> forms.Field:
        made: dict[str, Any] = {
            "label": lambda: Words(label=_("What it is"), limit=120),
            "url": lambda: Address(label=_("Its address, if it has one")),
            "file": lambda: upload(_("Or the file itself"), DOCUMENTS),
            "kept": kept,
            "remove": lambda: tick(_("Take this file away")),
        }
        return made[name]()

    def as_row(self, item: Any) -> Mapping[str, Any]:
        return {"label": item["label"], "url": item["url"], "kept": item["file"]}

    def as_item(self, row: Mapping[str, Any], number: int) -> Any:
        file = self.kept_pk(f"{number}-file")
        url = row["url"] or ""
        return {
            "label": row["label"] or "",
            "kind": "file" if file else "link" if url else "request",
            "url": "" if file else url,
            "file": file,
        }

    def is_said(self, row: Mapping[str, Any], number: int) -> bool:
        return any((row[name] or "").strip() for name in ("label", "url")) or self.kept_pk(f"{number}-file") is not None

    def item_from(self, contribution: Contribution) -> Any:
        return {"label": contribution.text, "kind": "request", "url": "", "file": None}

    def clean(self) -> dict[str, Any]:
        for n in range(self.count):
            has_place = self.kept_pk(f"{n}-file") or self.cleaned_data.get(f"{n}-url")
            if has_place and not self.cleaned_data.get(f"{n}-label"):
                self.add_error(f"{n}-label", _("Please say what this tool is."))
        return self.cleaned_data


class PicturesForm(RowsForm):
    columns = ("file", "kept", "alt", "caption", "credit", "remove")
    takes_files = True

    def column(self, name: str) -> forms.Field:
        made: dict[str, Any] = {
            "file": lambda: upload(_("A picture of your own"), PICTURES),
            "kept": kept,
            "alt": lambda: Words(label=_("What it shows, for those who do not see it"), limit=300, rows=2),
            "caption": lambda: Words(label=_("Its caption"), limit=200),
            "credit": lambda: Words(label=_("Who made it"), limit=120),
            "remove": lambda: tick(_("Take this picture away")),
        }
        return made[name]()

    def as_row(self, item: Any) -> Mapping[str, Any]:
        return {**item, "kept": item["picture"]}

    def as_item(self, row: Mapping[str, Any], number: int) -> Any:
        words = {name: row[name] or "" for name in ("caption", "alt", "credit")}
        return {"picture": self.kept_pk(f"{number}-file"), **words}

    def is_said(self, row: Mapping[str, Any], number: int) -> bool:
        return self.kept_pk(f"{number}-file") is not None

    def clean(self) -> dict[str, Any]:
        for n in range(self.count):
            if self.kept_pk(f"{n}-file"):
                self.need_words_for_pictures(f"{n}-file", f"{n}-alt")
        return self.cleaned_data


class WhoForm(RowsForm):
    """Organisations are recognised by their name in the programme's list; others stay as they were typed."""

    template = "practices/_section_who.html"
    columns = ("name", "role")
    others: ClassVar[tuple[str, ...]] = ("place", "territory_type", "audience", "since")

    def build(self) -> None:
        super().build()
        self.fields["place"] = Words(label=_("Place"), limit=120)
        self.fields["territory_type"] = _pick_list(
            self, PickList.TERRITORY_TYPE, _("Type of territory"), "territory_type"
        )
        self.fields["audience"] = Words(label=_("With whom, for whom"), limit=200)
        self.fields["since"] = Words(label=_("Since"), limit=60)

    def column(self, name: str) -> forms.Field:
        if name == "role":
            return pick(_("Its part"), list(ORGANISATION_ROLES.items()))
        return Words(label=_("Organisation"), limit=120, suggestions=ORGANISATIONS)

    def items(self) -> list[Any]:
        return list((self.value or {}).get("organisations", []))

    def as_row(self, item: Any) -> Mapping[str, Any]:
        """A renamed organisation is shown, and found again, under its name of today."""
        today = {o.pk: o.name for o in self._organisations()}
        return {"name": today.get(item["id"], item["name"]), "role": item["role"]}

    def initial_values(self) -> Mapping[str, Any]:
        return {**super().initial_values(), **{name: (self.value or {}).get(name, "") for name in self.others}}

    def is_said(self, row: Mapping[str, Any], number: int) -> bool:
        return bool((row["name"] or "").strip())

    def as_item(self, row: Mapping[str, Any], number: int) -> Any:
        known = {o.sort_name: o for o in self._organisations()}.get(sort_key(row["name"] or ""))
        name = known.name[:120] if known else row["name"]
        return {"id": known.pk if known else None, "name": name, "role": row["role"] or "acting"}

    def _collect(self, read: Any) -> Any:
        return {"organisations": super()._collect(read), **{name: read(name) or "" for name in self.others}}

    def with_words_of(self, contribution: Contribution) -> Any:
        return self.typed() if self.is_bound else self.value

    def _organisations(self) -> list[Organisation]:
        if not hasattr(self, "_known"):
            self._known = list(Organisation.objects.filter(programme=self.production.programme_id))
        return self._known

    @property
    def suggestions(self) -> dict[str, list[str]]:
        return {ORGANISATIONS: [o.name for o in self._organisations()]}


class LinkForm(SectionForm):
    def build(self) -> None:
        self.fields["object"] = _pick_list(self, PickList.OBJECT, _("Its object"), "object")
        self.fields["form"] = _pick_list(self, PickList.FORM, _("Its form"), "form")
        self.fields["frequency"] = _pick_list(self, PickList.FREQUENCY, _("Its frequency"), "frequency")
        self.fields["quality"] = Words(label=_("What changed between us"), limit=200, rows=3)


class ContactForm(SectionForm):
    def build(self) -> None:
        self.fields["organisation"] = Words(label=_("Organisation"), limit=120, suggestions=ORGANISATIONS)
        self.fields["function"] = Words(label=_("Function"), limit=120, suggestions=FUNCTIONS)
        self.fields["email"] = forms.EmailField(
            label=_("Shared mailbox"),
            required=False,
            max_length=120,
            error_messages={"invalid": _("This mailbox cannot be read: it should look like accueil@exemple.fr.")},
            widget=forms.EmailInput({"class": "form-control", "autocomplete": "off"}),
        )

    @property
    def suggestions(self) -> dict[str, list[str]]:
        known = Organisation.objects.filter(programme=self.production.programme_id)
        return {ORGANISATIONS: list(known.values_list("name", flat=True)), FUNCTIONS: _function_names(self.production)}


class VideoForm(SectionForm):
    template = "practices/_section_video.html"
    takes_files = True

    def build(self) -> None:
        self.fields["url"] = Address(label=_("Address of the video"))
        self.fields["caption"] = Words(label=_("Its caption"), limit=200)
        self.fields["transcript"] = Words(label=_("What is said in it, written out"), limit=6000, rows=8)
        self.fields["file"] = upload(_("A still image, for paper"), PICTURES)
        self.fields["kept"] = kept()
        self.fields["remove"] = tick(_("Take this image away"))
        self.fields["stands_for_sheet"] = tick(
            _("The video stands for the sheet: its title, sentence and contact suffice")
        )

    def initial_values(self) -> Mapping[str, Any]:
        return {**(self.value or {}), "kept": (self.value or {}).get("still")}

    def as_section(self) -> Any:
        return {**self._words(self.cleaned_data.get), "still": self.kept_pk("file")}

    def typed(self) -> Any:
        return {**self._words(self._raw), "still": self.kept_pk("file")}

    def _words(self, read: Any) -> dict[str, Any]:
        words = {name: read(name) or "" for name in ("url", "caption", "transcript")}
        return {**words, "stands_for_sheet": bool(read("stands_for_sheet"))}

    @property
    def still(self) -> Any:
        return self.attachment(self.kept_pk("file"))


def _pick_list(form: SectionForm, pick_list: str, label: Any, name: str) -> forms.ChoiceField:
    """What the programme offers, and what the sheet already says even when it is offered no more."""
    current = (form.value or {}).get(name, "") if isinstance(form.value, Mapping) else ""
    items = PickListItem.objects.filter(programme=form.production.programme_id, list=pick_list)
    offered = [(item.key, item.label) for item in items if item.is_offered or item.key == current]
    if current and current not in dict(offered):
        offered.append((current, current))
    return pick(label, [("", _("Not said yet")), *offered])


def _function_names(production: Production) -> list[str]:
    items = PickListItem.objects.filter(programme=production.programme_id, list=PickList.FUNCTION)
    return list(items.offered().values_list("label", flat=True))


_PRACTICE_FORMS: dict[str, type[SectionForm]] = {
    "title": TextForm,
    "summary": TextForm,
    "pictures": PicturesForm,
    "who": WhoForm,
    "link": LinkForm,
    "origin": TextForm,
    "steps": StepsForm,
    "brakes": BrakesForm,
    "effects": EffectsForm,
    "tools": ToolsForm,
    "quotes": QuotesForm,
    "contact": ContactForm,
    "video": VideoForm,
}
_SYNTHESIS_FORMS: dict[str, type[SectionForm]] = {"quotes": QuotesForm}


def section_form(production: Production, key: str, *args: Any, value: Any) -> SectionForm:
    """The form of this section; ``args`` are the posted words and files. A list of sentences unless said otherwise."""
    forms_of_kind = _PRACTICE_FORMS if production.is_practice else _SYNTHESIS_FORMS
    label = section_labels(production.kind)[key]
    return forms_of_kind.get(key, SentencesForm)(*args, section=label, production=production, value=value)
