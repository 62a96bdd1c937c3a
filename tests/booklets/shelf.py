"""What the tests of booklets stand on: a programme with its people, practices at each stage, a finished run."""

import io
import uuid
from dataclasses import dataclass
from typing import Any

import pikepdf
from django.test import Client

from booklets.models import Booklet, PrintRun
from booklets.services.composing import choose_practices, ensure_booklet
from booklets.services.running import request_run
from booklets.tasks import _store, make_file
from participants.models import Participation, PeerGroup, Person, Programme
from practices.models import Production, ProductionStatus
from practices.services.moves import move_production
from tests.factories import SHEET, make_group, make_participation, make_programme, make_validated_practice


@dataclass
class Shelf:
    programme: Programme
    centres: PeerGroup
    schools: PeerGroup
    coordinator: Participation
    facilitator: Participation
    participant: Participation
    guest: Participation
    booklet: Booklet


def make_shelf() -> Shelf:
    programme = make_programme(title="Trois rencontres", slug="val-d-oriane")
    centres, schools = make_group(programme, name="Centres"), make_group(programme, name="Écoles")
    return Shelf(
        programme=programme,
        centres=centres,
        schools=schools,
        coordinator=make_participation(programme=programme, is_coordinator=True),
        facilitator=make_participation(centres, is_facilitator=True),
        participant=make_participation(centres),
        guest=make_participation(programme=programme, is_guest=True),
        booklet=ensure_booklet(programme),
    )


def told(title: str, **sections: Any) -> dict[str, Any]:
    return {**SHEET, "title": title, **sections}


def make_approved_practice(group: PeerGroup, title: str = "Le café du vendredi", **sections: Any) -> Production:
    practice = Production.objects.get(pk=make_validated_practice(group, sections=told(title, **sections)).pk)
    move_production(practice, ProductionStatus.FORMALISED, by=None, seen=practice.head_id, support="paper")
    move_production(practice, ProductionStatus.APPROVED, by=None, seen=practice.head_id)
    return practice


def put_in_booklet(shelf: Shelf, *practices: Production) -> None:
    choose_practices(shelf.booklet, practices)


def make_run(shelf: Shelf, *, is_proof: bool = False, key: uuid.UUID | None = None) -> PrintRun:
    """Frozen and waiting for the worker."""
    return request_run(shelf.booklet, by=shelf.coordinator.person, client_key=key or uuid.uuid4(), is_proof=is_proof)


def make_done_run(shelf: Shelf, *, is_proof: bool = False, content: bytes = b"") -> PrintRun:
    """Finished without laying anything out: its file is a page of nothing."""
    run = make_run(shelf, is_proof=is_proof)
    PrintRun.objects.filter(pk=run.pk).update(state="running", tries=1, started_at=run.requested_at)
    run.refresh_from_db()
    _store(run, content or blank_pdf())
    run.refresh_from_db()
    return run


def blank_pdf(pages: int = 4) -> bytes:
    made, kept = pikepdf.new(), io.BytesIO()
    for _page in range(pages):
        made.add_blank_page()
    made.save(kept)
    return kept.getvalue()


def work(run: PrintRun) -> PrintRun:
    """What the worker does."""
    make_file.func(run.pk)
    run.refresh_from_db()
    return run


def signed_in(person: Person | Participation) -> Client:
    client = Client()
    client.force_login(person.person if isinstance(person, Participation) else person)
    return client


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)
