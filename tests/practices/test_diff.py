"""What changed is shown paragraph by paragraph, then word by word, at a bounded cost."""

import time

from practices.models import changes_between
from practices.models.diff import ADDED, KEPT, REMOVED, Piece, compare_paragraphs, compare_words


def test_one_word_changed_is_shown_as_one_word() -> None:
    pieces = compare_words("On ouvre la grille le lundi.", "On ouvre la porte le lundi.")

    assert pieces == [
        Piece(KEPT, "On ouvre la "),
        Piece(REMOVED, "grille "),
        Piece(ADDED, "porte "),
        Piece(KEPT, "le lundi."),
    ]


def test_an_added_paragraph_leaves_the_others_alone() -> None:
    assert compare_paragraphs(["un", "trois"], ["un", "deux", "trois"]) == [
        [Piece(KEPT, "un")],
        [Piece(ADDED, "deux")],
        [Piece(KEPT, "trois")],
    ]


def test_sentences_that_share_nothing_stand_one_after_the_other() -> None:
    assert [p.kind for p in compare_words("Le chat dort.", "Une école ouvre demain")] == [REMOVED, ADDED]


def test_only_changed_sections_are_listed_in_the_order_of_the_sheet() -> None:
    old = {"title": "A", "levers": ["un"], "summary": "s"}
    new = {"title": "B", "levers": ["un", "deux"], "summary": "s", "contact": {"email": "a@b.fr"}}

    assert [change.key for change in changes_between("practice", old, new)] == ["title", "levers", "contact"]


def test_a_huge_text_costs_little() -> None:
    began = time.monotonic()

    compare_paragraphs(["a b " * 20_000] * 3, ["b a " * 20_000] * 3)
    compare_paragraphs([str(n) for n in range(5_000)], [str(n) for n in range(5_000, 0, -1)])

    assert time.monotonic() - began < 1
