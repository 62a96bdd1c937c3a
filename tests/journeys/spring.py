"""Steps of the journey: noting what is said, grouping it, completing the sheets and the synthesis."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Locator, expect

from . import words
from .browsing import Visitor
from .setting_up import open_meeting_page


def note_what_is_said(facilitator: Visitor, group: str) -> None:
    """One box per prompt; ten pasted lines make ten contributions."""
    page = facilitator.page
    open_meeting_page(facilitator, "spring", group)
    facilitator.link("Noter ce qui se dit").click()
    facilitator.reads("Qui lira ce que j’écris")
    facilitator.box("De quelle démarche parle-t-on").fill(words.CAFE)
    for said in words.FAVOURS:
        _note(facilitator, "favours", said)
    for said in words.WORKS:
        _note(facilitator, "works", said)
    facilitator.box("De quelle démarche parle-t-on").fill("")
    _note(facilitator, "resources", "\n".join(words.PASTED), lines=len(words.PASTED))
    page.locator("[name=brakes-lifting]").fill(words.LIFTING)
    _note(facilitator, "brakes", words.BRAKE)
    expect(page.locator("#count-resources")).to_have_text("10 contributions")
    facilitator.shoot("05-capture")

    open_meeting_page(facilitator, "spring", group)
    facilitator.reads("15 contributions")
    facilitator.shoot("06-meeting")


def _note(facilitator: Visitor, prompt: str, said: str, *, lines: int = 1) -> None:
    """Kept words stand under their prompt (the latest of them, when they are many), and are counted there."""
    column = facilitator.page.locator(f"#column-{prompt}")
    count = facilitator.page.locator(f"#count-{prompt}")
    after = int((count.inner_text() or "0").split()[0]) + lines
    column.locator("textarea").fill(said)
    if facilitator.site.has_scripts:
        column.locator("textarea").press("Enter")
    else:
        column.get_by_role("button", name="Noter").click()
    expect(count).to_have_text(re.compile(rf"^{after} contributions?$"))
    expect(facilitator.page.locator(f"#slips-{prompt} > li").first).to_contain_text(said.splitlines()[-1])


def say_something_apart(facilitator: Visitor, group: str) -> None:
    open_meeting_page(facilitator, "spring", group)
    facilitator.link("Noter ce qui se dit").click()
    _note(facilitator, "brakes", words.SECRET)


def group_what_was_said(facilitator: Visitor) -> None:
    """What was told under a name is filed in one act; the rest is ticked, and begins a second practice."""
    page = facilitator.page
    facilitator.go_to("Pratiques")
    facilitator.reads("15 contributions à regrouper")
    facilitator.link("Regrouper").click()
    facilitator.button(re.compile(f"Les y mettre.*{words.CAFE}")).click()
    expect(page.locator("#pile-top")).to_contain_text("11 contributions à regrouper")

    for said in words.PASTED[4:8]:
        page.get_by_role("checkbox", name=said).check()
    facilitator.shoot("07-pile")
    _put(page.locator(".pile-targets"), new=words.NOTEBOOK)
    expect(page.locator("#pile-top")).to_contain_text("7 contributions à regrouper")

    # By mistake into the wrong practice, and back.
    page.get_by_role("checkbox", name=words.PASTED[0]).check()
    _put(page.locator(".pile-targets"), into=words.NOTEBOOK)
    expect(page.locator("#pile-top")).to_contain_text("6 contributions à regrouper")
    page.locator(".pile-undo").get_by_role("button", name="Annuler").click()
    expect(page.locator("#pile-top")).to_contain_text("7 contributions à regrouper")

    for said in [words.PASTED[0], words.PASTED[2], words.BRAKE]:
        page.get_by_role("checkbox", name=said).check()
    _put(page.locator(".pile-targets"), into=words.CAFE)
    expect(page.locator("#pile-top")).to_contain_text("4 contributions à regrouper")


def _put(targets: Locator, *, new: str = "", into: str = "") -> None:
    targets.page.wait_for_load_state()  # the stylesheet decides whether they are folded
    if not targets.get_by_label("Une nouvelle pratique").is_visible():
        targets.locator("summary").click()
    if new:
        targets.get_by_label("Une nouvelle pratique").fill(new)
        targets.get_by_role("button", name="La commencer avec celles-ci").click()
    else:
        targets.get_by_role("button", name=into).click()


def open_sheet(visitor: Visitor, title: str) -> str:
    visitor.go_to("Pratiques")
    visitor.page.locator(".sheet-card").get_by_role("link", name=title, exact=True).click()
    expect(visitor.page.locator(".sheet-page")).to_be_visible()
    return urlsplit(visitor.page.url).path


def complete_the_cafe(facilitator: Visitor) -> None:
    open_sheet(facilitator, words.CAFE)
    facilitator.reads("Avant que le groupe la relise")
    write(facilitator, "summary", {"text": words.CAFE_SECTIONS["summary"]})
    write_who_and_link(facilitator, words.CAFE)
    write(facilitator, "origin", {"text": words.CAFE_SECTIONS["origin"]})
    write(facilitator, "steps", lines(words.CAFE_SECTIONS["steps"]))
    _take_up_a_contribution(facilitator)
    for section in ("means", "enablers"):
        write(facilitator, section, lines(words.CAFE_SECTIONS[section]))
    write(facilitator, "contact", {"organisation": "Centre social L’Éveil", "email": "accueil@eveil.example"})
    expect(facilitator.page.locator(".sheet-missing")).to_have_count(0)
    facilitator.shoot("08-sheet")


def _take_up_a_contribution(facilitator: Visitor) -> None:
    """The words that feed a section stand beside it: one touch inserts them, the rest is typed."""
    section = open_section(facilitator, "levers")
    section.get_by_role("button", name=re.compile("insérer.*tenue de travail")).click()
    expect(section.locator("textarea").first).to_have_value(words.WORKS[1])
    for number, sentence in enumerate(words.CAFE_SECTIONS["levers"], start=1):
        section.locator("textarea").nth(number).fill(sentence)
    facilitator.shoot("08-section")
    save_section(facilitator, "levers", words.WORKS[1])
    # What was taken up says in which version.
    expect(facilitator.page.locator("#levers .feeders")).to_contain_text("reprise dans la version")


def complete_the_notebook(facilitator: Visitor) -> None:
    open_sheet(facilitator, words.NOTEBOOK)
    write(facilitator, "summary", {"text": words.NOTEBOOK_SECTIONS["summary"]})
    write_who_and_link(facilitator, words.NOTEBOOK)
    write(facilitator, "steps", lines(words.NOTEBOOK_SECTIONS["steps"]))
    write(facilitator, "levers", lines(words.NOTEBOOK_SECTIONS["levers"]))
    write(facilitator, "contact", {"organisation": "Centre social Le Tisonnier", "email": "accueil@tisonnier.example"})
    expect(facilitator.page.locator(".sheet-missing")).to_have_count(0)


def write_who_and_link(facilitator: Visitor, title: str) -> None:
    acting, named, place, audience = words.WHO[title]
    section = open_section(facilitator, "who")
    section.locator("#who-0-name").fill(acting)
    section.locator("#who-1-name").fill(named)
    section.locator("#who-1-role").select_option(label="y est seulement citée")
    section.locator("#who-place").fill(place)
    section.locator("#who-audience").fill(audience)
    save_section(facilitator, "who", place)

    its_object, form, frequency, quality = words.LINK[title]
    section = open_section(facilitator, "link")
    section.locator("#link-object").select_option(label=its_object)
    section.locator("#link-form").select_option(label=form)
    section.locator("#link-frequency").select_option(label=frequency)
    section.locator("#link-quality").fill(quality)
    save_section(facilitator, "link", quality)


def complete_the_synthesis(facilitator: Visitor) -> None:
    facilitator.go_to("Pratiques")
    facilitator.button("Commencer « Ce qu’on retient »").click()
    expect(facilitator.page.get_by_role("heading", name="Ce qu’on retient", level=1)).to_be_visible()
    for prompt, sentences in words.SYNTHESIS.items():
        write(facilitator, prompt, lines(sentences))
    facilitator.shoot("09-synthesis")


def lines(sentences: object) -> dict[str, str]:
    return {f"{number}-text": str(sentence) for number, sentence in enumerate(sentences)}  # type: ignore[call-overload]


def write(facilitator: Visitor, section: str, boxes: dict[str, str]) -> None:
    form = open_section(facilitator, section)
    for name, text in boxes.items():
        form.locator(f"#{section}-{name}").fill(text)
    save_section(facilitator, section, next(iter(boxes.values())))


def open_section(facilitator: Visitor, section: str) -> Locator:
    place = facilitator.page.locator(f"section#{section}")
    place.locator("a.sheet-edit").click()
    expect(place.locator("form")).to_be_visible()
    return place


def save_section(facilitator: Visitor, section: str, words_kept: str) -> None:
    place = facilitator.page.locator(f"section#{section}")
    place.get_by_role("button", name="Enregistrer").locator("visible=true").last.click()
    expect(place.locator("form")).to_have_count(0)
    expect(place).to_contain_text(words_kept)
