"""Reads the French catalogue against the sources: what is said in the code and not in French, or badly."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
SOURCES = ["booklets", "common", "config", "encounters", "participants", "practices", "templates"]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def messages_of_the_sources(folder: Path) -> polib.POFile:
    """Everything the code marks for translation, extracted from a copy so that the tree is left alone."""
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    (folder / "locale").mkdir()
    extract = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "--locale",
        "fr",
        "--no-location",
        "--extension=html,txt,py",
    ]
    without_settings = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(extract, cwd=folder, env=without_settings, check=True, capture_output=True)
    return polib.pofile(str(folder / "locale" / "fr" / "LC_MESSAGES" / "django.po"))


def faults(catalogue: polib.POFile, sources: polib.POFile) -> list[str]:
    """One line per message that a French reader would not find, or would find wrong."""
    known = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    missing = [f"missing: {entry.msgid}" for entry in sources if not entry.obsolete and _key(entry) not in known]
    return missing + [fault for entry in known.values() for fault in _faults_of(entry)]


def _key(entry: polib.POEntry) -> tuple[str | None, str, bool]:
    return entry.msgctxt, entry.msgid, bool(entry.msgid_plural)


def _faults_of(entry: polib.POEntry) -> list[str]:
    french = list(entry.msgstr_plural.values()) or [entry.msgstr]
    found = []
    if entry.fuzzy:
        found.append(f"fuzzy: {entry.msgid}")
    if not all(text.strip() for text in french):
        found.append(f"empty: {entry.msgid}")
    elif any(_placeholders(text) - _placeholders(entry.msgid + entry.msgid_plural) for text in french):
        found.append(f"unknown placeholder: {entry.msgid}")
    elif not entry.msgid_plural and _placeholders(entry.msgid) != _placeholders(entry.msgstr):
        found.append(f"lost placeholder: {entry.msgid}")
    return found


def _placeholders(text: str) -> set[str]:
    return {named or braced for named, braced in PLACEHOLDER.findall(text)}
