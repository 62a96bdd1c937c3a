"""The look inside templates: signs, shapes and French spacing."""

from types import SimpleNamespace

import pytest

from common.templatetags.look import french, group_mark, sign
from encounters.models.prompt import DEFAULT_PROMPTS
from practices.models import ProductionStatus
from practices.models.answer import Choice

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Qui lira ?", f"Qui lira{NARROW}?"),
        ("« oui »", f"«{NARROW}oui{NARROW}»"),
        ("«oui»", f"«{NARROW}oui{NARROW}»"),
        ("à 8:20, https://demo.example", "à 8:20, https://demo.example"),
    ],
)
def test_french_sets_narrow_spaces_and_nothing_else(typed: str, shown: str) -> None:
    assert french(typed) == shown


def test_french_leaves_markup_to_be_escaped() -> None:
    assert french("<b> ?") == f"<b>{NARROW}?"


def test_a_sign_is_an_ornament_unless_it_speaks() -> None:
    assert 'aria-hidden="true"' in sign("favours")
    assert 'role="img" aria-label="Ce &quot;qui&quot; favorise"' in sign("favours", label='Ce "qui" favorise')


@pytest.mark.parametrize("name", ["", "nobody-drew-this", "../logo", "../../css/tokens"])
def test_what_is_not_drawn_shows_nothing(name: str) -> None:
    assert sign(name) == ""


@pytest.mark.parametrize(
    "name",
    [key for prompts in DEFAULT_PROMPTS.values() for key, *_ in prompts]
    + [f"status-{key}" for key in ProductionStatus.values]
    + [f"answer-{key}" for key in Choice.values],
)
def test_every_prompt_status_and_answer_is_drawn(name: str) -> None:
    assert sign(name)


def test_a_group_shows_its_shape() -> None:
    group = SimpleNamespace(name="Centres sociaux", shape="circle")

    assert 'class="mark is-circle"' in group_mark(group)
    assert 'aria-label="Centres sociaux"' in group_mark(group, label=group.name)
