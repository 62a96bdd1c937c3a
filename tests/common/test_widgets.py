"""Our boxes draw the very markup of Django's."""

import pytest
from django import forms
from django.test.html import Element, parse_html

from common import widgets


def alike(html: str) -> Element:
    """What a browser would read, whatever the order of the attributes."""
    return parse_html(html)


@pytest.mark.parametrize("name", ["TextInput", "URLInput", "HiddenInput", "Textarea"])
@pytest.mark.parametrize("value", [None, "", "l’école <b>&\"'", 12, "deux\nlignes"])
def test_boxes(name: str, value: object) -> None:
    attrs = {"class": "form-control", "data-limit": 40, "required": True, "disabled": False, "placeholder": '"'}

    ours = getattr(widgets, name)(attrs).render("0-text", value, {"id": "id_0-text"})

    assert alike(ours) == alike(getattr(forms, name)(attrs).render("0-text", value, {"id": "id_0-text"}))


@pytest.mark.parametrize("value", [True, False, None, "on"])
def test_ticks(value: object) -> None:
    ours = widgets.CheckboxInput({"class": "form-check-input"}).render("kept", value, {"id": "id_kept"})

    assert alike(ours) == alike(
        forms.CheckboxInput({"class": "form-check-input"}).render("kept", value, {"id": "id_kept"})
    )


def test_files() -> None:
    ours = widgets.FileInput({"accept": "image/*"}).render("file", "kept.png", {"id": "id_file"})

    assert alike(ours) == alike(forms.FileInput({"accept": "image/*"}).render("file", "kept.png", {"id": "id_file"}))


@pytest.mark.parametrize("value", [None, "", "b", "<c>", "elsewhere", ["b"], 4])
def test_selects(value: object) -> None:
    choices = [("", "toutes"), ("b", "l’école & co"), ("<c>", "<b>"), (4, "quatre")]

    ours = widgets.Select({"class": "form-select"}, choices=choices).render("group", value, {"id": "id_group"})

    theirs = forms.Select({"class": "form-select"}, choices=choices).render("group", value, {"id": "id_group"})
    assert alike(ours) == alike(theirs)
