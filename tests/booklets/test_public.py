"""The public library: open to all, only what was published, nothing of what was taken back."""

import re
import uuid
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from booklets.models import PublicEntry, ShortAddress
from booklets.services import composing
from booklets.services.publishing import publish_run
from participants.models import PickList, PickListItem
from participants.services import answer_naming
from practices.models import Attachment, Production, ProductionStatus
from practices.services.life import withdraw_production
from practices.services.moves import move_production
from practices.services.writing import write_sections
from tests.booklets.shelf import Shelf, body_of, make_approved_practice, make_done_run, put_in_booklet
from tests.booklets.test_publishing import withdraw
from tests.factories import SHEET, make_practice, make_synthesis

SLUG = "val-d-oriane"
LIBRARY_QUERIES = 4
VIDEO = {
    "url": "https://videos.example/w/abc",
    "still": None,
    "caption": "Quatre minutes.",
    "transcript": "On dit bonjour.",
    "stands_for_sheet": False,
}


@pytest.fixture
def published(shelf: Shelf) -> Production:
    PickListItem.objects.create(
        programme=shelf.programme, list=PickList.OBJECT, key="parents_cafe", label="café ou espace parents"
    )
    practice = make_approved_practice(shelf.centres, "Un café près de l’école", video=VIDEO)
    put_in_booklet(shelf, practice)
    publish_run(make_done_run(shelf), by=shelf.coordinator.person)
    practice.refresh_from_db()
    return practice


def public_urls(practice: Production) -> dict[str, str]:
    addresses = {a.kind: reverse("short", args=[a.code]) for a in ShortAddress.objects.filter(production=practice)}
    return {
        "practice page": reverse("public_practice", args=[SLUG, practice.pk]),
        "video page": reverse("public_video", args=[SLUG, practice.pk]),
        "short practice": addresses["practice"],
        "short video": addresses["video"],
        "booklet": reverse("public_booklet", args=[SLUG]),
    }


def statuses(client: Client, urls: dict[str, str]) -> dict[str, int]:
    return {name: client.get(url).status_code for name, url in urls.items()}


def test_nobody_needs_to_sign_in(published: Production, client: Client) -> None:
    found = statuses(client, public_urls(published))

    assert found == {"practice page": 200, "video page": 200, "short practice": 302, "short video": 302, "booklet": 200}
    assert "Un café près de l’école" in client.get(reverse("library")).content.decode()


def booklet_status(client: Client) -> int:
    return client.get(reverse("public_booklet", args=[SLUG])).status_code


def test_a_name_taken_back_closes_the_printed_file(shelf: Shelf, client: Client) -> None:
    answer_naming(shelf.participant, agrees=True)
    put_in_booklet(shelf, make_approved_practice(shelf.centres))
    publish_run(make_done_run(shelf), by=shelf.coordinator.person)

    answer_naming(shelf.facilitator, agrees=False)
    somebody_never_named = booklet_status(client)
    answer_naming(shelf.participant, agrees=False)
    taken_back = booklet_status(client)

    assert (somebody_never_named, taken_back) == (200, 404)


def test_a_synthesis_withdrawn_closes_the_printed_file(published: Production, shelf: Shelf, client: Client) -> None:
    synthesis = make_synthesis(shelf.schools, title="")
    withdraw_production(synthesis, by=shelf.facilitator.person)
    never_printed = booklet_status(client)

    Production.objects.filter(pk=synthesis.pk).update(withdrawn_from=ProductionStatus.VALIDATED)

    assert (never_printed, booklet_status(client)) == (200, 404)


def test_what_is_withdrawn_leaves_at_once(published: Production, client: Client) -> None:
    withdraw(published)

    assert set(statuses(client, public_urls(published)).values()) == {404}
    library = client.get(reverse("library")).content.decode()
    assert "Un café près" not in library
    assert reverse("public_booklet", args=[SLUG]) not in library


def test_what_is_reopened_leaves_until_it_is_agreed_again(published: Production, client: Client) -> None:
    move_production(published, ProductionStatus.IN_REVIEW, by=None, seen=published.head_id)

    found = statuses(client, public_urls(published))

    assert {name: code for name, code in found.items() if name != "booklet"} == dict.fromkeys(
        ["practice page", "video page", "short practice", "short video"], 404
    )


