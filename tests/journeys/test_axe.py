"""Every kind of page of the demonstration, at laptop and phone width: no barrier that axe-core can see."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from config.demonstration import Stage, load_demonstration
from participants.models import Person

from .browsing import LAPTOP, PHONE, watch

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | ")}`);
}"""
NARROW = {"width": 360, "height": 780}
ALIKE = 3  # pages of one address that are looked at, when each shows something the others do not
MOST_OPENED = 40  # pages of one address that are opened in search of those
FEWEST = 5  # with fewer, the gathering itself would be broken
PUBLIC = "signed out"
# What publishing changes; the rest is looked at a stage before.
HANDED_ON = frozenset({"booklet", "library", "programme_home", "public_practice", "public_video"})
STARTS = ["/", "/bibliotheque/", "/entrer/", "/entrer/lien/", "/code/", "/compte/login/", "/compte/login/code/"]


@pytest.mark.parametrize(
    ("stage", "who"),
    [
        (Stage.DEPARTMENTAL, "coordination"),
        (Stage.DEPARTMENTAL, "animation.centres"),
        (Stage.AUTUMN, "animation.ecoles"),
        (Stage.AUTUMN, "participante.centres"),
        (Stage.DEPARTMENTAL, "participant.ecoles"),
        (Stage.DEPARTMENTAL, "invitee"),
        (Stage.PUBLISHED, "coordination"),
        (Stage.PUBLISHED, PUBLIC),
    ],
    ids=lambda value: str(getattr(value, "value", value)).replace(" ", "-"),
)
def test_nothing_stands_in_the_way(
    stage: Stage, who: str, live_server: LiveServer, browser: Browser, transactional_db: None
) -> None:
    load_demonstration(stage)
    client = _client(who)
    complaints: list[str] = []
    context = browser.new_context(viewport=LAPTOP, locale="fr-FR", timezone_id="Europe/Paris")  # type: ignore[arg-type]
    if who != PUBLIC:
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    watch(page, live_server.url, complaints, who)

    addresses = list(_pages_of(client, HANDED_ON if stage is Stage.PUBLISHED else frozenset()))
    found = {address: barriers for address in addresses if (barriers := _barriers(page, live_server.url + address))}
    context.close()

    assert len(addresses) >= FEWEST, addresses
    assert found == {}
    assert complaints == []


def test_the_checker_sees_a_barrier(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/entrer/")
    page.evaluate("document.querySelector('main').append(document.createElement('button'), new Image(5000, 10))")

    said = " ".join(_barriers_here(page))

    assert "button-name" in said
    assert "image-alt" in said
    assert "px too wide" in said


def _client(who: str) -> Client:
    client = Client()
    if who != PUBLIC:
        person = Person.objects.get(email=f"{who}@demo.example")
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _barriers(page: Page, address: str) -> list[str]:
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.goto(address)
    return _barriers_here(page)


def _barriers_here(page: Page) -> list[str]:
    page.evaluate(AXE)
    said = [f"1280: {line}" for line in page.evaluate(RUN, TAGS)]
    for size in (PHONE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            said.append(f"{size['width']}: {wide} px too wide")
        if size is PHONE:
            said += [f"390: {line}" for line in page.evaluate(RUN, TAGS)]
    return said


# Gathering the pages: by following links, as this person may.


class _Reader(HTMLParser):
    """The links of a page, and the kinds of things it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.kinds: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.kinds |= {f"{tag}.{name}" for name in (given.get("class") or "").split()} or {tag}
        path = re.sub(r"[?#].*", "", given.get("href") or "")
        if tag == "a" and path.startswith("/"):
            self.links.append(path)


def _pages_of(client: Client, only: frozenset[str]) -> Iterator[str]:
    """Each kind of page this person reaches; again, when another shows kinds of things not seen there yet."""
    waiting, met = list(STARTS), set(STARTS)
    shown: dict[str, set[str]] = defaultdict(set)
    opened: Counter[str] = Counter()
    looked_at: Counter[str] = Counter()
    while waiting:
        address = waiting.pop(0)
        name = _name_of(address)
        if not name or opened[name] >= MOST_OPENED or looked_at[name] == ALIKE:
            continue
        reader = _read(client, address)
        opened[name] += 1 if reader.kinds or reader.links else MOST_OPENED  # a file is like another: one is enough
        waiting += [link for link in reader.links if link not in met]
        met |= set(reader.links)
        if not reader.kinds <= shown[name] and (not only or name in only):
            shown[name] |= reader.kinds
            looked_at[name] += 1
            yield address


def _read(client: Client, address: str) -> _Reader:
    reader = _Reader()
    response = client.get(address)
    if response.status_code in (301, 302):
        reader.links.append(response["Location"])
    elif response.get("Content-Type", "").startswith("text/html"):
        reader.feed(response.content.decode())
    return reader


def _name_of(address: str) -> str:
    """The name of the address; sections are each a form of their own."""
    try:
        match = resolve(address)
    except Resolver404:
        return ""
    return f"{match.url_name} {match.kwargs.get('section', '')}".strip()
