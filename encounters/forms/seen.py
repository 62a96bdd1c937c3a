"""What each box showed when the page was drawn: only what this person changed is written, and never over a newer word."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _


def watch_changes(form: forms.Form) -> None:
    """Compare what comes back with what was shown, rather than with what the database holds by then."""
    for field in form.fields.values():
        field.show_hidden_initial = True


def hidden_initials(form: forms.Form) -> list[SafeString]:
    """The values of today, hidden in the form; also after a refusal, so that a second try is a choice made knowingly."""
    return [
        format_html('<input type="hidden" name="{}" value="{}">', form.add_initial_prefix(name), _shown(form, name))
        for name, field in form.fields.items()
        if field.show_hidden_initial
    ]


def tell_changed_meanwhile(form: forms.Form) -> None:
    """An error beside each box that this person changed and somebody else changed since it was shown."""
    for name in form.changed_data:
        field, seen = form.fields[name], form.data.get(form.add_initial_prefix(name))
        theirs = form.initial.get(name)
        if seen is None or not field.has_changed(theirs, seen) or not field.has_changed(theirs, form[name].data):
            continue
        sentence = _("Somebody wrote “%(theirs)s” here meanwhile. Save again to keep yours.")
        form.add_error(name, sentence % {"theirs": _shown(form, name)})


def _shown(form: forms.Form, name: str) -> Any:
    value = form.fields[name].prepare_value(form.initial.get(name))
    return "" if value is None else value
