"""The story the journeys tell, act by act; every word of it goes through a browser."""

from . import autumn, handing_on, setting_up, spring, words
from .browsing import Site, Visitor
from .roster import CENTRES, FACILITATOR, OBJECTOR, OTHER_FACILITATOR, READER, SCHOOLS

PRODUCTIONS = (words.CAFE, words.NOTEBOOK, autumn.KEPT)


def tell_the_story(site: Site) -> None:
    coordinator = setting_up.coordinator_comes_in(site)
    programme = setting_up.create_the_programme(coordinator)
    setting_up.import_the_roster(coordinator)
    setting_up.prepare_the_meetings(coordinator)

    facilitator = spring_comes(site, coordinator, programme)
    autumn_comes(site, coordinator, facilitator, programme)

    handing_on.compose(coordinator)
    handing_on.read_back(handing_on.print_the_first_run(coordinator))
    handing_on.publish(coordinator)
    handing_on.read_by_anybody(site)


def spring_comes(site: Site, coordinator: Visitor, programme: str) -> Visitor:
    for group in (CENTRES, SCHOOLS):
        setting_up.open_the_meeting(coordinator, "spring", group)
    facilitator = setting_up.comes_in_by_code(site, FACILITATOR)
    facilitator.open(programme)
    facilitator.shoot("04-home")
    spring.note_what_is_said(facilitator, CENTRES)
    spring.group_what_was_said(facilitator)
    spring.complete_the_cafe(facilitator)
    spring.complete_the_notebook(facilitator)
    spring.complete_the_synthesis(facilitator)
    return facilitator


def autumn_comes(site: Site, coordinator: Visitor, facilitator: Visitor, programme: str) -> None:
    setting_up.open_the_meeting(coordinator, "autumn", CENTRES)
    autumn.take_attendance(facilitator, CENTRES)
    autumn.have_the_sheets_read(facilitator)
    reader = setting_up.comes_in_by_mail(site, READER, words.CAFE)
    autumn.answers_on_a_phone(reader, words.CAFE)
    autumn.go_round_the_table(facilitator, present=12)
    autumn.note_a_disagreement(facilitator, OBJECTOR, words.CAFE, words.OBJECTION)
    objector = setting_up.comes_in_by_mail(site, OBJECTOR, words.CAFE)
    autumn.lifts_their_disagreement(objector, words.CAFE)
    for title in PRODUCTIONS:
        autumn.validate(facilitator, title)

    sheet = spring.open_sheet(facilitator, words.CAFE)
    what_a_group_says_stays_there(site, reader, programme, sheet)
    for title in PRODUCTIONS:
        autumn.lay_out_and_approve(facilitator, title)


def what_a_group_says_stays_there(site: Site, reader: Visitor, programme: str, sheet: str) -> None:
    """Validated or not: before the departmental meeting opens, the other group knows nothing of it."""
    neighbour = setting_up.comes_in_by_code(site, OTHER_FACILITATOR)
    neighbour.open(programme)
    spring.say_something_apart(neighbour, SCHOOLS)
    said_apart = neighbour.page.url.removeprefix(site.url)

    assert reader.status_of(sheet) == 200
    assert neighbour.status_of(sheet) == 404
    assert neighbour.status_of(f"{sheet}versions/") == 404
    assert neighbour.status_of(f"{sheet}fiche.pdf") == 404
    assert reader.status_of(said_apart) == 404
    neighbour.go_to("Pratiques")
    assert words.CAFE not in neighbour.page.content()
