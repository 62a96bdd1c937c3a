"""A fragment filled in says what it would say rendered anew."""

from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from common.templatetags.stencil import stencil

ACTS = "encounters/_slip_acts.html"


def test_a_stencil_is_the_fragment() -> None:
    for pk, version, place, focus in [(12, 1, "", ""), (7, 12, "rencontre", ""), (12, 12, "", "True")]:
        drawn = stencil(ACTS, "val-d-oriane", pk, version, place=place, focus=focus)

        context = {"slug": "val-d-oriane", "numbers": [pk, version], "place": place, "focus": focus}
        assert drawn == render_to_string(ACTS, context)


def test_a_stencil_speaks_the_language_of_its_reader() -> None:
    with translation.override("fr"):
        french = stencil(ACTS, "val-d-oriane", 1, 1, place="", focus="")
    with translation.override("en"):
        english = stencil(ACTS, "val-d-oriane", 1, 1, place="", focus="")

    assert "Corriger" in french
    assert "Correct" in english


def test_what_is_put_in_is_a_number_or_nothing() -> None:
    page = engines["django"].from_string(
        '{% load stencil %}{% stencil "encounters/_slip_acts.html" slug 1 2 place="" focus="" %}'
    )

    assert "<script>" not in page.render({"slug": "a"})
