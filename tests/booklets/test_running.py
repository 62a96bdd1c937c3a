"""Freezing and printing: what a run holds, that it never changes, and what happens when the layout fails."""

import hashlib
import threading
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from booklets import tasks
from booklets.models import Booklet, PrintRun, RunState
from booklets.services import composing, running
from common.pdf import PdfError
from config.ticking import CHORES
from practices.models import Production, ProductionStatus
from practices.services.moves import move_production
from practices.services.writing import write_sections
from tests.booklets.shelf import (
    Shelf,
    blank_pdf,
    body_of,
    make_approved_practice,
    make_done_run,
    make_run,
    make_shelf,
    put_in_booklet,
    signed_in,
    told,
    work,
)
from tests.factories import make_practice, make_programme

SLUG = "val-d-oriane"


@pytest.fixture
def practice(shelf: Shelf) -> Production:
    practice = make_approved_practice(shelf.centres, "Le café du vendredi")
    put_in_booklet(shelf, practice)
    return practice


def printed_titles(run: PrintRun) -> list[str]:
    return [sheet["title"] for part in run.content["parts"] for sheet in part["practices"]]


@pytest.fixture
def layout(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the layout gives next: a file, or the error it raises."""

    def answer(given: bytes | Exception) -> None:
        def lay_out(_content: object) -> bytes:
            if isinstance(given, Exception):
                raise given
            return given

        monkeypatch.setattr(tasks, "booklet_pdf_apart", lay_out)

    return answer


# What is frozen


def test_only_what_is_validated_now_is_printed(shelf: Shelf, practice: Production) -> None:
    reopened = make_approved_practice(shelf.schools, "Rouverte")
    put_in_booklet(shelf, practice, reopened)
    move_production(reopened, ProductionStatus.IN_REVIEW, by=None, seen=reopened.head_id)

    run = make_run(shelf)

    assert printed_titles(run) == ["Le café du vendredi"]


def test_nothing_validated_prints_nothing(shelf: Shelf) -> None:
    make_practice(shelf.centres, sections=told("Pas prête"))

    answer = signed_in(shelf.coordinator).post(reverse("run_create", args=[SLUG]), {"kind": "run"}, follow=True)

    assert "Choisissez au moins une pratique" in answer.content.decode()
    assert PrintRun.objects.count() == 0


def test_a_run_keeps_its_words_when_everything_changes_afterwards(shelf: Shelf, practice: Production) -> None:
    run = make_run(shelf)
    before = PrintRun.objects.get(pk=run.pk).content

    write_sections(
        practice,
        {"title": "Le thé du lundi"},
        by=shelf.coordinator.person,
        seen=practice.head_id,
        client_key=uuid.uuid4(),
    )
    Booklet.objects.update(title="Autre titre")
    shelf.programme.groups.filter(pk=shelf.centres.pk).update(name="Autre nom")
    composing.choose_practices(shelf.booklet, [])

    after = PrintRun.objects.get(pk=run.pk)
    assert after.content == before
    assert printed_titles(after) == ["Le café du vendredi"]
    assert after.content_sha256 == running._digest(before)


def test_the_words_printed_are_those_the_group_validated(shelf: Shelf, practice: Production) -> None:
    """A correction waiting in the head is not printed before it is agreed to."""
    write_sections(
        practice, {"title": "Non validé"}, by=shelf.coordinator.person, seen=practice.head_id, client_key=uuid.uuid4()
    )
    Production.objects.filter(pk=practice.pk).update(status=ProductionStatus.VALIDATED)

    assert printed_titles(make_run(shelf)) == ["Le café du vendredi"]


# Numbers and keys


def test_runs_are_numbered_one_after_another_and_proofs_are_not(shelf: Shelf, practice: Production) -> None:
    numbers = [make_run(shelf, is_proof=is_proof).number for is_proof in (False, True, False, True, False)]

    assert numbers == [1, None, 2, None, 3]


def test_the_same_key_gives_the_same_run(shelf: Shelf, practice: Production) -> None:
    client, key = signed_in(shelf.coordinator), str(uuid.uuid4())

    for _time in range(3):
        client.post(reverse("run_create", args=[SLUG]), {"kind": "run", "client_key": key})

    assert list(PrintRun.objects.values_list("number", flat=True)) == [1]


def test_the_key_of_another_booklet_reveals_nothing(shelf: Shelf, practice: Production) -> None:
    theirs = make_run(shelf)
    PrintRun.objects.filter(pk=theirs.pk).update(booklet=_another_booklet())

    mine = make_run(shelf, key=theirs.client_key)

    assert mine.pk != theirs.pk
    assert (mine.booklet_id, mine.number) == (shelf.booklet.pk, 1)


def _another_booklet() -> Booklet:
    return composing.ensure_booklet(make_programme())


def test_the_database_refuses_a_number_twice(shelf: Shelf, practice: Production) -> None:
    run = make_run(shelf)

    with pytest.raises(IntegrityError), transaction.atomic():
        PrintRun.objects.create(booklet=shelf.booklet, number=run.number, content={}, content_sha256="x")


@pytest.mark.django_db(transaction=True)
def test_eight_people_printing_at_once_get_eight_numbers_and_one_key_one_run() -> None:
    shelf = make_shelf()
    put_in_booklet(shelf, make_approved_practice(shelf.centres))
    same = uuid.uuid4()

    together([lambda key=key: make_run(shelf, key=key) for key in [same] * 4 + [uuid.uuid4() for _ in range(4)]])

    assert sorted(PrintRun.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]  # type: ignore[type-var]
    assert PrintRun.objects.filter(client_key=same).count() == 1


def together(acts: list[Any]) -> None:
    """Each act in its own thread, all at once; what one raises is raised here."""
    errors: list[BaseException] = []
    start = threading.Barrier(len(acts))

    def run(act: Any) -> None:
        try:
            start.wait()
            act()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


# The file


def test_a_run_is_laid_out_for_good_and_serves_the_same_bytes(shelf: Shelf, practice: Production) -> None:
    """With the real layout, in its own process."""
    run = work(make_run(shelf))
    client, url = signed_in(shelf.coordinator), reverse("run_file", args=[SLUG, run.pk])

    first = client.get(url)
    write_sections(
        practice, {"title": "Changé"}, by=shelf.coordinator.person, seen=practice.head_id, client_key=uuid.uuid4()
    )
    again = client.get(url)

    assert (run.state, run.error) == (RunState.DONE, "")
    assert run.pages and run.pages % 4 == 0
    bytes_then, bytes_now = body_of(first), body_of(again)
    assert bytes_then == bytes_now and bytes_then.startswith(b"%PDF")
    assert first.headers["ETag"] == again.headers["ETag"] == f'"{hashlib.sha256(bytes_then).hexdigest()}"'
    assert client.get(url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_done_run_is_not_laid_out_again(shelf: Shelf, practice: Production, layout: Any) -> None:
    layout(blank_pdf())
    run = work(make_run(shelf))
    name = run.file.name

    layout(blank_pdf(8))
    work(run)

    assert (run.file.name, run.pages, run.tries) == (name, 4, 1)


def test_a_failing_layout_says_why_and_keeps_the_last_good_file(
    shelf: Shelf, practice: Production, layout: Any
) -> None:
    layout(blank_pdf())
    good = work(make_run(shelf, is_proof=True))
    layout(PdfError("Il manque un dessin."))

    bad = work(make_run(shelf, is_proof=True))

    page = signed_in(shelf.coordinator).get(reverse("booklet", args=[SLUG])).content.decode()
    assert (bad.state, bad.error, bad.file.name) == (RunState.FAILED, "Il manque un dessin.", "")
    assert "Il manque un dessin." in page
    assert reverse("run_file", args=[SLUG, good.pk]) in page
    assert signed_in(shelf.coordinator).get(reverse("run_file", args=[SLUG, good.pk])).status_code == 200
    assert signed_in(shelf.coordinator).get(reverse("run_file", args=[SLUG, bad.pk])).status_code == 404


def test_an_unexpected_error_is_said_without_its_secrets(shelf: Shelf, practice: Production, layout: Any) -> None:
    layout(RuntimeError("password=hunter2"))
    run = make_run(shelf)

    with pytest.raises(RuntimeError):
        tasks.make_file.func(run.pk)

    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert "RuntimeError" in run.error and "hunter2" not in run.error


def test_a_failed_run_is_tried_again_from_the_same_content(shelf: Shelf, practice: Production, layout: Any) -> None:
    layout(PdfError("Plus de place."))
    run = work(make_run(shelf))
    content = run.content
    layout(blank_pdf())

    signed_in(shelf.coordinator).post(reverse("run_retry", args=[SLUG, run.pk]))
    work(run)

    assert (run.state, run.number, run.content, run.error) == (RunState.DONE, 1, content, "")


def test_a_file_that_is_no_pdf_is_never_served(shelf: Shelf, practice: Production, layout: Any) -> None:
    layout(b"%PDF-1.7 half")

    run = work(make_run(shelf))

    assert run.state == RunState.FAILED
    assert "ne se relit pas" in run.error


def test_old_proofs_go_and_numbered_runs_stay(shelf: Shelf, practice: Production) -> None:
    run = make_done_run(shelf)
    proofs = [make_done_run(shelf, is_proof=True) for _ in range(4)]

    left = set(PrintRun.objects.values_list("pk", flat=True))

    assert left == {run.pk, *(proof.pk for proof in proofs[-2:])}
    assert not default_storage.exists(proofs[0].file.name)
    assert default_storage.exists(run.file.name)


# A worker that is killed


def lose_worker(run: PrintRun) -> None:
    """Claimed by a worker that never came back."""
    PrintRun.objects.filter(pk=run.pk, state=RunState.QUEUED).update(
        state=RunState.RUNNING,
        tries=run.tries + 1,
        started_at=timezone.now() - tasks.STUCK_AFTER - timedelta(seconds=1),
    )
    run.refresh_from_db()


def test_a_lost_run_is_given_back_three_tries_in_all(shelf: Shelf, practice: Production) -> None:
    run = make_run(shelf)
    rescued = []
    for _kill in range(3):
        lose_worker(run)
        rescued.append(tasks.rescue_stuck_runs())
        run.refresh_from_db()

    assert rescued == [1, 1, 0]
    assert (run.state, run.tries) == (RunState.FAILED, 3)
    assert "trois fois" in run.error


def test_a_run_still_being_laid_out_is_left_alone(shelf: Shelf, practice: Production) -> None:
    run = make_run(shelf)
    PrintRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, tries=1, started_at=timezone.now())

    assert tasks.rescue_stuck_runs() == 0


def test_a_worker_thought_lost_that_comes_back_changes_nothing(
    shelf: Shelf, practice: Production, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends while the second worker is still at it: the row and the folder wait for the second."""
    run, folder = make_run(shelf), f"booklets/{shelf.booklet.pk}/runs"
    before = files_in(folder)

    def claimed_again_meanwhile(_content: object) -> bytes:
        PrintRun.objects.filter(pk=run.pk).update(started_at=timezone.now() - timedelta(hours=1))
        tasks.rescue_stuck_runs()
        PrintRun.objects.filter(pk=run.pk, state=RunState.QUEUED).update(state=RunState.RUNNING, tries=2)
        return blank_pdf()

    monkeypatch.setattr(tasks, "booklet_pdf_apart", claimed_again_meanwhile)
    work(run)

    assert (run.state, run.tries, run.file.name) == (RunState.RUNNING, 2, "")
    assert files_in(folder) == before


def files_in(folder: str) -> set[str]:
    return set(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else set()


def test_rescuing_is_one_of_the_periodic_chores() -> None:
    assert tasks.rescue_stuck_runs in CHORES


# Waiting for it


def test_the_fragment_asks_again_until_there_is_something_new(shelf: Shelf, practice: Production) -> None:
    run = make_run(shelf)
    client, url = signed_in(shelf.facilitator), reverse("run_progress", args=[SLUG, run.pk])
    htmx = {"HX-Request": "true"}

    waiting = client.get(url, headers=htmx)
    PrintRun.objects.filter(pk=run.pk).update(state=RunState.FAILED, error="Non.")
    failed = client.get(url, headers=htmx)

    assert f'data-hx-get="{url}"' in waiting.content.decode() and "HX-Refresh" not in waiting.headers
    assert "data-hx-get" not in failed.content.decode() and failed.headers["HX-Refresh"] == "true"


def test_without_javascript_a_link_looks_again(shelf: Shelf, practice: Production) -> None:
    run = make_run(shelf)

    page = signed_in(shelf.coordinator).get(reverse("booklet", args=[SLUG])).content.decode()
    answer = signed_in(shelf.coordinator).get(reverse("run_progress", args=[SLUG, run.pk]))

    assert f'href="{reverse("booklet", args=[SLUG])}#run-{run.pk}"' in page
    assert answer.headers["Location"] == reverse("booklet", args=[SLUG])


# By command


def test_the_command_writes_a_stored_run_byte_for_byte(shelf: Shelf, practice: Production, tmp_path: Path) -> None:
    run = make_done_run(shelf)

    call_command("booklet", SLUG, run=1, output=str(tmp_path / "livret.pdf"), verbosity=0)

    with run.file.open("rb") as stored:
        assert (tmp_path / "livret.pdf").read_bytes() == stored.read()
    assert [path.name for path in tmp_path.iterdir()] == ["livret.pdf"]


def test_the_command_writes_a_page_that_fetches_nothing(shelf: Shelf, practice: Production, tmp_path: Path) -> None:
    call_command("booklet", SLUG, format="html", output=str(tmp_path / "livret.html"))

    page = (tmp_path / "livret.html").read_text()
    assert "Le café du vendredi" in page
    assert not [
        mark for mark in ('src="media:', 'src="static:', 'src="qr:', 'src="http', 'url("static:') if mark in page
    ]
    assert PrintRun.objects.count() == 0


@pytest.mark.parametrize(
    ("slug", "run", "said"),
    [("ailleurs", None, "Aucun livret"), (SLUG, 7, "n° 7 n’est pas prêt"), (SLUG, None, "Choisissez au moins")],
)
def test_the_command_fails_in_a_sentence_and_writes_nothing(
    shelf: Shelf, tmp_path: Path, slug: str, run: int | None, said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("booklet", slug, run=run, output=str(tmp_path / "x.pdf"))

    assert list(tmp_path.iterdir()) == []
