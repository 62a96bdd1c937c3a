"""HTML to PDF: tagged, from our own files and nothing else."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pypdf import PdfReader

from common import pdf
from common.pdf import PdfError, check_pdf_libraries, render_pdf
from common.qr import qr_png

PAGE = '<!doctype html><html lang="fr"><head><title>Essai</title></head><body><h1>Essai</h1>{}</body></html>'


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def test_a_page_becomes_a_tagged_pdf_in_its_language() -> None:
    reader = PdfReader(BytesIO(render_pdf(PAGE.format("<p>Bonjour à toutes</p>"))))

    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Bonjour à toutes" in reader.pages[0].extract_text()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.org/a.png",
        "ftp://example.org/a.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "static:../common/pdf.py",
        "static:/etc/passwd",
        "media:../../etc/passwd",
        "media:/etc/passwd",
        "media:%2e%2e/%2e%2e/etc/passwd",
        "font:../../etc/passwd",
        "font:SourceSerifPro-Nothing",
    ],
)
def test_anything_but_our_own_files_is_refused_with_a_sentence(address: str) -> None:
    with pytest.raises(PdfError) as refusal:
        render_pdf(PAGE.format(f'<img src="{address}" alt="x">'))

    assert str(refusal.value).strip()


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="stylesheet" href="https://example.org/a.css">',
        "<style>@import url(https://example.org/a.css);</style>",
        "<style>body { background: url(file:///etc/passwd) }</style>",
        '<object data="file:///etc/passwd" type="image/png"></object>',
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    ],
)
def test_no_way_round_lets_another_file_in(markup: str) -> None:
    with pytest.raises(PdfError):
        render_pdf(PAGE.format(markup))


def test_our_own_files_and_drawings_are_printed() -> None:
    default_storage.save("un dessin.png", ContentFile(qr_png("https://exemple.fr")))
    pictures = '<img src="media:un%20dessin.png" alt="a"><img src="qr:https%3A//exemple.fr" alt="b">'

    reader = PdfReader(BytesIO(render_pdf(PAGE.format(pictures))))

    assert len(reader.pages[0].images) >= 1


def test_a_missing_picture_says_its_name() -> None:
    with pytest.raises(PdfError, match=r"absente\.jpg"):
        render_pdf(PAGE.format('<img src="media:absente.jpg" alt="x">'))


def test_the_ending_knows_how_many_pages_come_before_it() -> None:
    asked: list[int] = []

    def ending(pages: int) -> str:
        asked.append(pages)
        return PAGE.format("<p>La fin</p>")

    reader = PdfReader(BytesIO(render_pdf(PAGE.format('<p style="break-before: page">Deux</p>'), ending=ending)))

    assert asked == [2]
    assert "La fin" in reader.pages[2].extract_text()


def test_table_headers_have_a_scope_and_links_print() -> None:
    table = '<table><tr><th scope="col">A</th></tr><tr><th scope="row">B</th><td><a href="https://exemple.fr">C</a></td></tr></table>'

    with pikepdf.open(BytesIO(render_pdf(PAGE.format(table)))) as document:
        found = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]

    assert sorted(str(item.A.Scope) for item in found if item.get("/S") == "/TH") == ["/Column", "/Row"]
    assert [int(item.F) for item in found if item.get("/Subtype") == "/Link"] == [4]


def test_missing_libraries_are_told_with_the_packages_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SYSTEM_LIBRARIES", {"libnowhere.so.9": "libnowhere9"})

    (message,) = check_pdf_libraries()

    assert message.hint == "sudo apt install libnowhere9"


def test_a_qr_code_is_one_bit_deep_and_always_the_same() -> None:
    picture = qr_png("https://exemple.fr")

    assert picture == qr_png("https://exemple.fr")
    assert picture[24] == 1  # bit depth, in the PNG header
