"""Steps of the journey: having the sheets read, answering, working on a disagreement, validating, laying out."""

import re

from playwright.sync_api import expect

from . import words
from .browsing import Visitor
from .roster import OBJECTOR, READER, Row
from .setting_up import open_meeting_page
from .spring import open_sheet

KEPT = "Ce qu’on retient"


def take_attendance(facilitator: Visitor, group: str) -> None:
    """Everybody in one act, then the exceptions."""
    open_meeting_page(facilitator, "autumn", group)
    facilitator.link("Qui est là ?").click()
    facilitator.button("Tout le monde est là").click()
    for absent, how in ((READER, "excused"), (OBJECTOR, "absent")):
        line = facilitator.page.locator(".roll-line").filter(has_text=absent.name)
        line.locator(f".three label.is-{how}").click()
    facilitator.shoot("10-attendance")
    facilitator.button("Enregistrer les présences").click()
    facilitator.reads("12 personnes présentes")


def have_the_sheets_read(facilitator: Visitor) -> None:
    facilitator.go_to("Relectures")
    facilitator.link("Faire relire des fiches").click()
    for title in (words.CAFE, words.NOTEBOOK):
        expect(facilitator.page.get_by_role("checkbox", name=f"Faire relire « {title} »")).to_be_checked()
    facilitator.shoot("11-have-read")
    facilitator.button("Faire relire les fiches cochées").click()
    facilitator.reads("3 fiches")


def answers_on_a_phone(reader: Visitor, title: str) -> None:
    """The link leads to what awaits; one sheet is read and answered, then the others in one act."""
    reader.go_to("Relectures")
    reader.reads("3 fiches attendent votre réponse")
    reader.shoot("12-to-read")
    reader.link(re.compile(f"Lire et répondre.*{title}")).click()
    reader.reads(words.CAFE_SECTIONS["summary"])
    reader.shoot("13-reading")
    reader.page.locator("#answer").get_by_role("button", name="D’accord", exact=True).click()
    reader.reads("Merci, votre réponse est gardée")

    answer_the_rest_in_one_act(reader)


def answer_the_rest_in_one_act(reader: Visitor) -> None:
    reader.go_to("Relectures")
    for others in reader.page.get_by_role("checkbox", name="Répondre sur").all():
        expect(others).not_to_be_checked()
        others.check()
    reader.page.locator(".lot").get_by_role("button", name="D’accord").click()
    reader.reads("Vous avez répondu à tout")


def go_round_the_table(facilitator: Visitor, *, present: int) -> None:
    """Those present are ticked from the attendance; one act notes their agreement to everything."""
    facilitator.go_to("Relectures")
    facilitator.link("Tour de table").click()
    people = facilitator.page.locator(".round-people")
    expect(people.locator("input:checked")).to_have_count(present)
    expect(people.get_by_role("checkbox", name=READER.name)).not_to_be_checked()
    facilitator.shoot("14-round-table")
    facilitator.button("Noter « D’accord » pour les personnes cochées").click()
    facilitator.reads("13 personnes sur 14 ont répondu")


def note_a_disagreement(facilitator: Visitor, person: Row, title: str, why: str) -> None:
    """Said by telephone: it is noted for the person, and nothing can be validated any more."""
    open_sheet(facilitator, title)
    expect(facilitator.button("Valider")).to_have_count(0)
    facilitator.link("Noter une réponse").click()
    voice = facilitator.page.locator(".voices > li").filter(has_text=person.name)
    voice.locator("summary").click()
    voice.get_by_text("Pas d’accord en l’état").click()
    voice.get_by_label(re.compile("En quelques mots")).fill(why)
    voice.get_by_role("button", name="Noter cette réponse").click()
    facilitator.reads(person.name)

    open_sheet(facilitator, title)
    facilitator.reads("un désaccord à travailler")
    facilitator.reads(why)
    expect(facilitator.button("Valider")).to_have_count(0)
    facilitator.shoot("15-disagreement")


def lifts_their_disagreement(objector: Visitor, title: str) -> None:
    """The person reads what was noted for them, and now agrees."""
    objector.go_to("Relectures")
    objector.page.locator(".to-read-line").get_by_role("link", name=title, exact=True).click()
    objector.reads("Pas d’accord en l’état")
    objector.reads("notée pour vous par Noëlle Aubry")
    objector.page.locator("#answer").get_by_role("button", name="D’accord", exact=True).click()
    objector.reads("Merci, votre réponse est gardée")
    answer_the_rest_in_one_act(objector)


def validate(facilitator: Visitor, title: str) -> None:
    open_sheet(facilitator, title)
    facilitator.reads("Les 14 personnes invitées à lire ont répondu")
    facilitator.button("Valider").click()
    expect(facilitator.page.locator("#sheet-state")).to_contain_text("validée")


def lay_out_and_approve(facilitator: Visitor, title: str) -> None:
    open_sheet(facilitator, title)
    facilitator.page.get_by_role("button", name="sur papier", exact=True).click()
    facilitator.button("C’est bon pour l’impression").click()
    expect(facilitator.page.locator("#sheet-state")).to_contain_text("bon à tirer")