def test_what_is_not_published_is_not_found(shelf: Shelf, client: Client) -> None:
    approved = make_approved_practice(shelf.centres)

    assert client.get(reverse("public_practice", args=[SLUG, approved.pk])).status_code == 404
    assert client.get(reverse("public_booklet", args=[SLUG])).status_code == 404


def test_the_page_says_the_printed_words_and_nothing_of_the_kitchen(
    shelf: Shelf, published: Production, client: Client
) -> None:
    leader = shelf.participant
    Production.objects.filter(pk=published.pk).update(led_by=leader)

    page = client.get(reverse("public_practice", args=[SLUG, published.pk])).content.decode()

    for words in (
        "On installe la table.",
        "Le même jour.",
        "accueil@exemple.fr",
        "Café ou espace parents",
        "Creative Commons",
    ):
        assert words in page
    assert leader.person.name not in page


def test_a_correction_waits_for_its_run(shelf: Shelf, published: Production, client: Client) -> None:
    write_sections(
        published,
        {"summary": "Corrigé depuis."},
        by=shelf.coordinator.person,
        seen=published.head_id,
        client_key=uuid.uuid4(),
        is_form_correction=True,
    )

    page = client.get(reverse("public_practice", args=[SLUG, published.pk])).content.decode()

    assert SHEET["summary"] in page and "Corrigé depuis." not in page


def test_the_booklet_is_the_printed_file(shelf: Shelf, published: Production, client: Client) -> None:
    run = PublicEntry.objects.get().run

    answer = client.get(reverse("public_booklet", args=[SLUG]))

    with run.file.open("rb") as stored:
        assert body_of(answer) == stored.read()
    assert answer.headers["ETag"] == f'"{run.file_sha256}"'
    assert "no-cache" in answer.headers["Cache-Control"]


# Third parties


def addresses_asked_by(page: str) -> list[str]:
    asked = re.findall(r"""<(?:img|script|iframe|link|source|video)\b[^>]*?\b(?:src|href|poster)=["']([^"']+)""", page)
    return [address for address in asked if "//" in address]


def test_the_video_page_asks_nothing_of_anybody_before_a_click(published: Production, client: Client) -> None:
    page = client.get(reverse("public_video", args=[SLUG, published.pk])).content.decode()

    assert addresses_asked_by(page) == []
    assert f'href="{VIDEO["url"]}"' in page and "On dit bonjour." in page


def test_a_page_that_asks_is_seen() -> None:
    assert addresses_asked_by('<iframe title="x" src="https://videos.example/embed">') == [
        "https://videos.example/embed"
    ]


def test_a_practice_without_video_has_no_video_page(shelf: Shelf, client: Client) -> None:
    practice = make_approved_practice(shelf.centres)
    put_in_booklet(shelf, practice)
    publish_run(make_done_run(shelf), by=shelf.coordinator.person)

    assert client.get(reverse("public_video", args=[SLUG, practice.pk])).status_code == 404


# Files


def attach(practice: Production, name: str) -> Attachment:
    kept = Attachment(
        production=practice,
        kind="picture",
        name=name,
        content_type="image/png",
        size=3,
        width=1200,
        height=800,
        sha256=name,
    )
    kept.file.save("x.png", ContentFile(b"png"), save=False)
    kept.save()
    return kept


def agree_again(practice: Production) -> None:
    practice.refresh_from_db()
    agreed = {"validated_at": timezone.now(), "validated_revision": practice.head}
    for status, values in (("validated", agreed), ("formalised", {"support": "paper"}), ("approved", {})):
        move_production(practice, status, by=None, seen=practice.head_id, **values)


