"""One size of programme, its own database, every main page: CPU seconds, bytes and queries, as JSON.

Run by ``tests/bench.py`` in a process of its own; ``python -m tests.bench_pages PRACTICES REPEATS``.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

FOLDER = tempfile.TemporaryDirectory(prefix="trois-rencontres-bench-")
os.environ |= {"MODE": "development", "DATA_DIR": FOLDER.name, "DJANGO_SETTINGS_MODULE": "config.settings"}
os.environ.pop("DATABASE_URL", None)

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.seeding import seed
from encounters.models import Meeting
from participants.models import Participation, Person, Programme
from practices.models import Production

WARM_UP = 3


def main(practices: int, repeats: int) -> None:
    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    seed(programmes=1, practices=practices, people=30, contributions=practices * 3)
    urls = pages(Programme.objects.get())
    with override_settings(
        ROOT_URLCONF="tests.bench_urls", TEMPLATES=_with_test_templates(), ALLOWED_HOSTS=["testserver"]
    ):
        measured = {name: measure(client, url) for name, (client, url) in urls.items()}
        for name, seconds in timed(urls, repeats).items():
            measured[name]["cpu"] = statistics.median(seconds)
    print(json.dumps(measured))


def _with_test_templates() -> list[dict[str, Any]]:
    engine = dict(settings.TEMPLATES[0])
    return [engine | {"DIRS": [*engine["DIRS"], settings.BASE_DIR / "tests" / "templates"]}]


def pages(programme: Programme) -> dict[str, tuple[Client, str]]:
    """What people open most, each as somebody who opens it."""
    coordinator = _client(Participation.objects.get(is_coordinator=True).person)
    place = Participation.objects.filter(is_facilitator=True).select_related("group").first()
    assert place is not None and place.group is not None
    facilitator = _client(place.person)
    practice = Production.objects.filter(group=place.group).first()
    meeting = Meeting.objects.filter(group=place.group).first()
    assert practice is not None and meeting is not None
    slug = programme.slug

    def at(name: str, *args: object) -> str:
        return reverse(name, args=[slug, *args])

    return {
        "plain": (coordinator, f"/plain/{slug}/"),
        "home": (coordinator, at("programme_home")),
        "practices": (coordinator, at("practice_list")),
        "practice": (facilitator, at("production_detail", practice.pk)),
        "section": (facilitator, at("section_edit", practice.pk, "levers")),
        "pile": (facilitator, at("pile", place.group.pk)),
        "readings": (facilitator, at("reading_list")),
        "meetings": (coordinator, at("meeting_list")),
        "meeting": (facilitator, at("meeting_detail", meeting.pk)),
        "capture": (facilitator, at("capture", meeting.pk)),
        "roster": (coordinator, at("roster")),
        "booklet": (coordinator, at("booklet")),
        "library": (Client(), reverse("library")),
    }


def _client(person: Person) -> Client:
    Person.objects.filter(pk=person.pk).update(notice_seen_at=timezone.now())
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def measure(client: Client, url: str) -> dict[str, float]:
    for _ in range(WARM_UP):
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    asked = len(queries)  # before the next request empties the log
    return {"bytes": len(answer.content), "queries": asked}


def timed(urls: dict[str, tuple[Client, str]], repeats: int) -> dict[str, list[float]]:
    """Round after round rather than page after page: whatever else the machine does falls on all of them alike."""
    seconds: dict[str, list[float]] = {name: [] for name in urls}
    for _ in range(repeats):
        for name, (client, url) in urls.items():
            seconds[name].append(_cpu(lambda client=client, url=url: client.get(url)))
    return seconds


def _cpu(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
