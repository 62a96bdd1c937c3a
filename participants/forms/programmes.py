"""What may be typed about a programme and its groups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import LinesField, SeveralField, TidyForm
from participants.models import Licence, Participation, PeerGroup, Programme, Shape

MOST_GROUPS = len(Shape)

TIME_ZONES = [
    ("Europe/Paris", _("Paris")),
    ("America/Guadeloupe", "Guadeloupe"),
    ("America/Martinique", "Martinique"),
    ("America/Cayenne", _("French Guiana")),
    ("Indian/Reunion", _("Réunion")),
    ("Indian/Mayotte", "Mayotte"),
    ("America/Miquelon", "Saint-Pierre-et-Miquelon"),
    ("Pacific/Noumea", _("New Caledonia")),
    ("Pacific/Tahiti", _("French Polynesia")),
    ("Pacific/Wallis", "Wallis-et-Futuna"),
]
LICENCE_HELP = _("How others may take your practices up. It cannot be taken back once the booklet is published.")


class ProgrammeForm(TidyForm, forms.Form):
    """A whole programme in one form, filled in as the three meetings are usually held."""

    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("As it will stand on the cover of the booklet.")
    )
    department = forms.CharField(label=_("Département"), max_length=80)
    edition = forms.CharField(label=_("Edition"), max_length=40, help_text=_("For instance 2026–2027"))
    groups = LinesField(
        label=_("Peer groups"),
        help_text=_("One per line, two or more: they first work apart, then all together."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_days = forms.IntegerField(
        label=_("Days given to read"),
        min_value=1,
        max_value=90,
        initial=15,
        help_text=_("Everybody is asked, those who were absent too."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=TIME_ZONES)
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices, help_text=LICENCE_HELP)

    def clean_groups(self) -> list[str]:
        names: list[str] = self.cleaned_data["groups"]
        if not 2 <= len(names) <= MOST_GROUPS:
            raise forms.ValidationError(_("Write two to four groups, one per line."))
        if len({name.casefold() for name in names}) < len(names):
            raise forms.ValidationError(_("Two groups bear the same name: tell them apart."))
        if any(len(name) > 80 for name in names):
            raise forms.ValidationError(_("A group’s name has 80 characters at most."))
        return names


class SettingsForm(TidyForm, forms.ModelForm):
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=TIME_ZONES)

    class Meta:
        model = Programme
        fields = ("title", "department", "edition", "review_days", "time_zone", "language", "licence")
        help_texts = {"licence": LICENCE_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.time_zone not in dict(TIME_ZONES):
            self.fields["time_zone"].choices = [*TIME_ZONES, (self.instance.time_zone, self.instance.time_zone)]  # type: ignore[attr-defined]


class GroupForm(TidyForm, forms.ModelForm):
    class Meta:
        model = PeerGroup
        fields = ("name", "shape")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = programme.groups.exclude(pk=self.instance.pk)
        taken = set(self.others.values_list("shape", flat=True))
        self.fields["shape"].choices = [choice for choice in Shape.choices if choice[0] not in taken]  # type: ignore[attr-defined]
        self.fields["shape"].help_text = _("Each group has its own sign, on every screen and every page.")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.others.filter(name=name).exists():
            raise forms.ValidationError(_("Another group bears this name."))
        return name


class PeopleField(SeveralField):
    def label_from_instance(self, participation: Participation) -> str:
        parts = [participation.person.name, participation.function, str(participation.organisation or "")]
        return ", ".join(part for part in parts if part)


class CopyForm(TidyForm, forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    edition = forms.CharField(label=_("New edition"), max_length=40, help_text=_("For instance 2026–2027"))
    people = PeopleField(
        label=_("Who comes back?"),
        queryset=Participation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their consents are asked again: each edition has its own booklet."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Participation.objects.current().filter(programme=programme, is_guest=False)
        self.fields["people"].queryset = here.with_names().in_reading_order()  # type: ignore[attr-defined]
