"""Composing: what may enter, in which order, and what happens when two people write at once."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from booklets.documents.checks import checks_before_print
from booklets.models import Booklet, BookletItem
from booklets.services import composing
from practices.models import Production, ProductionStatus
from practices.services.moves import move_production
from tests.booklets.shelf import Shelf, body_of, make_approved_practice, put_in_booklet, signed_in, told
from tests.factories import make_group, make_practice, make_programme

SLUG = "val-d-oriane"
BOOKLET_QUERIES = 18


@pytest.fixture
def coordinator(shelf: Shelf) -> Client:
    return signed_in(shelf.coordinator)


def titles(shelf: Shelf) -> list[str]:
    return [str(item.production) for item in composing.items_in_order(shelf.booklet)]


def of_object(key: str) -> dict[str, dict[str, str]]:
    return {"link": {"object": key, "form": "regular", "frequency": "weekly", "quality": ""}}


# What enters


def test_only_validated_practices_of_the_programme_enter(shelf: Shelf) -> None:
    ready = make_approved_practice(shelf.centres, "Prête")
    not_ready = make_practice(shelf.centres, sections=told("Pas prête"))
    elsewhere = make_approved_practice(make_group(make_programme()), "Ailleurs")

    put_in_booklet(shelf, not_ready, elsewhere, ready)

    assert titles(shelf) == ["Prête"]


def test_the_page_offers_only_what_is_validated_and_keeps_the_choice(shelf: Shelf, coordinator: Client) -> None:
    ready = make_approved_practice(shelf.centres, "Prête")
    not_ready = make_practice(shelf.centres, sections=told("Pas prête"))

    page = coordinator.get(reverse("booklet_practices", args=[SLUG])).content.decode()
    coordinator.post(reverse("booklet_practices", args=[SLUG]), {"practice": [ready.pk, not_ready.pk, "x"]})

    assert "Prête" in page and "Pas prête" not in page
    assert titles(shelf) == ["Prête"]


def test_those_chosen_already_keep_their_places(shelf: Shelf, coordinator: Client) -> None:
    first, second, third = (make_approved_practice(shelf.centres, title) for title in ("C", "B", "A"))
    put_in_booklet(shelf, first, second)

    coordinator.post(reverse("booklet_practices", args=[SLUG]), {"practice": [third.pk, second.pk, first.pk]})

    assert titles(shelf) == ["C", "B", "A"]


# In which order


@pytest.fixture
def four(shelf: Shelf) -> list[BookletItem]:
    """Two of one object, then two of another."""
    practices = [
        make_approved_practice(shelf.centres, title, **of_object(key))
        for title, key in [("A1", "clas"), ("A2", "clas"), ("B1", "oepre"), ("B2", "oepre")]
    ]
    put_in_booklet(shelf, *practices)
    return composing.items_in_order(shelf.booklet)


@pytest.mark.parametrize(
    ("moved", "to", "order"),
    [
        (0, "down", ["A2", "A1", "B1", "B2"]),
        (3, "up", ["A1", "A2", "B2", "B1"]),
        (1, "down", ["B1", "B2", "A1", "A2"]),
        (2, "up", ["B1", "B2", "A1", "A2"]),
        (0, "up", ["A1", "A2", "B1", "B2"]),
        (3, "down", ["A1", "A2", "B1", "B2"]),
    ],
)
def test_a_practice_moves_within_its_object_or_takes_it_along(
    shelf: Shelf, four: list[BookletItem], coordinator: Client, moved: int, to: str, order: list[str]
) -> None:
    coordinator.post(reverse("booklet_item_shift", args=[SLUG, four[moved].pk]), {"to": to})

    assert titles(shelf) == order


def test_a_practice_dropped_on_another_takes_its_place(
    shelf: Shelf, four: list[BookletItem], coordinator: Client
) -> None:
    coordinator.post(reverse("booklet_item_shift", args=[SLUG, four[3].pk]), {"to": str(four[0].pk)})

    assert titles(shelf) == ["B1", "B2", "A1", "A2"]


def test_the_answer_to_an_arrow_is_the_fragment_of_the_page(
    shelf: Shelf, four: list[BookletItem], coordinator: Client
) -> None:
    url = reverse("booklet_item_shift", args=[SLUG, four[0].pk])

    fragment = coordinator.post(url, {"to": "down"}, headers={"HX-Request": "true"}).content.decode()
    page = coordinator.get(reverse("booklet", args=[SLUG])).content.decode()

    assert fragment.strip().startswith('<div id="order"')
    assert fragment.index("A2") < fragment.index("A1")
    assert page.index("A2") < page.index("A1")


def test_an_item_of_another_booklet_is_not_found(shelf: Shelf, coordinator: Client) -> None:
    other = make_group(make_programme())
    booklet = composing.ensure_booklet(other.programme)
    composing.choose_practices(booklet, [make_approved_practice(other)])
    item = BookletItem.objects.get()

    answer = coordinator.post(reverse("booklet_item_shift", args=[SLUG, item.pk]), {"to": "up"})

    assert answer.status_code == 404


# Two people at once


def words_form(client: Client, page: str = "booklet_words") -> dict[str, str]:
    form = client.get(reverse(page, args=[SLUG])).context
    return {"seen": form["seen"], "base": form["base"]}


WORDS = {
    "title": "Le titre",
    "subtitle": "",
    "approach": "",
    "next_words": "",
    "publisher": "",
    "printer": "",
    "director": "",
    "legal_deposit": "",
    "colophon": "",
}


def test_the_same_words_changed_twice_show_both(shelf: Shelf, coordinator: Client) -> None:
    url, seen = reverse("booklet_words", args=[SLUG]), words_form(coordinator)
    coordinator.post(url, {**WORDS, **seen, "title": "Le leur"})

    answer = coordinator.post(url, {**WORDS, **seen, "title": "Le mien"})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'value="Le mien"' in page and "<p>Le leur</p>" in page
    assert Booklet.objects.get().title == "Le leur"


def test_saving_again_after_reading_both_is_heard(shelf: Shelf, coordinator: Client) -> None:
    url, seen = reverse("booklet_words", args=[SLUG]), words_form(coordinator)
    coordinator.post(url, {**WORDS, **seen, "title": "Le leur"})
    both = coordinator.post(url, {**WORDS, **seen, "title": "Le mien"}).context

    coordinator.post(url, {**WORDS, "title": "Le mien", "seen": both["seen"], "base": both["base"]})

    assert Booklet.objects.get().title == "Le mien"


def test_writing_elsewhere_in_the_booklet_is_no_clash(shelf: Shelf, coordinator: Client) -> None:
    seen = words_form(coordinator, "booklet_forewords")
    coordinator.post(reverse("booklet_words", args=[SLUG]), {**WORDS, **words_form(coordinator)})
    voices = {f"voice{n}-{name}": f"{name} {n}" for n in (1, 2) for name in ("title", "text", "signature", "function")}

    answer = coordinator.post(reverse("booklet_forewords", args=[SLUG]), {**voices, **seen})

    assert answer.status_code == 302
    assert list(shelf.booklet.forewords.values_list("text", flat=True)) == ["text 1", "text 2"]


def test_a_form_that_says_nothing_of_what_it_read_is_not_obeyed(shelf: Shelf, coordinator: Client) -> None:
    answer = coordinator.post(reverse("booklet_words", args=[SLUG]), {**WORDS, "title": "À l’aveugle"})

    assert answer.status_code == 409
    assert Booklet.objects.get().title != "À l’aveugle"


# The glossary


def test_the_glossary_is_read_line_by_line(shelf: Shelf, coordinator: Client) -> None:
    lines = "CLAS : contrat local\nREP\u202f: réseau\nÉVS = espace de vie sociale"
    seen = words_form(coordinator, "booklet_glossary")

    coordinator.post(reverse("booklet_glossary", args=[SLUG]), {"lines": lines, **seen})

    assert list(shelf.booklet.glossary.values_list("acronym", "meaning")) == [
        ("CLAS", "contrat local"),
        ("ÉVS", "espace de vie sociale"),
        ("REP", "réseau"),
    ]


def test_a_line_that_cannot_be_read_keeps_everything_typed_and_stores_nothing(
    shelf: Shelf, coordinator: Client
) -> None:
    composing.save_glossary(shelf.booklet, "CPE : conseillère principale")

    answer = coordinator.post(
        reverse("booklet_glossary", args=[SLUG]),
        {"lines": "REP : réseau\nsans rien", **words_form(coordinator, "booklet_glossary")},
    )

    assert "sans rien" in answer.content.decode() and "REP : réseau" in answer.content.decode()
    assert list(shelf.booklet.glossary.values_list("acronym", flat=True)) == ["CPE"]


# Pictures


def png() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "#a94f35").save(kept, "PNG")
    return SimpleUploadedFile("x.png", kept.getvalue(), "image/png")


def test_a_cover_is_kept_and_shown_to_those_who_see_the_proof(shelf: Shelf, coordinator: Client) -> None:
    coordinator.post(reverse("booklet_pictures", args=[SLUG]), {"kind": "cover", "picture": png()})

    seen = {
        name: signed_in(person).get(reverse("booklet_cover", args=[SLUG])).status_code
        for name, person in [
            ("facilitator", shelf.facilitator),
            ("participant", shelf.participant),
            ("guest", shelf.guest),
        ]
    }

    assert body_of(coordinator.get(reverse("booklet_cover", args=[SLUG]))).startswith(b"\x89PNG")
    assert seen == {"facilitator": 200, "participant": 403, "guest": 404}


def test_a_logo_says_whose_it_is_and_can_be_taken_away(shelf: Shelf, coordinator: Client) -> None:
    url = reverse("booklet_pictures", args=[SLUG])
    refused = coordinator.post(url, {"kind": "logo", "logo-picture": png(), "logo-alt": ""})
    coordinator.post(url, {"kind": "logo", "logo-picture": png(), "logo-alt": "La fédération"})
    logo = shelf.booklet.logos.get()

    shown = coordinator.get(reverse("booklet_logo", args=[SLUG, logo.pk])).status_code
    coordinator.post(reverse("booklet_logo_remove", args=[SLUG, logo.pk]))

    assert (refused.status_code, logo.alt, shown) == (200, "La fédération", 200)
    assert shelf.booklet.logos.count() == 0


def test_what_is_no_picture_is_refused_in_a_sentence(shelf: Shelf, coordinator: Client) -> None:
    fake = SimpleUploadedFile("x.png", b"<script>alert(1)</script>", "image/png")

    answer = coordinator.post(reverse("booklet_pictures", args=[SLUG]), {"kind": "cover", "picture": fake})

    assert "invalid-feedback" in answer.content.decode()
    assert Booklet.objects.get().cover.name == ""


# Checks


def sentences(shelf: Shelf) -> list[str]:
    return [check.sentence for check in checks_before_print(Booklet.objects.get())]


def test_checks_name_what_would_embarrass(shelf: Shelf) -> None:
    practice = make_approved_practice(shelf.centres, "Le CLAS du vendredi", contact={}, link={})
    reopened = make_approved_practice(shelf.centres, "Rouverte")
    put_in_booklet(shelf, practice, reopened)
    move_production(reopened, ProductionStatus.IN_REVIEW, by=None, seen=reopened.head_id)

    found = "\n".join(sentences(shelf))

    for words in ("CLAS.", "contact", "objet du lien", "Rouverte\u202f: pas encore validée"):
        assert words in found


def test_checks_fall_silent_when_all_is_well(shelf: Shelf) -> None:
    put_in_booklet(shelf, make_approved_practice(shelf.centres))
    shelf.booklet.forewords.update(text="Deux voix.")
    Booklet.objects.update(publisher="La fédération", director="La présidente")
    composing.save_glossary(shelf.booklet, "CS : centre social")
    shelf.programme.groups.exclude(pk__in=Production.objects.values("group")).delete()

    left = sentences(shelf)

    assert len(left) == 1  # the group's synthesis
    assert "retient" in left[0]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_many_questions_for_three_as_for_one(
    shelf: Shelf, coordinator: Client, django_assert_num_queries: Any, count: int
) -> None:
    practices = [make_approved_practice(shelf.centres, f"Pratique {n}") for n in range(count)]
    put_in_booklet(shelf, *practices)

    with django_assert_num_queries(BOOKLET_QUERIES):
        answer = coordinator.get(reverse("booklet", args=[SLUG]))

    assert answer.status_code == 200
