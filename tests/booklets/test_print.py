"""The booklet and the sheet on paper: order, sides, tags, and what empty sections leave behind."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pdfua import validate
from PIL import Image
from pypdf import PdfReader

from booklets.documents import booklet_html, booklet_pdf, sheet_html, sheet_pdf
from booklets.documents.fitting import plan_sheet
from tests.booklets.sample import GROUPS, LONG, MIDDLE, PROGRAMME, SHORT, sample_booklet, sample_sheet

TITLES_IN_ORDER = [
    "Avant-propos à deux voix",
    "La démarche\u202f: trois rencontres",
    "Comment lire une fiche",
    "Sommaire",
    "Les pratiques d’un coup d’œil",
    "Ce qu’on retient",
    "Les pratiques",
    "Boîte à outils",
    "Paroles",
    "Questions qui restent",
    "Glossaire",
    "Contacts",
    "Remerciements",
    "Et maintenant\u202f?",
    "Ma pratique",
]


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> str:
    settings.MEDIA_ROOT = str(tmp_path)
    drawing = BytesIO()
    Image.new("RGB", (600, 400), "#e2a32c").save(drawing, "JPEG")
    return str(default_storage.save("drawing.jpg", ContentFile(drawing.getvalue())))


@pytest.fixture(scope="module")
def booklet() -> bytes:
    return booklet_pdf(sample_booklet(12))


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def bookmarks(reader: PdfReader, outline: list[Any] | None = None) -> list[tuple[str, int]]:
    found = []
    for item in reader.outline if outline is None else outline:
        if isinstance(item, list):
            found += bookmarks(reader, item)
        else:
            found.append((str(item.title), (reader.get_destination_page_number(item) or 0) + 1))
    return found


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(content).pages)


def test_chapters_stand_in_the_order_people_know(booklet: bytes) -> None:
    titles = [title for title, _page in bookmarks(read(booklet))]

    assert [title for title in titles if title in TITLES_IN_ORDER] == TITLES_IN_ORDER


def test_twelve_practices_make_a_booklet_that_folds(booklet: bytes) -> None:
    pages = len(read(booklet).pages)

    assert pages % 4 == 0
    assert 36 <= pages <= 40


@pytest.mark.parametrize("practices", [1, 2, 3, 4])
def test_the_page_count_is_always_a_multiple_of_four(practices: int) -> None:
    assert len(read(booklet_pdf(sample_booklet(practices))).pages) % 4 == 0


def test_each_practice_starts_on_a_right_hand_page_and_takes_one_leaf(booklet: bytes) -> None:
    content = sample_booklet(12)
    titles = {sheet["title"] for part in content["parts"] for sheet in part["practices"]}
    marks = bookmarks(read(booklet))

    starts = [page for title, page in marks if title.replace("\u202f", " ") in titles]

    assert len(starts) == 12
    assert all(page % 2 == 1 for page in starts)
    assert [after - before for before, after in pairwise(starts)] == [2] * 11


def test_the_groups_are_read_on_a_spread(booklet: bytes) -> None:
    pages = dict(bookmarks(read(booklet)))

    assert pages["Ce qu’on retient"] % 2 == 0


def test_the_contents_give_the_real_pages(booklet: bytes) -> None:
    reader = read(booklet)
    pages = dict(bookmarks(reader))

    contents = reader.pages[pages["Sommaire"] - 1].extract_text()

    assert str(pages["Boîte à outils"]) in contents.split("Boîte à outils")[1].split()[0]


def test_the_booklet_is_tagged_in_french_with_every_picture_described() -> None:
    with pikepdf.open(BytesIO(booklet_pdf(sample_booklet(2, picture="drawing.jpg")))) as document:
        elements = [
            i for i in document.objects if isinstance(i, pikepdf.Dictionary) and i.get("/Type") == "/StructElem"
        ]
        figures = [element for element in elements if element.S == "/Figure"]

        assert str(document.Root.Lang) == "fr"
        assert figures
        assert all(str(figure.Alt).strip() for figure in figures)
        assert {str(element.S) for element in elements} >= {"/H1", "/H2", "/H3", "/H4", "/TH", "/L", "/Link"}


def test_fonts_are_embedded(booklet: bytes) -> None:
    with pikepdf.open(BytesIO(booklet)) as document:
        described = [
            i for i in document.objects if isinstance(i, pikepdf.Dictionary) and i.get("/Type") == "/FontDescriptor"
        ]

    assert described
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in described)


def test_the_checker_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "booklet.pdf"
    path.write_bytes(booklet_pdf(sample_booklet(2, picture="drawing.jpg")))

    assert list(validate(str(path)).findings) == []


def test_an_index_appears_from_twenty_practices_on() -> None:
    assert 'id="index"' not in booklet_html(sample_booklet(19))
    assert 'id="index"' in booklet_html(sample_booklet(20))


@pytest.mark.parametrize("words", [LONG, MIDDLE, SHORT])
@pytest.mark.parametrize("picture", ["drawing.jpg", None])
def test_a_sheet_alone_takes_two_sides(words: dict[str, Any], picture: str | None) -> None:
    for number in range(1, 13):
        sheet = sample_sheet(number, words=words, picture=picture)

        assert len(read(sheet_pdf(sheet, PROGRAMME, groups=GROUPS)).pages) == 2, sheet["title"]


def test_a_sheet_that_is_too_long_runs_on_without_losing_a_word() -> None:
    steps = [
        {"text": f"Étape numéro {n}. " + "On se parle longuement. " * 12, "who": "tout le monde"} for n in range(1, 16)
    ]
    sheet = sample_sheet(1, steps=steps)

    text = text_of(sheet_pdf(sheet, PROGRAMME, groups=GROUPS))

    assert plan_sheet(sheet).runs_on
    assert [n for n in range(1, 16) if f"Étape numéro {n}." not in text] == []
    assert text.count("Ce qui fait que ça marche") == 1


def test_a_draft_says_so_and_a_validated_sheet_does_not() -> None:
    draft = text_of(sheet_pdf(sample_sheet(1, is_draft=True), PROGRAMME, groups=GROUPS))
    final = text_of(sheet_pdf(sample_sheet(1), PROGRAMME, groups=GROUPS))

    assert "Document de travail" in draft
    assert "Document de travail" not in final


def test_empty_sections_vanish() -> None:
    page = sheet_html(sample_sheet(1, words=SHORT), PROGRAMME, groups=GROUPS)

    assert "Comment ça se passe" in page
    for absent in (
        "Pourquoi on s’est lancés",
        "Moyens et ressources",
        "Les freins",
        "Vu de l’autre côté",
        "Les outils",
        "Paroles",
    ):
        assert absent not in page


def test_words_are_text_and_never_markup() -> None:
    page = sheet_html(sample_sheet(1, title="<img src=file:///etc/passwd>"), PROGRAMME, groups=GROUPS)

    assert "<img src=file" not in page


def test_a_video_may_stand_for_the_sheet() -> None:
    video = {**LONG["video"], "stands_for_sheet": True}

    text = text_of(sheet_pdf(sample_sheet(1, words=SHORT, video=video), PROGRAMME, groups=GROUPS))

    assert "Cette démarche se raconte en vidéo" in text
    assert "rencontres.example/v/3" in text


def test_a_brake_without_an_answer_stays_a_question() -> None:
    text = text_of(sheet_pdf(sample_sheet(1), PROGRAMME, groups=GROUPS))

    assert "La question reste ouverte" in text


def test_the_same_words_said_twice_are_printed_once() -> None:
    content = sample_booklet(2)
    content["quotes"] = [
        {"text": "On s’est parlé", "function": "une mère", "number": n, "group": None} for n in (1, None)
    ]

    assert booklet_html(content).count("On s’est parlé\u202f»") == 1
