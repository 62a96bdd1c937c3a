"""The rules of the house that no tool off the shelf holds; each is shown to fail on something wrong."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from tests.catalogue import CATALOGUE, faults, messages_of_the_sources

ROOT = Path(__file__).resolve().parent.parent
APPS = ["booklets", "common", "config", "encounters", "participants", "practices"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODULES = sorted(
    path for app in [*APPS, "tests"] for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)

# Addresses that ask nobody to sign in. A new one is added here by hand, with its reason, or the test fails.
OPEN = {
    # whoever passes by
    "accessibility",
    "home",
    "notice",
    "privacy",
    "set_language",
    # machines that watch over the service
    "healthz",
    "readyz",
    # what is published
    "library",
    "public_booklet",
    "public_cover",
    "public_file",
    "public_practice",
    "public_video",
    "short",
    # on the way in, or back in
    "demonstration_enter",  # answers 404 anywhere else
    "link_open",
    "link_request",
    "sign_in",
    "slip_code",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",  # answers that it is closed
    "admin:login",
    "mfa_authenticate",
    "mfa_login_webauthn",
}

# Every address

Address = tuple[str, URLPattern]


def addresses(resolver: URLResolver, names: tuple[str, ...] = ()) -> Iterator[Address]:
    """Every pattern under its full name; one without a name is called by its route."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, (*names, pattern.namespace) if pattern.namespace else names)
        else:
            yield ":".join([*names, pattern.name or str(pattern.pattern)]), pattern


def is_open(pattern: URLPattern) -> bool:
    """Ask the very middleware that guards the door, as nobody in particular."""
    request = HttpRequest()
    request.user = AnonymousUser()
    request.META |= {"SERVER_NAME": "testserver", "SERVER_PORT": "80"}
    answer = LoginRequiredMiddleware(lambda _: HttpResponse()).process_view(request, pattern.callback, (), {})
    return answer is None


def test_every_address_asks_for_a_login_unless_listed() -> None:
    found = {name for name, pattern in addresses(get_resolver()) if is_open(pattern)}

    assert found == OPEN


def test_the_middleware_that_asks_is_installed() -> None:
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE


def test_a_view_that_says_nothing_is_closed() -> None:
    assert is_open(URLPattern(get_resolver().pattern, lambda request: HttpResponse())) is False


# No inline script, style or handler: the content security policy would stop it in front of the reader

INLINE = {
    "script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "style": re.compile(r"<style\b|<[a-z][^>]*?\sstyle\s*=", re.IGNORECASE),
    "handler": re.compile(r"<[a-z][^>]*?\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"(?:href|action|src)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
}
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}", re.DOTALL)


def inline_parts(source: str) -> list[str]:
    html = TEMPLATE_TAG.sub("", COMMENT.sub("", source))
    return [kind for kind, pattern in INLINE.items() if pattern.search(html)]


def test_no_template_carries_a_script_a_style_or_a_handler() -> None:
    found = {str(path.relative_to(ROOT)): inline_parts(path.read_text()) for path in TEMPLATES}

    assert {path: parts for path, parts in found.items() if parts} == {}


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("<script>alert()</script>", ["script"]),
        ('<p class="a"\n style="color: red">', ["style"]),
        ("<style>p{}</style>", ["style"]),
        ('<button type="button" onclick="go()">', ["handler"]),
        ('<p {% if a > b %}class="x"{% endif %} onfocus=x>', ["handler"]),
        ('<a href=" javascript:go()">', ["javascript address"]),
        ('<script type="module" src="{% static "js/a.js" %}"></script><p data-on="x">once = 1</p>', []),
    ],
)
def test_what_is_inline_is_seen(source: str, parts: list[str]) -> None:
    assert inline_parts(source) == parts


# Fragments say what they need


def test_every_fragment_opens_with_what_it_needs() -> None:
    silent = [path for path in TEMPLATES if path.name.startswith("_") and not says_what_it_needs(path.read_text())]

    assert [str(path.relative_to(ROOT)) for path in silent] == []


def says_what_it_needs(source: str) -> bool:
    return source.startswith(("{% comment %}", "{#"))


# The database


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_a_missing_migration_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from common.models import OutgoingMail

    field: Any = OutgoingMail._meta.get_field("kind")
    assert isinstance(field, models.CharField)
    monkeypatch.setattr(field, "max_length", 61)

    with pytest.raises(SystemExit):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# The French catalogue


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed")
def test_the_french_catalogue_is_complete(tmp_path: Path) -> None:
    assert faults(polib.pofile(str(CATALOGUE)), messages_of_the_sources(tmp_path)) == []


def test_the_faults_of_a_catalogue_are_seen() -> None:
    sources, catalogue = polib.POFile(), polib.POFile()
    sources.extend(polib.POEntry(msgid=text) for text in ["Kept", "Forgotten", "Empty", "Lost %(name)s"])
    sources.append(polib.POEntry(msgid="One", msgid_plural="%(count)d"))
    catalogue.append(polib.POEntry(msgid="Kept", msgstr="Gardé"))
    catalogue.append(polib.POEntry(msgid="Empty", msgstr=""))
    catalogue.append(polib.POEntry(msgid="Lost %(name)s", msgstr="Perdu"))
    catalogue.append(polib.POEntry(msgid="Hesitant", msgstr="Hésitant", flags=["fuzzy"]))
    catalogue.append(polib.POEntry(msgid="One", msgid_plural="%(count)d", msgstr_plural={0: "Un", 1: "%(total)d"}))

    assert faults(catalogue, sources) == [
        "missing: Forgotten",
        "empty: Empty",
        "lost placeholder: Lost %(name)s",
        "fuzzy: Hesitant",
        "unknown placeholder: One",
    ]


# The code says what each room is for


def test_every_module_opens_with_a_sentence() -> None:
    silent = [path for path in MODULES if not opens_with_a_sentence(path.read_text(), path.name)]

    assert [str(path.relative_to(ROOT)) for path in silent] == []


def opens_with_a_sentence(source: str, name: str) -> bool:
    """A file that only marks a package, and is empty, is no room."""
    return (name == "__init__.py" and not source.strip()) or bool(ast.get_docstring(ast.parse(source)))


def test_a_silent_module_is_seen() -> None:
    assert opens_with_a_sentence("import os\n", "views.py") is False


def test_modules_are_found() -> None:
    assert ROOT / "config" / "settings.py" in MODULES
