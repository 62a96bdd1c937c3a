"""Sending to review, coming back, contesting, newcomers, and who is told by mail."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from common.mail import deliver_mail
from common.models import OutgoingMail
from participants.models import Participation, PeerGroup
from practices.models import Production, ProductionStatus, Review, StatusChange, rule_of
from practices.notifications import answer_recorded, reading_asked, reading_reminder
from practices.services.answers import give_answer, record_answer
from practices.services.life import validate_production
from practices.services.moves import NotReadyError, TransitionError
from practices.services.review import (
    ask_newcomers,
    contest_form_correction,
    remind_readers,
    return_to_complete,
    send_many_to_review,
    send_to_review,
)
from practices.services.writing import write_sections
from practices.tasks import ask_absent, ask_readers, tell_recorded
from tests.factories import make_group, make_participation, make_practice, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> PeerGroup:
    return make_group()


@pytest.fixture
def facilitator(group: PeerGroup) -> Participation:
    return make_participation(group, is_facilitator=True, name="Anne")


@pytest.fixture
def reader(group: PeerGroup) -> Participation:
    return make_participation(group, name="Basile")


def change(production: Production, by: Participation, words: str = "D’autres mots.", **fields: bool) -> None:
    production.refresh_from_db()
    write_sections(
        production, {"summary": words}, by=by.person, seen=production.head_id, client_key=uuid.uuid4(), **fields
    )


def say(production: Production, reader: Participation, choice: str = "agree") -> None:
    production.refresh_from_db()
    give_answer(
        production,
        participation=reader,
        choice=choice,
        remark="Parce que.",
        seen=production.head_id,
        client_key=uuid.uuid4(),
    )


def test_sending_freezes_the_words_and_the_roster(
    group: PeerGroup, facilitator: Participation, reader: Participation
) -> None:
    make_participation(group, left_on="2030-01-01")
    make_participation(programme=group.programme, is_guest=True)
    practice = make_practice(group)

    review = send_to_review(practice, by=facilitator.person, seen=practice.head_id)

    assert (practice.status, review.revision_id) == (ProductionStatus.IN_REVIEW, practice.head_id)
    assert set(review.readers.values_list("participation", flat=True)) == {facilitator.pk, reader.pk}
    assert [c.new for c in StatusChange.objects.filter(production=practice)][-1] == ProductionStatus.IN_REVIEW


def test_what_lacks_is_named_and_nothing_moves(group: PeerGroup, facilitator: Participation) -> None:
    practice = make_practice(group, sections={"title": "Un titre", "summary": "Une phrase."})

    with pytest.raises(NotReadyError, match=r"Qui, où.*Comment ça se passe.*Ce qui fait que ça marche"):
        send_to_review(practice, by=facilitator.person, seen=practice.head_id)

    practice.refresh_from_db()
    assert practice.status == ProductionStatus.TO_COMPLETE
    assert not Review.objects.exists()


def test_words_changed_since_the_page_was_read_are_not_sent(group: PeerGroup, facilitator: Participation) -> None:
    practice = make_practice(group)
    seen = practice.head_id
    change(practice, facilitator)

    with pytest.raises(TransitionError):
        send_to_review(practice, by=facilitator.person, seen=seen)

    assert not Review.objects.exists()


def test_batch_sends_what_is_ready(group: PeerGroup, facilitator: Participation) -> None:
    ready, young = make_practice(group), make_practice(group, sections={"title": "Rien"})

    outcome = send_many_to_review({young: young.head_id, ready: ready.head_id}, by=facilitator.person)

    assert outcome.sent == [ready]
    assert [practice for practice, _sentence in outcome.kept] == [young]


def test_new_words_during_a_review_open_a_new_round(
    group: PeerGroup, facilitator: Participation, reader: Participation
) -> None:
    practice = make_practice(group, by=facilitator.person)
    with time_machine.travel("2018-10-01 12:00", tick=False):
        first = make_review(practice)
    say_at(practice, reader, "2018-10-02 12:00")
    with time_machine.travel("2018-10-10 12:00", tick=False):
        change(practice, facilitator)
        rule = rule_of(practice)

    first.refresh_from_db()
    assert first.closed_at is not None
    assert rule.review is not None and rule.review.revision_id == practice.head_id
    assert rule.deadline_at == first.deadline_at + timedelta(days=9)  # type: ignore[operator]
    assert [r.participation.pk for r in rule.readings if r.is_waiting] == [facilitator.pk, reader.pk]


def say_at(practice: Production, reader: Participation, moment: str) -> None:
    with time_machine.travel(moment, tick=False):
        say(practice, reader)


def test_new_words_after_validation_reopen(group: PeerGroup, facilitator: Participation) -> None:
    practice = make_practice(group, by=facilitator.person)
    make_review(practice)
    say(practice, facilitator)
    validate_production(practice, by=facilitator.person, seen=practice.head_id)

    change(practice, facilitator)

    practice.refresh_from_db()
    assert practice.status == ProductionStatus.IN_REVIEW
    assert StatusChange.objects.filter(production=practice).last().reason == "reopened"  # type: ignore[union-attr]
    assert rule_of(practice).review is not None


def test_coming_back_keeps_the_answers_with_their_words(group: PeerGroup, facilitator: Participation) -> None:
    practice = make_practice(group, by=facilitator.person)
    make_review(practice)
    say(practice, facilitator)

    return_to_complete(practice, by=facilitator.person, seen=practice.head_id)
    without = rule_of(practice)
    send_to_review(practice, by=facilitator.person, seen=practice.head_id)

    assert (without.review, without.permits) == (None, False)
    assert rule_of(practice).everyone_answered


@pytest.mark.parametrize("is_validated", [False, True])
def test_contested_correction_asks_again(
    group: PeerGroup, facilitator: Participation, reader: Participation, is_validated: bool
) -> None:
    practice = make_practice(group, by=facilitator.person)
    make_review(practice)
    for person in (facilitator, reader):
        say(practice, person)
    if is_validated:
        validate_production(practice, by=facilitator.person, seen=practice.head_id)
    change(practice, facilitator, "Une virgule, dit-on.", is_form_correction=True)
    carried = rule_of(practice)

    contest_form_correction(practice, by=reader.person, seen=practice.head_id)

    assert carried.contestable == practice.head
    assert practice.status == ProductionStatus.IN_REVIEW
    rule = rule_of(practice)
    assert [r.participation.pk for r in rule.waiting] == [reader.pk]  # who made the correction still stands by it
    with pytest.raises(TransitionError):
        contest_form_correction(practice, by=reader.person, seen=practice.head_id)


def test_only_a_correction_of_form_is_contested(group: PeerGroup, facilitator: Participation) -> None:
    practice = make_practice(group, by=facilitator.person)
    review = make_review(practice)

    with pytest.raises(TransitionError):
        contest_form_correction(practice, by=facilitator.person, seen=practice.head_id)

    assert Review.objects.get() == review and Review.objects.get().closed_at is None


def test_newcomers_are_asked_once_and_leavers_forgotten(
    group: PeerGroup, facilitator: Participation, reader: Participation
) -> None:
    review = make_review(make_practice(group))
    newcomer = make_participation(group)
    Participation.objects.filter(pk=reader.pk).update(left_on="2030-01-01")

    asked = [ask_newcomers(), ask_newcomers()]

    assert asked == [1, 0]
    assert review.readers.filter(participation=newcomer).count() == 1
    assert {r.participation.pk for r in rule_of(review.production).readings} == {facilitator.pk, newcomer.pk}


def test_newcomers_alone_are_told(group: PeerGroup, facilitator: Participation, reader: Participation) -> None:
    make_review(make_practice(group))
    newcomer = make_participation(group)

    ask_newcomers()

    assert list(OutgoingMail.objects.values_list("kind", "subject_id")) == [("reading_asked", newcomer.pk)]


# Who is told


def test_several_sheets_make_one_mail_for_each_reader(
    group: PeerGroup, facilitator: Participation, reader: Participation
) -> None:
    reviews = [make_review(make_practice(group)) for _n in range(3)]

    for review in reviews:
        ask_readers.call(review.pk)

    assert sorted(OutgoingMail.objects.values_list("kind", "subject_id")) == sorted(
        ("reading_asked", person.pk) for person in (facilitator, reader)
    )


def test_mail_names_its_reader_and_carries_a_link_of_their_own(group: PeerGroup, reader: Participation) -> None:
    practice = make_practice(group)
    make_review(practice)

    first, second = reading_asked(reader.pk), reading_asked(reader.pk)

    assert first is not None and second is not None
    assert first.to == reader.address
    assert "Basile" in first.subject and practice.title in first.text
    assert "/l/" in first.text and first.text != second.text  # each link is minted where the mail is made
    assert {a.participation_id for a in reader.accesses.all()} == {reader.pk}


def test_who_has_answered_meanwhile_gets_no_mail(group: PeerGroup, reader: Participation) -> None:
    practice = make_practice(group)
    review = make_review(practice)
    ask_readers.call(review.pk)
    say(practice, reader)

    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        for row in OutgoingMail.objects.all():
            deliver_mail.call(row.pk)

    assert [m.to for m in mail.outbox] == []
    assert set(OutgoingMail.objects.values_list("state", flat=True)) <= {"given_up"}


def test_who_has_no_address_is_not_written_to(group: PeerGroup) -> None:
    make_participation(group, person=_nobody())

    ask_readers.call(make_review(make_practice(group)).pk)

    assert not OutgoingMail.objects.exists()


def _nobody() -> Any:
    from tests.factories import make_person

    return make_person("Sans adresse", email=None)


def test_recorded_answer_is_told(group: PeerGroup, facilitator: Participation, reader: Participation) -> None:
    practice = make_practice(group)
    make_review(practice)
    record_answer(
        practice,
        participation=reader,
        choice="agree",
        by=facilitator.person,
        seen=practice.head_id,
        client_key=uuid.uuid4(),
    )

    tell_recorded.call([reader.pk])
    message = answer_recorded(reader.pk)

    assert OutgoingMail.objects.get().subject_id == reader.pk
    assert message is not None and "Anne" in message.text and "D’accord" in message.text


def test_absent_are_asked_after_the_round(group: PeerGroup, facilitator: Participation, reader: Participation) -> None:
    practice = make_practice(group)
    make_review(practice)
    say(practice, facilitator)

    ask_absent.call([practice.pk])

    assert list(OutgoingMail.objects.values_list("subject_id", flat=True)) == [reader.pk]


def test_reminders_leave_once_before_the_deadline(
    group: PeerGroup, facilitator: Participation, reader: Participation
) -> None:
    practice = make_practice(group)
    with time_machine.travel("2018-10-01 12:00", tick=False):
        make_review(practice)
    say_at(practice, facilitator, "2018-10-02 12:00")
    sent = {}
    for day in ("2018-10-05", "2018-10-13", "2018-10-14", "2018-10-20"):
        with time_machine.travel(f"{day} 12:00", tick=False):
            sent[day] = [remind_readers(), remind_readers()]

    assert sent == {"2018-10-05": [0, 0], "2018-10-13": [1, 0], "2018-10-14": [0, 0], "2018-10-20": [0, 0]}
    assert list(OutgoingMail.objects.values_list("kind", "subject_id")) == [("reading_reminder", reader.pk)]
    assert reading_reminder(facilitator.pk) is None
    assert "Basile" in reading_reminder(reader.pk).subject  # type: ignore[union-attr]
