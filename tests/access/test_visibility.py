"""Nobody reads a word they may not: each page, file and export is read for canaries, as everybody, twice."""

import io
from functools import partial
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import NoReverseMatch
from pypdf import PdfReader

from config import urls
from participants.models import Roles
from participants.permissions import programme_permissions
from participants.views import roster
from practices.models import ProductionQuerySet

from .addresses import TARGETS, our_addresses, url_of
from .table import AFTER_THE_OPENING, TABLE
from .test_truth_table import lines
from .world import ACTORS, Half, World, rolled_back

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def refusals_are_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """They say the same to everybody, hundreds of times."""
    for code in (403, 404):
        handler = partial(_refuse, code)
        monkeypatch.setattr(urls, f"handler{code}", handler, raising=False)


def _refuse(code: int, request: Any, exception: Exception) -> HttpResponse:
    return HttpResponse(status=code)


# Who belongs to the group whose words they are, for each half of the world; the coordination sees both.
INSIDE = {
    "own": {"coordinator", "facilitator_own", "facilitator_by_link", "leader", "participant_own"},
    "other": {"coordinator", "facilitator_other", "participant_other", "partner"},
}
ORGANISERS = {"own": {"coordinator", "facilitator_own"}, "other": {"coordinator", "facilitator_other"}}
HERSELF = {"own": {"participant_own"}, "other": {"participant_other"}}
FACILITATORS = {
    "facilitator_own",
    "facilitator_other",
}  # they see the proof of the booklet, validated words and no other
TAKING_PART = set(ACTORS) - {"anonymous", "stranger"}

# Who may read each canary, by what it stands for; what is not named here is the group's own.
ADDRESSES = {"member_email", "contact_email"}
HANDED_ON = {"validated", "formalised"}
PUBLIC = {"published"}
OF_THE_DAY = {"day_name"}


def may_read(name: str, half: str, *, is_open: bool) -> set[str]:
    inside = INSIDE[half]
    if name in PUBLIC:
        return set(ACTORS)
    if name in ADDRESSES:
        return ORGANISERS[half] | HERSELF[half]
    if name in OF_THE_DAY:
        return inside | (TAKING_PART - {"guest"} if is_open else set())
    if name in HANDED_ON:
        acting = {"partner"} if half == "own" else set()
        return inside | acting | (FACILITATORS if name == "validated" else set()) | (TAKING_PART if is_open else set())
    return inside


def leaks(world: World, actor: str, text: str, *, is_open: bool) -> list[str]:
    """The canaries of this text that this actor may not read."""
    halves = {"own": world.own, "other": world.other}
    return [
        f"{half}.{name}"
        for half, one in halves.items()
        for name, word in one.canary.words.items()
        if word in text and actor not in may_read(name, half, is_open=is_open)
    ]


# Every page there is: each address, with every number that could stand in it


def _numbers(world: World, name: str) -> list[dict[str, Any]]:
    """All that a curious person would try behind this address."""
    known = {target for _m, other, target in lines(TABLE) | lines(AFTER_THE_OPENING) if other == name}
    tried = [numbers for target in known for numbers in (TARGETS[target](world), _mirrored(world, target))]
    tried = [
        numbers for numbers in tried if not (numbers or {}).get("token")
    ]  # whoever holds the link may see its name
    return [dict(pair) for pair in {tuple(sorted(numbers.items())) for numbers in tried if numbers is not None}]


def _mirrored(world: World, target: str) -> dict[str, Any] | None:
    """The same thing of the other group."""
    turned = World(**{**vars(world), "own": world.other, "other": world.own})
    try:
        return TARGETS[target](turned)
    except Exception:
        return None


def pages(world: World) -> list[str]:
    found = set()
    for name in our_addresses():
        for numbers in _numbers(world, name):
            try:
                found.add(url_of(world, name, **numbers))
            except NoReverseMatch:
                continue
    queries = [
        url_of(world, "practice_list") + "?status=withdrawn",
        url_of(world, "practice_list") + "?status=to_complete",
    ]
    queries += [f"{url_of(world, 'practice_list')}?group={half.group.pk}" for half in (world.own, world.other)]
    for half in (world.own, world.other):
        queries.append(url_of(world, "pile", group=half.group.pk) + "?show=all")
        queries.append(url_of(world, "meeting_detail", pk=half.spring.pk) + f"?enleve={half.deleted.pk}")
    return sorted(page for page in found | {*queries, "/bibliotheque/?q=zq"} if page not in {"/healthz", "/readyz"})


