"""What is asked of the pile: which contributions to show, and where to put those that are ticked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.text import clean_text, fold, sort_key
from common.widgets import TextInput
from encounters.models import Contribution, ContributionQuerySet
from participants.models import PeerGroup

from ..models import Production, is_grouped
from .fields import Words, pick

UNGROUPED, GROUPED, ALL = "waiting", "grouped", "all"


class PileFilterForm(forms.Form):
    """Every filter is optional; one that means nothing is ignored rather than refused."""

    def __init__(self, params: Any, *, group: PeerGroup) -> None:
        super().__init__(params)
        self.group = group
        words = Contribution.objects.standing().of_group(group)
        meetings = [(str(m.pk), str(m)) for m in group.meetings.all()]
        prompts = [(p.key, p.label) for p in group.programme.prompts.for_peers()]
        said = list(words.exclude(story="", table="").order_by().values_list("story", "table").distinct())
        stories, tables = {story for story, _table in said}, {table for _story, table in said}
        self.fields["show"] = pick(
            _("Show"), [(UNGROUPED, _("to be grouped")), (GROUPED, _("already grouped")), (ALL, _("all"))]
        )
        self.fields["prompt"] = pick(_("Prompt"), [("", _("all prompts")), *prompts])
        self.fields["meeting"] = pick(_("Meeting"), [("", _("all meetings")), *meetings])
        self.fields["story"] = pick(_("Practice told"), [("", _("all")), *_each(stories)])
        self.fields["table"] = pick(_("Table"), [("", _("all")), *_each(tables)])
        self.fields["q"] = forms.CharField(
            label=_("Words"), required=False, widget=TextInput({"type": "search", "class": "form-control"})
        )
        self.is_valid()

    def value(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    @property
    def shows(self) -> str:
        return self.value("show") or UNGROUPED

    @property
    def is_narrowed(self) -> bool:
        return any(self.value(name) for name in ("prompt", "meeting", "story", "table", "q"))

    def apply(self, contributions: ContributionQuerySet) -> ContributionQuerySet:
        columns = {"prompt": "prompt__key", "meeting": "meeting", "story": "story", "table": "table"}
        asked = {column: self.value(name) for name, column in columns.items() if self.value(name)}
        return self._matching(self._grouped(contributions).filter(**asked))

    def _grouped(self, contributions: ContributionQuerySet) -> ContributionQuerySet:
        if self.shows == ALL:
            return contributions
        return contributions.filter(is_grouped() if self.shows == GROUPED else ~is_grouped())

    def _matching(self, contributions: ContributionQuerySet) -> ContributionQuerySet:
        """Without accents or capitals, the same on both databases; a group's words are a few hundred."""
        wanted = fold(clean_text(self.value("q"))).split()
        if not wanted:
            return contributions
        texts = contributions.values_list("pk", "text", "lifting", "story")
        found = [pk for pk, *said in texts if all(word in fold(" ".join(said)) for word in wanted)]
        return contributions.filter(pk__in=found)


class FeedForm(forms.Form):
    """Into a practice of the group, or into a new one: one submit."""

    into = forms.ModelChoiceField(Production.objects.none(), required=False)
    title = Words(limit=80, label=_("A new practice"))

    def __init__(self, *args: Any, group: PeerGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Production.objects.practices().standing().of_group(group)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        chosen = {**self.cleaned_data}
        if not self.errors and not chosen.get("into") and not chosen.get("title"):
            raise forms.ValidationError(_("Please choose a practice, or give a title to a new one."))
        return chosen


def _each(said: set[str]) -> list[tuple[str, str]]:
    return [(value, value) for value in sorted(said - {""}, key=sort_key)]
