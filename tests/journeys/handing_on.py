"""Steps of the journey: composing, printing and publishing the booklet, and reading back what was printed."""

import re
from io import BytesIO
from typing import Any

from playwright.sync_api import expect
from pypdf import PdfReader

from . import words
from .browsing import Site, Visitor
from .post import run_the_worker
from .setting_up import TITLE

LIBRARY = "/bibliotheque/"


def compose(coordinator: Visitor) -> None:
    page = coordinator.page
    coordinator.go_to("Livret")
    coordinator.link("Choisir les pratiques").first.click()
    for title in (words.CAFE, words.NOTEBOOK):
        page.get_by_role("checkbox", name=title).check()
    coordinator.button("Garder ce choix").click()
    expect(page.locator(".order-item")).to_have_count(2)

    coordinator.link(re.compile("Titre et colophon")).click()
    coordinator.box("Éditeur").fill("Fédération des centres sociaux du Val-d’Oriane")
    coordinator.box("Direction de la publication").fill("Camille Roy")
    coordinator.button("Enregistrer").click()
    coordinator.link(re.compile("Avant-propos à deux voix")).click()
    for number, voice in enumerate(("On a d’abord appris à se saluer.", "L’école ne suffit pas : elle le sait.")):
        page.locator("textarea").nth(number).fill(voice)
    coordinator.button("Enregistrer").click()
    checks = page.get_by_role("region", name="Contrôles avant impression")
    expect(checks).to_be_visible()
    expect(checks).not_to_contain_text("Le colophon ne dit pas")
    expect(checks).not_to_contain_text("avant-propos")
    coordinator.shoot("16-booklet")


def print_the_first_run(coordinator: Visitor) -> bytes:
    """Asked for, waited for, downloaded; asked for again, the same bytes."""
    page = coordinator.page
    coordinator.button(re.compile("Imprimer le tirage n° 1")).click()
    run = page.locator(".run").filter(has_text="Tirage n° 1")
    expect(run.get_by_role("link", name="Regarder de nouveau")).to_be_visible()
    coordinator.shoot("17-waiting")
    run_the_worker()
    if not coordinator.site.has_scripts:
        run.get_by_role("link", name="Regarder de nouveau").click()
        page.reload()  # the link leads to the same page and its own place: nothing would be asked again
    download = run.get_by_role("link", name="Télécharger le livret")
    expect(download).to_be_visible()
    coordinator.shoot("18-printed")
    address = str(download.get_attribute("href"))
    printed, again = (coordinator.context.request.get(coordinator.site.url + address).body() for _ in range(2))
    assert printed == again
    return printed


def read_back(printed: bytes) -> None:
    """Text, bookmarks, tags, number of pages."""
    reader = PdfReader(BytesIO(printed))
    text = _letters("".join(page.extract_text() for page in reader.pages))
    bookmarks = _titles(reader.outline)

    for said in (TITLE, words.CAFE, words.NOTEBOOK, *(s for group in words.SYNTHESIS.values() for s in group)):
        assert _letters(said) in text, said
    for unsaid in (words.SECRET, words.OBJECTION, words.PASTED[1]):
        assert _letters(unsaid) not in text, unsaid
    assert {words.CAFE, words.NOTEBOOK, "Sommaire", "Ce qu’on retient"} <= set(bookmarks)
    assert len(reader.pages) % 4 == 0
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert str(root["/Lang"]).startswith("fr")


def _titles(outline: list[Any]) -> list[str]:
    return [title for item in outline for title in (_titles(item) if isinstance(item, list) else [str(item.title)])]


def _letters(text: str) -> str:
    """Lines are broken and words cut at their ends: only letters and digits are compared."""
    return re.sub(r"[\W_]+", "", text)


def publish(coordinator: Visitor) -> None:
    coordinator.button("Publier").first.click()
    coordinator.reads("Le livret est public")
    coordinator.shoot("19-published")


def read_by_anybody(site: Site) -> None:
    anybody = site.visitor("anybody", phone=True)
    anybody.open(LIBRARY)
    anybody.shoot("20-library")
    anybody.page.locator(".sheet-card").get_by_role("link", name=words.CAFE, exact=True).click()
    expect(anybody.page.get_by_role("heading", name=words.CAFE, level=1)).to_be_visible()
    for step in words.CAFE_SECTIONS["steps"]:
        anybody.reads(step)
    expect(anybody.page.locator("main")).not_to_contain_text(words.OBJECTION)
    anybody.shoot("21-public")
