"""The life of a production: every status against every act, equal to the one table of what may follow what."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from participants.models import Participation, PeerGroup
from practices.models import (
    NEXT_STATUSES,
    Answer,
    Production,
    ProductionStatus,
    Review,
    Revision,
    StatusChange,
    Support,
    rule_of,
)
from practices.permissions import production_permissions
from practices.services.answers import give_answer, record_answer, record_round
from practices.services.life import (
    approve_production,
    formalise_production,
    publish_productions,
    restore_production,
    validate_production,
    withdraw_production,
)
from practices.services.moves import NotReadyError, TransitionError
from practices.services.review import contest_form_correction, return_to_complete, send_to_review
from practices.services.rounds import open_review
from practices.services.writing import write_sections
from tests.factories import SHEET, actor_of, make_group, make_participation, make_practice, make_synthesis

pytestmark = pytest.mark.django_db
S = ProductionStatus


@pytest.fixture
def group() -> PeerGroup:
    return make_group()


@pytest.fixture
def facilitator(group: PeerGroup) -> Participation:
    return make_participation(group, is_facilitator=True)


def practice_at(status: str, facilitator: Participation) -> Production:
    """Complete words, consented to by everybody, put at this status straight in the table."""
    practice: Production = make_practice(facilitator.group, by=facilitator.person)
    agreed = {"validated_at": timezone.now(), "validated_revision": practice.head, "support": "paper"}
    gone = {"withdrawn_from": S.TO_COMPLETE, "withdrawn_by": facilitator.person, "withdrawn_at": timezone.now()}
    values: dict[str, Any] = gone if status == S.WITHDRAWN else agreed
    Production.objects.filter(pk=practice.pk).update(status=status, **values)
    practice.refresh_from_db()
    if status == S.IN_REVIEW:
        assert practice.head is not None
        open_review(practice, practice.head, by=None)
        give_answer(practice, participation=facilitator, choice="agree", seen=practice.head_id, client_key=uuid.uuid4())
    StatusChange.objects.all().delete()
    return practice


Act = Callable[[Production, Participation], Any]


def seen_by(service: Callable[..., Any], **said: Any) -> Act:
    return lambda practice, who: service(practice, by=who.person, seen=practice.head_id, **said)


def write(practice: Production, who: Participation) -> None:
    write_sections(
        practice, {"origin": "Des mots neufs."}, by=who.person, seen=practice.head_id, client_key=uuid.uuid4()
    )


def correct_form(practice: Production, who: Participation) -> None:
    write_sections(
        practice,
        {"origin": "Une virgule."},
        by=who.person,
        seen=practice.head_id,
        client_key=uuid.uuid4(),
        is_form_correction=True,
    )


def answer(practice: Production, who: Participation) -> None:
    give_answer(practice, participation=who, choice="no_opinion", seen=practice.head_id, client_key=uuid.uuid4())


def record(practice: Production, who: Participation) -> None:
    absent = make_participation(who.group)
    record_answer(
        practice, participation=absent, choice="agree", by=who.person, seen=practice.head_id, client_key=uuid.uuid4()
    )


def go_round(practice: Production, who: Participation) -> None:
    record_round({practice: practice.head_id}, present=[who], by=who.person, client_key=uuid.uuid4())  # type: ignore[dict-item]


ACTS: dict[str, Act] = {
    "send_to_review": seen_by(send_to_review),
    "return_to_complete": seen_by(return_to_complete),
    "contest_form": seen_by(contest_form_correction),
    "validate": seen_by(validate_production),
    "formalise": seen_by(formalise_production, support=Support.PAPER),
    "approve": seen_by(approve_production),
    "publish": lambda practice, who: publish_productions([practice], by=who.person),
    "withdraw": lambda practice, who: withdraw_production(practice, by=who.person),
    "restore": lambda practice, who: restore_production(practice, by=who.person),
    "write": write,
    "correct_form": correct_form,
    "answer": answer,
    "record": record,
    "go_round": go_round,
}
# Where each act leads from each status; what is absent is refused and changes nothing.
LEADS: dict[str, dict[str, str]] = {
    "send_to_review": {S.TO_COMPLETE: S.IN_REVIEW},
    "return_to_complete": {S.IN_REVIEW: S.TO_COMPLETE},
    "contest_form": {},  # nothing to contest: the head is no correction of form
    "validate": {S.IN_REVIEW: S.VALIDATED},
    "formalise": {S.VALIDATED: S.FORMALISED},
    "approve": {S.FORMALISED: S.APPROVED},
    "publish": {S.APPROVED: S.PUBLISHED, S.PUBLISHED: S.PUBLISHED},
    "withdraw": {status: S.WITHDRAWN for status in S if status != S.WITHDRAWN},
    "restore": {S.WITHDRAWN: S.TO_COMPLETE},
    "write": {
        S.GATHERED: S.TO_COMPLETE,
        S.TO_COMPLETE: S.TO_COMPLETE,
        **dict.fromkeys((S.IN_REVIEW, S.VALIDATED, S.FORMALISED, S.APPROVED, S.PUBLISHED), S.IN_REVIEW),
    },
    "correct_form": {S.GATHERED: S.TO_COMPLETE, **{s: s for s in S if s not in (S.GATHERED, S.WITHDRAWN)}},
    "answer": {S.IN_REVIEW: S.IN_REVIEW},
    "record": {S.IN_REVIEW: S.IN_REVIEW},
    "go_round": {S.IN_REVIEW: S.IN_REVIEW},
}


def everything() -> list[Any]:
    rows: list[Any] = list(Production.objects.order_by("pk").values("status", "head", "support", "withdrawn_from"))
    return [*rows, *(model.objects.count() for model in (Revision, Answer, Review, StatusChange))]


@pytest.mark.parametrize("status", S.values)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_from_every_status(facilitator: Participation, status: str, act: str) -> None:
    practice = practice_at(status, facilitator)
    before = everything()
    expected = LEADS[act].get(S(status))

    try:
        ACTS[act](practice, facilitator)
    except TransitionError:
        assert expected is None
        assert everything() == before
    else:
        practice.refresh_from_db()
        assert practice.status == expected


def test_acts_reach_exactly_what_the_table_allows() -> None:
    """Bringing back aside, which returns to any status it was withdrawn from."""
    moves = {(old, new) for leads in LEADS.values() for old, new in leads.items() if old != new and old != S.WITHDRAWN}

    table = {(old, new) for old, nexts in NEXT_STATUSES.items() for new in nexts if old != S.WITHDRAWN}

    assert moves == table


def test_matrix_notices_an_act_that_forgets_its_moment(
    monkeypatch: pytest.MonkeyPatch, facilitator: Participation
) -> None:
    monkeypatch.setattr("practices.services.review.expect_status", lambda *_said: None)

    with pytest.raises(AssertionError):
        test_every_act_from_every_status(facilitator, S.VALIDATED, "send_to_review")


@pytest.mark.parametrize("status", S.values)
def test_no_button_leads_to_a_refusal(facilitator: Participation, status: str) -> None:
    practice = practice_at(status, facilitator)

    can = production_permissions(actor_of(facilitator), practice)

    buttons = {
        "send_to_review": can.send_to_review,
        "return_to_complete": can.return_to_complete,
        "validate": can.validate,
        "formalise": can.formalise,
        "approve": can.approve,
        "withdraw": can.withdraw,
        "restore": can.restore,
        "write": can.edit,
        "answer": can.answer,
        "record": can.record_answers,
        "go_round": can.record_answers,
    }
    assert buttons == {act: S(status) in LEADS[act] for act in buttons}


@pytest.mark.parametrize("status", [s for s in S.values if s != S.WITHDRAWN])
def test_bringing_back_returns_to_the_exact_status(facilitator: Participation, status: str) -> None:
    practice = practice_at(status, facilitator)

    withdraw_production(practice, by=facilitator.person, reason=" Une photo. ")
    gone = (practice.status, practice.withdrawn_from, Review.objects.filter(closed_at=None).count())
    restore_production(practice, by=facilitator.person)

    assert gone == (S.WITHDRAWN, status, 0)
    assert (practice.status, practice.withdrawn_from, practice.withdrawn_at) == (status, "", None)
    assert [(c.old, c.new, c.reason) for c in StatusChange.objects.all()] == [
        (status, S.WITHDRAWN, "Une photo."),
        (S.WITHDRAWN, status, ""),
    ]


def test_only_who_withdrew_brings_back(facilitator: Participation) -> None:
    practice = practice_at(S.VALIDATED, facilitator)
    withdraw_production(practice, by=facilitator.person)

    with pytest.raises(TransitionError):
        restore_production(practice, by=make_participation(facilitator.group, is_facilitator=True).person)

    practice.refresh_from_db()
    assert practice.status == S.WITHDRAWN


def test_readers_get_back_their_time_and_their_answers(facilitator: Participation) -> None:
    import time_machine

    practice: Production = make_practice(facilitator.group)
    with time_machine.travel("2018-10-01 12:00", tick=False):
        send_to_review(practice, by=facilitator.person, seen=practice.head_id)
        answer(practice, facilitator)
    with time_machine.travel("2018-10-05 12:00", tick=False):
        withdraw_production(practice, by=facilitator.person)
    with time_machine.travel("2018-12-05 12:00", tick=False):
        restore_production(practice, by=facilitator.person)
        rule = rule_of(practice)

    assert rule.answered == 1
    assert str(timezone.localtime(rule.deadline_at))[:10] == "2018-12-16"


# Validating


def read(facilitator: Participation) -> Production:
    practice: Production = make_practice(facilitator.group, by=facilitator.person)
    send_to_review(practice, by=facilitator.person, seen=practice.head_id)
    return practice


def test_validation_says_which_words_and_when(facilitator: Participation) -> None:
    practice = read(facilitator)
    answer(practice, facilitator)

    validate_production(practice, by=facilitator.person, seen=practice.head_id)

    assert (practice.status, practice.validated_revision_id) == (S.VALIDATED, practice.head_id)
    assert practice.validated_at is not None
    assert not Review.objects.filter(closed_at=None).exists()


def test_rule_is_computed_again_when_one_validates(facilitator: Participation) -> None:
    practice = read(facilitator)
    answer(practice, facilitator)
    assert rule_of(practice).permits
    give_answer(
        practice,
        participation=make_participation(facilitator.group),
        choice="objection",
        remark="Entre-temps.",
        seen=practice.head_id,
        client_key=uuid.uuid4(),
    )

    with pytest.raises(NotReadyError, match="désaccord"):
        validate_production(practice, by=facilitator.person, seen=practice.head_id)

    practice.refresh_from_db()
    assert (practice.status, practice.validated_revision) == (S.IN_REVIEW, None)


def test_words_other_than_those_seen_are_not_validated(facilitator: Participation) -> None:
    practice = read(facilitator)
    answer(practice, facilitator)
    seen = practice.head_id
    write(practice, facilitator)  # the writer's own answer stands: the rule would permit
    assert rule_of(practice).permits

    with pytest.raises(TransitionError):
        validate_production(practice, by=facilitator.person, seen=seen)

    practice.refresh_from_db()
    assert practice.status == S.IN_REVIEW


# Its form


@pytest.mark.parametrize(("support", "video", "may"), [
    ("paper", "", True), ("video", "", False), ("both", "", False),
    ("video", "https://tube.exemple.fr/v", True), ("both", "https://tube.exemple.fr/v", True), ("papyrus", "", False),
])  # fmt: skip
def test_video_needs_its_address(facilitator: Participation, support: str, video: str, may: bool) -> None:
    practice: Production = make_practice(facilitator.group, sections={**SHEET, "video": {"url": video}})
    agreed = {"validated_at": timezone.now(), "validated_revision": practice.head}
    Production.objects.filter(pk=practice.pk).update(status=S.VALIDATED, **agreed)

    if may:
        formalise_production(practice, support=support, by=facilitator.person, seen=practice.head_id)
    else:
        with pytest.raises(NotReadyError):
            formalise_production(practice, support=support, by=facilitator.person, seen=practice.head_id)

    practice.refresh_from_db()
    assert (practice.status, practice.support) == ((S.FORMALISED, support) if may else (S.VALIDATED, ""))


def test_print_needs_a_contact_for_a_practice_and_none_for_a_synthesis(facilitator: Participation) -> None:
    words = {**SHEET, "contact": {"organisation": "", "function": "", "email": ""}}
    practice: Production = make_practice(facilitator.group, sections=words)
    synthesis: Production = make_synthesis(facilitator.group)
    for production in (practice, synthesis):
        agreed = {"validated_at": timezone.now(), "validated_revision": production.head, "support": "paper"}
        Production.objects.filter(pk=production.pk).update(status=S.FORMALISED, **agreed)

    with pytest.raises(NotReadyError, match="contact"):
        approve_production(practice, by=facilitator.person, seen=practice.head_id)
    approve_production(synthesis, by=facilitator.person, seen=synthesis.head_id)

    assert dict(Production.objects.values_list("kind", "status")) == {"practice": S.FORMALISED, "synthesis": S.APPROVED}


def test_synthesis_lives_the_same_life(facilitator: Participation) -> None:
    synthesis: Production = make_synthesis(facilitator.group)

    for act in ("send_to_review", "answer", "validate", "formalise", "approve", "publish"):
        ACTS[act](synthesis, facilitator)
        synthesis.refresh_from_db()

    assert synthesis.status == S.PUBLISHED


def test_publishing_twice_moves_once(facilitator: Participation) -> None:
    practice = practice_at(S.APPROVED, facilitator)

    moved = [publish_productions([practice], by=facilitator.person) for _n in range(2)]

    assert moved == [[practice], []]
    assert StatusChange.objects.count() == 1
