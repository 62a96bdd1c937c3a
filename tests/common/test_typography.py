"""French typography for paper."""

import pytest

from common.typography import sort_key, typeset, typeset_all

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Et maintenant ?", f"Et maintenant{NARROW}?"),
        ("Et maintenant?", f"Et maintenant{NARROW}?"),
        ("Trois mots : oui ; non !", f"Trois mots{NARROW}: oui{NARROW}; non{NARROW}!"),
        ("« Bonjour »", f"«{NARROW}Bonjour{NARROW}»"),
        ('Elle dit "bonjour" et sort', f"Elle dit «{NARROW}bonjour{NARROW}» et sort"),
        ("l'école d'à côté", "l’école d’à côté"),
        ("la 6ème et la 1ère", "la 6e et la 1re"),
        ("à 16 h 30", "à 16\u00a0h\u00a030"),
        ("25 000 familles", f"25{NARROW}000\u00a0familles"),
        ("attendre...", "attendre…"),
        ("Voir https://exemple.fr/a?b=c", "Voir https://exemple.fr/a?b=c"),
        ("Écrire à l'adresse a.b@exemple.fr", "Écrire à l’adresse a.b@exemple.fr"),
        ("Ratio 3:2", "Ratio 3:2"),
    ],
)
def test_french_is_typeset(typed: str, printed: str) -> None:
    assert typeset(typed) == printed


def test_typesetting_twice_changes_nothing_more() -> None:
    once = typeset("« Et chez vous ? » : l'école, 25 000 mots...")

    assert typeset(once) == once


def test_english_keeps_its_spaces() -> None:
    assert typeset("Really? Yes!", "en") == "Really? Yes!"


def test_words_are_typeset_and_addresses_left_alone() -> None:
    content = {"title": "Quoi ?", "url": "a ?", "steps": [{"text": "Oui !", "count": 2}], "none": None}

    assert typeset_all(content, leave={"url"}) == {
        "title": f"Quoi{NARROW}?",
        "url": "a ?",
        "steps": [{"text": f"Oui{NARROW}!", "count": 2}],
        "none": None,
    }


def test_the_index_sorts_as_french_does() -> None:
    words = ["Zoé", "œuvre", "Étoupe", "école", "Ode", "Olive", "Ecart"]

    assert sorted(words, key=sort_key) == ["Ecart", "école", "Étoupe", "Ode", "œuvre", "Olive", "Zoé"]
