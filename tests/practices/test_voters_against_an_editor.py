"""Eight voters against an editor, ten rounds: one voice each, never a consent to words that were not seen."""

import threading
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connections, transaction
from django.db.models import Count

from participants.models import Participation
from practices.models import Answer, Production, ProductionStatus, Review, rule_of
from practices.services import answers as answers_room
from practices.services import life as life_room
from practices.services.answers import give_answer, record_answer
from practices.services.life import validate_production
from practices.services.moves import TransitionError
from practices.services.review import send_to_review
from practices.services.rounds import StaleWordsError
from practices.services.writing import write_sections
from tests.factories import make_group, make_participation, make_practice

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, VOTERS = 10, 8


class Room:
    """A sheet being read, its voters, its editor; ``seen`` keeps which words each voter had under their eyes."""

    def __init__(self) -> None:
        group = make_group()
        self.facilitator = make_participation(group, is_facilitator=True)
        self.voters = [make_participation(group) for _n in range(VOTERS)]
        practice = make_practice(group, by=self.facilitator.person)
        send_to_review(practice, by=self.facilitator.person, seen=practice.head_id)
        self.pk = practice.pk
        self.seen: set[tuple[int, int | None]] = set()
        self.acknowledged: set[tuple[int, int | None]] = set()
        self.failures: list[BaseException] = []

    def sheet(self) -> Production:
        return Production.objects.select_related("group__programme", "programme", "head").get(pk=self.pk)

    def vote(self, voter: Participation) -> None:
        """Read, then answer what was read; words that changed meanwhile are read again."""
        for _try in range(30):
            sheet = self.sheet()
            self.seen.add((voter.pk, sheet.head_id))
            try:
                give_answer(sheet, participation=voter, choice="agree", seen=sheet.head_id, client_key=uuid.uuid4())
            except StaleWordsError:
                continue
            except TransitionError:
                return
            self.acknowledged.add((voter.pk, sheet.head_id))
            return

    def edit(self, words: str, section: str = "summary") -> None:
        sheet = self.sheet()
        write_sections(sheet, {section: words}, by=self.facilitator.person, seen=sheet.head_id, client_key=uuid.uuid4())

    def record(self, voter: Participation) -> None:
        sheet = self.sheet()
        self.seen.add((voter.pk, sheet.head_id))
        typist = self.facilitator.person
        try:
            record_answer(
                sheet, participation=voter, choice="agree", by=typist, seen=sheet.head_id, client_key=uuid.uuid4()
            )
        except (TransitionError, answers_room.AnswerRefusedError):
            return

    def validate(self) -> None:
        sheet = self.sheet()
        try:
            validate_production(sheet, by=self.facilitator.person, seen=sheet.head_id)
        except TransitionError:
            return

    def together(self, *acts: Callable[[], Any]) -> None:
        barrier = threading.Barrier(len(acts))
        threads = [threading.Thread(target=self._run, args=(barrier, act)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert self.failures == []

    def _run(self, barrier: threading.Barrier, act: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            act()
        except BaseException as failure:
            self.failures.append(failure)
        finally:
            connections.close_all()


def play(room: Room) -> None:
    for number in range(ROUNDS):
        votes = [partial(room.vote, voter) for voter in room.voters]
        records = [partial(room.record, voter) for voter in room.voters[:2]]
        edits = [partial(room.edit, f"Tour {number}.", part) for part in ("summary", "origin")]
        room.together(*votes, *records, *edits, room.validate)


def check(room: Room) -> None:
    answers = list(Answer.objects.select_related("revision"))
    given = {(a.participation_id, a.revision_id) for a in answers}
    assert given <= room.seen, "somebody consented to words they had not seen"
    assert room.acknowledged <= given, "an acknowledged answer is lost"

    voices = Answer.objects.current().values("participation", "revision").annotate(n=Count("pk"))
    assert {row["n"] for row in voices} <= {1}, "somebody has two voices"
    for review in Review.objects.filter(closed_at__isnull=False):
        late = Answer.objects.filter(revision=review.revision_id, given_at__gt=review.closed_at)
        assert not late.exists(), "an answer came after its round had closed"

    head = room.sheet()
    standing = [r.answer for r in rule_of(head).readings if r.answer and r.participation in room.voters]
    assert {answer.revision_id for answer in standing} <= {head.head_id}


def test_voters_against_an_editor() -> None:
    room = Room()

    play(room)

    check(room)
    assert len({revision for _voter, revision in room.acknowledged}) > 1
    assert room.sheet().revisions.count() > ROUNDS


def test_without_holding_the_round_somebody_consents_to_unseen_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        answers_room,
        "hold_review",
        lambda production, *, seen: Review.objects.get(production=production, closed_at=None),
    )
    room = Room()
    voter, sheet = room.voters[0], room.sheet()
    room.seen.add((voter.pk, sheet.head_id))
    room.edit("Des mots que personne n’a vus.")

    give_answer(sheet, participation=voter, choice="agree", seen=sheet.head_id, client_key=uuid.uuid4())

    with pytest.raises(AssertionError, match="not seen"):
        check(room)


def objection_against_validation() -> tuple[str, int]:
    """Everybody agreed; at the same instant one changes their mind and the facilitator validates."""
    room = Room()
    for voter in [*room.voters, room.facilitator]:
        room.vote(voter)
    sheet = room.sheet()

    def object_now() -> None:
        said = {"choice": "objection", "remark": "Finalement, non.", "seen": sheet.head_id, "client_key": uuid.uuid4()}
        try:
            give_answer(sheet, participation=room.voters[0], **said)  # type: ignore[arg-type]
        except TransitionError:
            return

    room.together(object_now, room.validate)
    return room.sheet().status, Answer.objects.current().filter(production=room.pk, choice="objection").count()


def test_objection_and_validation_at_the_same_instant_never_both_pass() -> None:
    outcomes = {objection_against_validation() for _n in range(ROUNDS)}

    assert outcomes <= {(ProductionStatus.VALIDATED, 0), (ProductionStatus.IN_REVIEW, 1)}


def test_rule_read_before_the_transaction_would_let_both_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room()
    for voter in [*room.voters, room.facilitator]:
        room.vote(voter)
    sheet, before = room.sheet(), rule_of(room.sheet())
    monkeypatch.setattr(life_room, "rule_of", lambda production: before)
    said = {"choice": "objection", "remark": "Finalement, non.", "seen": sheet.head_id, "client_key": uuid.uuid4()}
    give_answer(sheet, participation=room.voters[0], **said)  # type: ignore[arg-type]

    room.validate()

    outcome = room.sheet().status, Answer.objects.current().filter(choice="objection").count()
    assert outcome == (ProductionStatus.VALIDATED, 1)  # what the test above would refuse


def test_same_answer_posted_thirty_two_times_at_once_is_one_voice() -> None:
    room = Room()
    voter, sheet, key = room.voters[0], room.sheet(), uuid.uuid4()

    def post() -> None:
        give_answer(sheet, participation=voter, choice="no_opinion", seen=sheet.head_id, client_key=key)

    room.together(*[post] * 32)

    assert Answer.objects.count() == 1


def test_two_lots_in_opposite_orders_never_wait_for_each_other() -> None:
    from practices.services.answers import give_answers

    room = Room()
    sheets = [room.sheet()]
    for _n in range(3):
        practice = make_practice(room.facilitator.group, by=room.facilitator.person)
        send_to_review(practice, by=room.facilitator.person, seen=practice.head_id)
        sheets.append(practice)

    def answer_all(voter: Participation, order: list[Production]) -> None:
        seen = {sheet: sheet.head_id for sheet in order}
        give_answers(seen, participation=voter, choice="agree", client_key=uuid.uuid4())  # type: ignore[arg-type]

    orders = [sheets, sheets[::-1]] * (VOTERS // 2)
    room.together(*[
        lambda voter=voter, order=order: answer_all(voter, order) for voter, order in zip(room.voters, orders, strict=True)
    ])  # fmt: skip

    assert Answer.objects.count() == VOTERS * len(sheets)


def test_threads_see_each_other() -> None:
    """The tests above prove nothing if every thread had a database of its own."""
    room, found = Room(), []

    def look() -> None:
        with transaction.atomic():
            found.append(Production.objects.filter(pk=room.pk).exists())

    room.together(look)

    assert found == [True]