def said(response: Any) -> str:
    """What an answer says, whatever its format."""
    if response.headers.get("Content-Type", "").startswith("application/pdf"):
        if not response.said.startswith(b"%PDF-1.7\n"):
            return ""  # the run made by hand
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.said)).pages)
    return str(response.said.decode("utf-8", "replace")) + str(response.headers)


def found_by(world: World, actor: str, urls: list[str], *, is_open: bool, **headers: str) -> list[str]:
    found = []
    for url in urls:
        with rolled_back():
            response = world.get(actor, url, **headers)
        assert response.status_code < 500 or url == "/readyz", (actor, url)
        found += [f"{url}: {leak}" for leak in leaks(world, actor, said(response), is_open=is_open)]
    return found


# One of each kind of outsider; those of the first group stand to the second as these stand to the first.
CURIOUS = ["coordinator_by_link", "facilitator_other", "participant_other", "partner", "guest"]
STRANGERS = ["anonymous", "stranger"]


@pytest.mark.parametrize("is_open", [False, True], ids=["before", "after"])
def test_nobody_reads_what_is_not_theirs(world: World, is_open: bool) -> None:
    if is_open:
        world.open_the_day()
    urls = pages(world)

    sent = CURIOUS if is_open else [*CURIOUS, *STRANGERS]
    found = {actor: found_by(world, actor, urls, is_open=is_open) for actor in sent}

    assert [(actor, leak) for actor, leaked in found.items() for leak in leaked] == []


def test_fragments_for_scripts_tell_no_more_than_pages(world: World) -> None:
    urls = [url for url in pages(world) if any(part in url for part in ("contributions", "steps", "tirages"))]

    found = {actor: found_by(world, actor, urls, is_open=False, **{"HX-Request": "true"}) for actor in CURIOUS}

    assert {actor: leaked for actor, leaked in found.items() if leaked} == {}


def test_a_sheet_on_paper_shows_outside_the_group_only_what_it_validated(world: World) -> None:
    url = url_of(world, "sheet_pdf", pk=world.own.validated.pk)

    paper = {actor: said(world.get(actor, url)) for actor in ("participant_own", "partner")}

    word, former = world.own.canary("validated"), world.own.canary("former_words")
    assert {actor: (word in text, former in text) for actor, text in paper.items()} == {
        "participant_own": (True, False),
        "partner": (True, False),
    }


def test_those_who_may_read_do(world: World) -> None:
    """Or an empty page would pass for discretion: within the group, every canary is read somewhere."""
    urls = [url for url in pages(world) if not url.endswith(".pdf")]

    read = {
        actor: " ".join(said(world.get(actor, url)) for url in urls) for actor in ("coordinator", "facilitator_own")
    }

    silent = {"member_email", "reason"}  # kept, and drawn on no page
    unread = {
        actor: {name for name, word in world.own.canary.words.items() if word not in text} - silent
        for actor, text in read.items()
    }
    assert unread == {"coordinator": set(), "facilitator_own": set()}


# Its failing power: a rule broken on purpose is seen


def test_negative_control_a_query_without_its_filter_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rules: with one alone, the second still holds."""
    for name in ("visible_to", "visible_within"):
        monkeypatch.setattr(ProductionQuerySet, name, lambda self, *who: self, raising=False)
    monkeypatch.setattr(Roles, "belongs_to", lambda self, group_id: True)

    found = found_by(
        world, "participant_other", [url_of(world, "production_detail", pk=world.own.draft.pk)], is_open=False
    )

    assert "own.draft" in {leak.split(": ")[1] for leak in found}


def test_negative_control_an_address_shown_to_the_group_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    as_coordinator = programme_permissions(_actor(world, "coordinator"), world.programme)
    monkeypatch.setattr(roster, "programme_permissions", lambda actor, programme: as_coordinator)
    monkeypatch.setattr(roster, "group_permissions", lambda actor, group: as_organiser(world.own))

    found = found_by(world, "leader", [url_of(world, "roster")], is_open=False)

    assert "own.contact_email" in {leak.split(": ")[1] for leak in found}


def as_organiser(half: Half) -> Any:
    from participants.permissions import GroupPermissions

    return GroupPermissions(see_words=True, edit_roster=True, print_slips=True, see_emails=True)


def _actor(world: World, actor: str) -> Any:
    from tests.factories import actor_of

    return actor_of(world.people[actor])  # type: ignore[arg-type]
