"""The page where one notes, in a real browser: the hands stay on the keyboard, and no word leaves twice or never."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from encounters.models import Contribution
from tests.factories import make_contribution

from . import conftest
from .conftest import Room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sit_down(room: Room, live_server: LiveServer, page: Page) -> Callable[..., Page]:
    """The capture page, opened by the facilitator in a browser that is already signed in."""

    def open_page(at: Page | None = None, person: str = "facilitator") -> Page:
        table = at or page
        cookie = conftest.browser(getattr(room, person)).cookies[settings.SESSION_COOKIE_NAME].value
        table.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        table.goto(live_server.url + room.url("noter/"))
        return table

    return open_page


def test_enter_saves_and_the_hands_stay_on_the_keyboard(sit_down: Callable[..., Page]) -> None:
    page = sit_down()
    box, slips = page.locator("[data-box=works] [data-text]"), page.locator("#slips-works > li")

    box.focus()
    for number in range(3):
        page.keyboard.type(f"Parole {number}")
        page.keyboard.press("Enter")

    expect(slips).to_have_count(3)
    expect(slips.first).to_contain_text("Parole 2")
    expect(box).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="enregistré")).to_be_visible()
    expect(page.locator("#count-works")).to_have_text("3 contributions")


def test_ten_pasted_lines_make_ten_slips_and_shift_enter_none(sit_down: Callable[..., Page]) -> None:
    page = sit_down()
    box = page.locator("[data-box=tools] [data-text]")

    box.fill("\n".join(f"Ligne {number}" for number in range(10)))
    box.press("Shift+Enter")
    expect(page.locator("#slips-tools > li")).to_have_count(0)
    box.press("Enter")

    expect(page.locator("#slips-tools > li")).to_have_count(10)
    expect(page.get_by_label("Table ou sous-groupe").first).to_be_visible()


def test_words_typed_without_network_leave_once_when_it_is_back(sit_down: Callable[..., Page]) -> None:
    page = sit_down()
    box = page.locator("[data-box=works] [data-text]")
    page.context.set_offline(True)
    box.fill("Sans réseau.")
    box.press("Enter")
    expect(page.get_by_role("status").filter(has_text="en attente (1)")).to_be_visible()

    page.context.set_offline(False)

    expect(page.locator("#slips-works > li")).to_have_count(1, timeout=15_000)
    assert list(Contribution.objects.values_list("text", flat=True)) == ["Sans réseau."]


def test_correct_move_remove_and_undo_in_place(room: Room, sit_down: Callable[..., Page]) -> None:
    row = make_contribution(room.meeting, "Avant.")
    page = sit_down()
    slip = page.locator(f"#contribution-{row.pk}")

    slip.get_by_role("link", name="Corriger").click()
    slip.get_by_label("Ce qui s’est dit").fill("Après.")
    slip.get_by_role("button", name="Enregistrer").click()
    expect(slip.locator(".slip-words")).to_have_text("Après.")

    slip.get_by_role("link", name="Déplacer").click()
    slip.get_by_role("button", name="Outils").click()
    expect(page.locator("#slips-tools").locator(slip)).to_be_visible()

    slip.get_by_role("button", name="Enlever").click()
    expect(slip.get_by_role("button", name="Annuler")).to_be_focused()
    slip.get_by_role("button", name="Annuler").click()
    expect(slip.get_by_role("link", name="Corriger")).to_be_visible()
    row.refresh_from_db()
    assert (row.text, row.prompt.key, row.deleted_at) == ("Après.", "tools", None)


def test_two_at_once_the_second_reads_both_texts_without_leaving(room: Room, sit_down: Callable[..., Page]) -> None:
    row = make_contribution(room.meeting, "Avant.")
    page = sit_down()
    slip = page.locator(f"#contribution-{row.pk}")
    slip.get_by_role("link", name="Corriger").click()
    conftest.browser(room.coordinator).post(room.of(row, "modifier/"), {"version": 1, "text": "De Colette."})

    slip.get_by_label("Ce qui s’est dit").fill("De Farida.")
    slip.get_by_role("button", name="Enregistrer").click()

    expect(slip.get_by_role("alert")).to_contain_text("De Colette.")
    expect(slip.get_by_label("Ce qui s’est dit")).to_have_value("De Farida.")


def test_without_javascript_on_a_phone(room: Room, sit_down: Callable[..., Page], browser: Browser) -> None:
    phone = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}, locale="fr-FR")
    page = sit_down(phone.new_page(), person="participant")

    page.locator("[name=works-text]").fill("Mes mots.")
    page.locator("#column-works").get_by_role("button", name="Noter").click()
    expect(page.locator("#slips-works > li")).to_have_count(1)
    page.get_by_role("button", name="Enlever").click()
    page.get_by_role("button", name="Annuler").click()

    expect(page.locator("#slips-works")).to_contain_text("Mes mots.")
    expect(page).to_have_url(re.compile(r"/noter/#contribution-\d+$"))
    phone.close()


def test_a_session_that_ended_gives_the_words_back_and_says_so(sit_down: Callable[..., Page]) -> None:
    page = sit_down()
    box = page.locator("[data-box=works] [data-text]")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    box.fill("Ne me perdez pas.")
    box.press("Enter")

    expect(page.locator("#error-works")).to_contain_text("Votre session est terminée")
    expect(box).to_have_value("Ne me perdez pas.")
    assert not Contribution.objects.exists()