def test_only_files_the_published_words_speak_of_are_given(shelf: Shelf, client: Client) -> None:
    draft = make_approved_practice(shelf.centres)
    shown, hidden = attach(draft, "shown"), attach(draft, "hidden")
    picture = {"picture": shown.pk, "caption": "", "alt": "Une table", "credit": ""}
    write_sections(
        draft,
        {"pictures": [picture]},
        by=shelf.coordinator.person,
        seen=draft.head_id,
        client_key=uuid.uuid4(),
    )
    agree_again(draft)
    put_in_booklet(shelf, draft)
    publish_run(make_done_run(shelf), by=shelf.coordinator.person)
    urls = {
        name: reverse("public_file", args=[SLUG, draft.pk, pk])
        for name, pk in [("shown", shown.pk), ("hidden", hidden.pk)]
    }

    before = statuses(client, urls)
    card = client.get(reverse("library")).content.decode()
    draft.refresh_from_db()
    withdraw(draft)

    assert before == {"shown": 200, "hidden": 404}
    assert urls["shown"] in card
    assert statuses(client, urls) == {"shown": 404, "hidden": 404}


# Searching


@pytest.fixture
def three(shelf: Shelf) -> None:
    sheets: list[dict[str, Any]] = [
        {"title": "Les cafés de l’été", "link": {"object": "parents_cafe", "form": "regular", "frequency": "weekly"}},
        {"title": "Une fiche de liaison", "link": {"object": "clas", "form": "shared_tool", "frequency": "quarterly"}},
        {"title": "Œuvrer ensemble", "link": {"object": "culture", "form": "occasional", "frequency": "yearly"}},
    ]
    practices = [make_approved_practice(shelf.centres, **sheet) for sheet in sheets]
    put_in_booklet(shelf, *practices)
    publish_run(make_done_run(shelf), by=shelf.coordinator.person)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["Les cafés de l’été", "Œuvrer ensemble", "Une fiche de liaison"]),
        ({"q": "CAFE ete"}, ["Les cafés de l’été"]),
        ({"q": "fiches"}, ["Une fiche de liaison"]),
        ({"q": "oeuvrer"}, ["Œuvrer ensemble"]),
        ({"q": "fiche oeuvrer"}, []),
        ({"q": "%"}, ["Les cafés de l’été", "Œuvrer ensemble", "Une fiche de liaison"]),
        ({"object": "clas"}, ["Une fiche de liaison"]),
        ({"form": "regular", "frequency": "weekly"}, ["Les cafés de l’été"]),
        ({"edition": "2018–2019", "q": "liaison"}, ["Une fiche de liaison"]),
        ({"territory_type": "rural"}, []),
        ({"object": "nobody-knows"}, ["Les cafés de l’été", "Œuvrer ensemble", "Une fiche de liaison"]),
        ({"page": "x", "q": "\x00"}, ["Les cafés de l’été", "Œuvrer ensemble", "Une fiche de liaison"]),
    ],
)
def test_the_library_is_searched_without_accents_and_in_the_plural(
    three: None, client: Client, query: dict[str, str], titles: list[str]
) -> None:
    answer = client.get(reverse("library"), query)

    assert [card.title for card in answer.context["cards"]] == titles


def test_an_unpublished_practice_is_found_by_nobody(shelf: Shelf, three: None, client: Client) -> None:
    make_practice(shelf.centres, sections={**SHEET, "title": "Une fiche secrète"})

    assert "secrète" not in client.get(reverse("library"), {"q": "secrète"}).content.decode().replace(
        'value="secrète"', ""
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_library_asks_as_many_questions_for_three_as_for_one(
    shelf: Shelf, client: Client, django_assert_num_queries: Any, count: int
) -> None:
    put_in_booklet(shelf, *(make_approved_practice(shelf.centres, f"Pratique {n}") for n in range(count)))
    publish_run(make_done_run(shelf), by=shelf.coordinator.person)

    with django_assert_num_queries(LIBRARY_QUERIES):
        client.get(reverse("library"))


# Hostile words


def test_words_are_text_and_never_markup(shelf: Shelf, client: Client) -> None:
    hostile = "<script>alert(1)</script>"
    practice = make_approved_practice(
        shelf.centres,
        hostile,
        summary=hostile,
        origin=hostile,
        levers=[hostile],
        video={**VIDEO, "transcript": hostile},
    )
    put_in_booklet(shelf, practice)
    composing.save_glossary(shelf.booklet, f"{hostile} : {hostile}")
    publish_run(make_done_run(shelf), by=shelf.coordinator.person)

    pages = [reverse("library"), *list(public_urls(practice).values())[:2]]

    assert [url for url in pages if hostile in client.get(url).content.decode()] == []
