"""Steps of the journey: coming in, creating the programme, importing the roster, preparing and opening meetings."""

import re
from datetime import timedelta
from io import StringIO
from urllib.parse import urlsplit

from django.core.management import call_command
from playwright.sync_api import expect

from .browsing import Site, Visitor
from .post import code_in, last_message, link_in
from .roster import CENTRES, PEOPLE, SCHOOLS, Row, excel

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE = "École et centre social : on fait équipe"
COORDINATOR = "camille.roy@federation.example"


def coordinator_comes_in(site: Site) -> Visitor:
    """Made by the operator's command, let in by the operator's link."""
    call_command("coordinator", COORDINATOR, "Camille", "Roy", stdout=StringIO())
    said = StringIO()
    call_command("signin", COORDINATOR, stdout=said)
    visitor = site.visitor("coordinator")
    press_the_button(visitor, urlsplit(said.getvalue().strip()).path, "Camille Roy")
    return visitor


def press_the_button(visitor: Visitor, path: str, name: str) -> None:
    """Looking uses nothing up and opens nothing; the button opens; then the notice, the first time."""
    visitor.open(path)
    visitor.open("/")
    expect(visitor.page).to_have_url(re.compile(r"/entrer/"))

    visitor.open(path)
    visitor.button(f"Entrer comme {name}").click()
    visitor.button("J’ai lu, on commence").click()
    expect(visitor.page.locator("header").get_by_role("button", name="Se déconnecter")).to_be_visible()


def comes_in_by_code(site: Site, person: Row) -> Visitor:
    visitor = site.visitor(person.name)
    visitor.open("/entrer/")
    visitor.link("Recevoir un code").click()
    visitor.box("E-mail").fill(person.email)
    visitor.button("Envoyez-moi le code").click()
    visitor.page.locator("input[name=code]").fill(code_in(last_message(person.email, "code")))
    visitor.page.locator("input[name=code]").press("Enter")
    visitor.button("J’ai lu, on commence").click()
    expect(visitor.page.locator("header").get_by_role("button", name="Se déconnecter")).to_be_visible()
    return visitor


def comes_in_by_mail(site: Site, person: Row, about: str) -> Visitor:
    """On a phone, by the personal link of the last message about it."""
    visitor = site.visitor(person.name, phone=True)
    # What a facilitator sends within a quarter of an hour goes in one mail.
    message = last_message(person.email, about, after=timedelta(hours=1))
    address = urlsplit(link_in(message))
    press_the_button(visitor, f"{address.path}?{address.query}", person.name)
    return visitor


def create_the_programme(coordinator: Visitor) -> str:
    """Returns the address of the programme."""
    page = coordinator.page
    coordinator.open("/")
    coordinator.link("Commencer un programme").click()
    coordinator.box("Titre").fill(TITLE)
    coordinator.box("Département").fill("Val-d’Oriane")
    coordinator.box("Édition").fill("2026–2027")
    expect(coordinator.box("Groupes de pairs")).to_have_value(f"{CENTRES}\n{SCHOOLS}")
    coordinator.shoot("01-programme")
    coordinator.button("Créer le programme").click()
    coordinator.reads("Le programme est prêt")
    return re.sub(r"personnes/$", "", urlsplit(page.url).path)


def import_the_roster(coordinator: Visitor) -> None:
    """Two lines say why they are left aside; the others enter; the corrected file completes and doubles nobody."""
    _choose_file(coordinator, excel(with_slips=True))
    coordinator.reads("2 lignes laissées de côté")
    refused = coordinator.page.get_by_role("region", name="2 lignes laissées de côté")
    expect(refused).to_contain_text("Le groupe « Maisons de quartier » n’est pas connu")
    expect(refused).to_contain_text("« raphaelle(at)valsourd.example » n’est pas une adresse")
    coordinator.shoot("02-import")
    coordinator.go_to("Personnes")
    expect(coordinator.page.locator("main")).not_to_contain_text("Noëlle Aubry")

    _choose_file(coordinator, excel(with_slips=True))
    coordinator.button("Importer 25 personnes").click()
    coordinator.reads("25 personnes")
    _choose_file(coordinator, excel(with_slips=False))
    coordinator.button("Importer 27 personnes").click()
    coordinator.reads("27 personnes")
    for person in PEOPLE:
        expect(coordinator.page.locator("th[scope=row]").filter(has_text=person.name)).to_have_count(1)
    coordinator.shoot("03-roster")


def _choose_file(coordinator: Visitor, content: bytes) -> None:
    coordinator.go_to("Personnes")
    coordinator.link("Importer un fichier").click()
    file = {"name": "Rencontres – inscrits.xlsx", "mimeType": EXCEL, "buffer": content}
    coordinator.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    coordinator.button("Voir ce que cela ferait").click()


def prepare_the_meetings(coordinator: Visitor) -> None:
    page = coordinator.page
    coordinator.go_to("Rencontres")
    coordinator.button("Préparer ces 5 rencontres").click()
    expect(page.locator(".timeline-meeting")).to_have_count(5)

    open_meeting_page(coordinator, "spring", CENTRES)
    coordinator.link("Choisir la date et le lieu").click()
    coordinator.box("Jour").fill("12 avril 2027")
    coordinator.box("Début").fill("14 h")
    coordinator.box("Fin").fill("17 h")
    coordinator.box("Lieu").fill("Maison des associations, Valombrée")
    coordinator.button("Enregistrer").click()
    coordinator.reads("Maison des associations, Valombrée")
    coordinator.reads("12 avril 2027")


def open_meeting_page(visitor: Visitor, stage: str, group: str | None) -> None:
    visitor.go_to("Rencontres")
    meetings = visitor.page.locator(f".timeline-stage.is-{stage} .timeline-meeting")
    meeting = meetings.filter(has_text=group) if group else meetings
    meeting.get_by_role("link").click()


def open_the_meeting(visitor: Visitor, stage: str, group: str | None) -> None:
    name = "Ouvrir la rencontre" if group else "Ouvrir la rencontre départementale"
    open_meeting_page(visitor, stage, group)
    visitor.link(name).click()
    visitor.button(name).click()
    visitor.reads("La rencontre est ouverte")
