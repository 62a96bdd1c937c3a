"""Who may compose, see the proof, print, publish, and read which sheet."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from booklets.models import PrintRun
from booklets.permissions import BookletPermissions, booklet_permissions
from participants.models import Participation, Strength
from practices.models import Production, ProductionStatus
from practices.services.moves import move_production
from tests.booklets.shelf import Shelf, body_of, make_approved_practice, make_done_run, put_in_booklet, signed_in, told
from tests.factories import actor_of, make_meeting, make_participation, make_person, make_practice

SLUG = "val-d-oriane"
ALL = BookletPermissions(compose=True, see_proof=True, print_run=True, publish=True)
PROOF = BookletPermissions(compose=False, see_proof=True, print_run=False, publish=False)
NONE = BookletPermissions(compose=False, see_proof=False, print_run=False, publish=False)

COMPOSING = {"coordinator": 200, "facilitator": 403, "participant": 403, "guest": 404, "stranger": 404, "nobody": 302}
PROOFING = {**COMPOSING, "facilitator": 200}


@pytest.mark.parametrize(
    ("who", "strength", "may"),
    [
        ("coordinator", Strength.FULL, ALL),
        ("coordinator", Strength.LINK, NONE),
        ("facilitator", Strength.FULL, PROOF),
        ("facilitator", Strength.LINK, NONE),
        ("participant", Strength.FULL, NONE),
        ("guest", Strength.FULL, NONE),
    ],
)
def test_what_each_may(shelf: Shelf, who: str, strength: Strength, may: BookletPermissions) -> None:
    assert booklet_permissions(actor_of(getattr(shelf, who), strength), shelf.programme) == may


def statuses(shelf: Shelf, ask: Callable[..., int]) -> dict[str, int]:
    people = {name: getattr(shelf, name) for name in ("coordinator", "facilitator", "participant", "guest")}
    clients = {name: signed_in(person) for name, person in people.items()}
    return {
        name: ask(client)
        for name, client in {**clients, "stranger": signed_in(make_person()), "nobody": Client()}.items()
    }


@pytest.mark.parametrize(
    "name", ["booklet_practices", "booklet_words", "booklet_forewords", "booklet_glossary", "booklet_pictures"]
)
def test_composing_belongs_to_the_coordination(shelf: Shelf, name: str) -> None:
    assert statuses(shelf, lambda client: client.get(reverse(name, args=[SLUG])).status_code) == COMPOSING


def test_the_proof_is_seen_by_the_facilitators_too(shelf: Shelf) -> None:
    put_in_booklet(shelf, make_approved_practice(shelf.centres))
    proof = make_done_run(shelf, is_proof=True)

    for url in (reverse("booklet", args=[SLUG]), reverse("run_file", args=[SLUG, proof.pk])):
        assert statuses(shelf, lambda client, url=url: client.get(url).status_code) == PROOFING


def test_only_the_coordination_prints(shelf: Shelf) -> None:
    put_in_booklet(shelf, make_approved_practice(shelf.centres))
    url = reverse("run_create", args=[SLUG])

    found = statuses(shelf, lambda client: client.post(url, {"kind": "run"}).status_code)

    assert found == {**COMPOSING, "coordinator": 302}
    assert [run.requested_by for run in PrintRun.objects.all()] == [shelf.coordinator.person]


@pytest.mark.parametrize("name", ["run_publish", "run_retry"])
def test_only_the_coordination_decides_about_a_run(shelf: Shelf, name: str) -> None:
    put_in_booklet(shelf, make_approved_practice(shelf.centres))
    run = make_done_run(shelf)

    found = statuses(shelf, lambda client: client.post(reverse(name, args=[SLUG, run.pk])).status_code)

    assert found == {**COMPOSING, "coordinator": 302}


def test_a_facilitator_is_offered_nothing_they_may_not_do(shelf: Shelf) -> None:
    put_in_booklet(shelf, make_approved_practice(shelf.centres))
    make_done_run(shelf)

    page = signed_in(shelf.facilitator).get(reverse("booklet", args=[SLUG])).content.decode()

    offered = [reverse(name, args=[SLUG]) for name in ("run_create", "booklet_practices", "booklet_words")]
    assert [url for url in offered if f'"{url}"' in page] == []
    assert "/publier/" not in page and "/place/" not in page


def test_a_facilitator_does_not_learn_what_the_other_group_reopened(shelf: Shelf) -> None:
    """Chosen while it was validated, then being read again: the other group's affair."""
    theirs, ours = make_approved_practice(shelf.schools, "La leur"), make_approved_practice(shelf.centres, "La nôtre")
    put_in_booklet(shelf, theirs, ours)
    move_production(theirs, ProductionStatus.IN_REVIEW, by=None, seen=theirs.head_id)
    move_production(ours, ProductionStatus.IN_REVIEW, by=None, seen=ours.head_id)

    page = signed_in(shelf.facilitator).get(reverse("booklet", args=[SLUG])).content.decode()

    assert "La nôtre" in page and "La leur" not in page


def test_another_programme_s_run_is_not_found(shelf: Shelf) -> None:
    put_in_booklet(shelf, make_approved_practice(shelf.centres))
    run = make_done_run(shelf)
    elsewhere = make_participation(is_coordinator=True)

    answer = signed_in(elsewhere).get(reverse("run_file", args=[elsewhere.programme.slug, run.pk]))

    assert answer.status_code == 404


# The single sheet


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def sheet(person: Participation, practice: Production) -> tuple[int, str]:
    answer = signed_in(person).get(reverse("sheet_pdf", args=[SLUG, practice.pk]))
    return answer.status_code, text_of(body_of(answer)) if answer.status_code == 200 else ""


def test_a_participant_prints_the_sheets_of_their_own_group_at_any_stage(shelf: Shelf) -> None:
    ours, theirs = make_practice(shelf.centres, sections=told("La nôtre")), make_practice(shelf.schools)

    status, text = sheet(shelf.participant, ours)

    assert status == 200
    assert "La nôtre" in text and "Document de travail" in text
    assert sheet(shelf.participant, theirs)[0] == 404


def test_another_group_reads_validated_words_only_and_after_the_opening(shelf: Shelf) -> None:
    theirs = make_approved_practice(shelf.schools, "Validée")
    before = sheet(shelf.participant, theirs)[0]
    make_meeting(programme=shelf.programme, opened_at=timezone.now())

    status, text = sheet(shelf.participant, theirs)

    assert (before, status) == (404, 200)
    assert "Validée" in text and "Document de travail" not in text


def test_a_practice_without_words_has_no_sheet(shelf: Shelf) -> None:
    empty = Production.objects.create(programme=shelf.programme, group=shelf.centres, kind="practice")

    assert sheet(shelf.coordinator, empty)[0] == 404
