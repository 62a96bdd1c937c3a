"""Browsers of the journeys: each visitor has one, and everything a browser complains about is kept."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

LAPTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
SHOTS = os.environ.get("SHOTS", "")


@dataclass
class Visitor:
    """Somebody in front of a screen."""

    site: "Site"
    context: BrowserContext
    page: Page
    name: str

    def open(self, path: str) -> None:
        self.page.goto(self.site.url + path)

    def status_of(self, path: str) -> int:
        """What the server answers this person, without leaving the page they are on."""
        return self.context.request.get(self.site.url + path).status

    def link(self, name: Any, *, within: Locator | None = None) -> Locator:
        return (within or self.page.locator("main")).get_by_role("link", name=name)

    def button(self, name: Any, *, within: Locator | None = None) -> Locator:
        return (within or self.page.locator("main")).get_by_role("button", name=name)

    def box(self, label: str) -> Locator:
        return self.page.locator("main").get_by_label(label)

    def go_to(self, place: str) -> None:
        """By the places of the programme, folded in the phone's menu."""
        places = self.page.locator("header nav.site-nav")
        if self.page.viewport_size == PHONE:
            menu = self.page.locator("header details.site-menu")
            menu.locator("summary").click()
            places = menu.locator("nav")
        places.get_by_role("link", name=place, exact=True).click()

    def reads(self, words: Any) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def shoot(self, name: str) -> None:
        """A picture of the screen, when somebody wants to look at them."""
        if SHOTS:
            width = (self.page.viewport_size or LAPTOP)["width"]
            self.page.screenshot(
                path=Path(SHOTS) / f"{name}-{self.site.manner}-{width}.png", full_page=True, caret="initial"
            )


@dataclass
class Site:
    """The product, running, as people reach it: with or without the comfort of scripts."""

    url: str
    browser: Browser
    has_scripts: bool = True
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    @property
    def manner(self) -> str:
        return "scripts" if self.has_scripts else "plain"

    def visitor(self, name: str, *, phone: bool = False) -> Visitor:
        context = self.browser.new_context(
            java_script_enabled=self.has_scripts,
            viewport=PHONE if phone else LAPTOP,  # type: ignore[arg-type]
            has_touch=phone,
            locale="fr-FR",
            timezone_id="Europe/Paris",
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        watch(page, self.url, self.complaints, name)
        return Visitor(self, context, page, name)

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def watch(page: Page, home: str, complaints: list[str], name: str) -> None:
    """Keep scripts that failed, refusals of the content policy, answers of 500 and requests to anywhere else."""

    def on_console(message: ConsoleMessage) -> None:
        # A refusal (403, 404, 422) is also told there; what the page does about it is what tests look at.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(f"{name}, {page.url}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:", "about:")):
            complaints.append(f"{name}, {page.url}: asks elsewhere, {request.url}")

    def on_response(response: Response) -> None:
        if response.status >= 500:
            complaints.append(f"{name}: {response.status} at {response.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"{name}, {page.url}: {error}"))
    page.on("request", on_request)
    page.on("response", on_response)
