"""The trap itself: it catches the forgotten variable in our templates, and leaves the templates of others alone."""

import pytest
from django.template import Context, Origin, Template

from tests.strict_templates import OURS, UnknownVariableError


def render(source: str, path: str) -> str:
    return Template(source, origin=Origin(name=path)).render(Context({"known": "vu"}))


@pytest.mark.parametrize(
    "source",
    [
        "{{ forgotten }}",
        "{{ known.forgotten }}",
        '{{ forgotten|default:"x" }}',
        "{% if known %}<p>{{ forgotten }}</p>{% endif %}",
        "{% load i18n %}{% blocktranslate %}Hello {{ forgotten }}{% endblocktranslate %}",
    ],
)
def test_a_forgotten_variable_fails_in_our_templates(source: str) -> None:
    with pytest.raises(UnknownVariableError, match="forgotten"):
        render(source, str(OURS / "practices" / "practice_detail.html"))


def test_a_question_about_a_variable_is_no_use_of_it() -> None:
    source = "{% if forgotten %}no{% else %}{{ known }}{% endif %}"

    assert render(source, str(OURS / "home.html")) == "vu"


def test_the_templates_of_others_render_as_they_do_in_production() -> None:
    source = '{{ forgotten }}{{ forgotten|default:"x" }}{{ known }}'

    assert render(source, "/site-packages/crispy_forms/field.html") == "xvu"
