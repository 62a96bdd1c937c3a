"""Answers: given or recorded, one voice a person and version, and nobody speaks in another's place."""

import uuid

import pytest

from participants.models import Participation, PeerGroup
from practices.models import Answer, Choice, Production, rule_of
from practices.services.answers import AnswerRefusedError, give_answer, record_answer, record_round
from practices.services.moves import TransitionError
from practices.services.review import return_to_complete
from practices.services.rounds import StaleWordsError
from practices.services.writing import write_sections
from tests.factories import make_group, make_participation, make_practice, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> PeerGroup:
    return make_group()


@pytest.fixture
def facilitator(group: PeerGroup) -> Participation:
    return make_participation(group, is_facilitator=True)


@pytest.fixture
def reader(group: PeerGroup) -> Participation:
    return make_participation(group)


@pytest.fixture
def production(group: PeerGroup, facilitator: Participation, reader: Participation) -> Production:
    practice = make_practice(group, by=facilitator.person)
    make_review(practice)
    return practice


def say(production: Production, reader: Participation, choice: str = "agree", **fields: object) -> Answer:
    said = {"remark": "Parce que.", "seen": production.head_id, "client_key": uuid.uuid4(), **fields}
    return give_answer(production, participation=reader, choice=choice, **said)  # type: ignore[arg-type]


def note(
    production: Production, reader: Participation, by: Participation, choice: str = "agree", **fields: object
) -> Answer:
    said = {"remark": "Au téléphone.", "seen": production.head_id, "client_key": uuid.uuid4(), **fields}
    return record_answer(production, participation=reader, choice=choice, by=by.person, **said)  # type: ignore[arg-type]


def change(production: Production, by: Participation, words: str = "D’autres mots.", **fields: bool) -> None:
    production.refresh_from_db()
    write_sections(
        production, {"summary": words}, by=by.person, seen=production.head_id, client_key=uuid.uuid4(), **fields
    )


def standing(production: Production) -> dict[int, str]:
    return {r.participation.pk: r.answer.choice for r in rule_of(production).readings if r.answer}


def test_changed_answer_supersedes_and_erases_nothing(production: Production, reader: Participation) -> None:
    first = say(production, reader, "objection")
    say(production, reader, "agree")

    first.refresh_from_db()
    assert first.superseded_at is not None
    assert standing(production) == {reader.pk: "agree"}


def test_recorded_answer_never_replaces_an_own_one(
    production: Production, reader: Participation, facilitator: Participation
) -> None:
    say(production, reader, "no_opinion")

    with pytest.raises(AnswerRefusedError):
        note(production, reader, facilitator)

    assert list(Answer.objects.values_list("choice", "is_recorded", "superseded_at")) == [("no_opinion", False, None)]


def test_own_answer_replaces_a_recorded_one(
    production: Production, reader: Participation, facilitator: Participation
) -> None:
    note(production, reader, facilitator)
    say(production, reader, "objection")

    assert list(Answer.objects.current().values_list("choice", "is_recorded")) == [("objection", False)]


def test_own_objection_is_lifted_by_the_person_alone_across_versions(
    production: Production, reader: Participation, facilitator: Participation
) -> None:
    say(production, reader, "objection")
    change(production, facilitator)

    with pytest.raises(AnswerRefusedError):
        note(production, reader, facilitator)
    held = rule_of(production)
    say(production, reader, "agree")

    assert [a.participation_id for a in held.objections] == [reader.pk]
    assert held.reading_of(reader).is_waiting  # type: ignore[union-attr]
    assert rule_of(production).objections == ()


def test_recorded_exception_may_be_recorded_anew(
    production: Production, reader: Participation, facilitator: Participation
) -> None:
    note(production, reader, facilitator, "objection")
    change(production, facilitator)
    note(production, reader, facilitator, "agree")

    assert standing(production) == {reader.pk: "agree"}


def test_after_other_words_an_answer_may_be_recorded_where_an_own_one_no_longer_stands(
    production: Production, reader: Participation, facilitator: Participation
) -> None:
    say(production, reader)
    change(production, facilitator)
    note(production, reader, facilitator, "no_opinion")

    assert standing(production) == {reader.pk: "no_opinion"}


def test_writing_for_oneself_is_answering(production: Production, facilitator: Participation) -> None:
    given = note(production, facilitator, facilitator)

    assert (given.is_recorded, given.recorded_by) == (False, None)


def test_answer_to_other_words_is_refused(
    production: Production, reader: Participation, facilitator: Participation
) -> None:
    seen = production.head_id
    change(production, facilitator)

    with pytest.raises(StaleWordsError):
        say(production, reader, seen=seen)
    with pytest.raises(StaleWordsError):
        note(production, reader, facilitator, seen=seen)
    with pytest.raises(StaleWordsError):
        record_round({production: seen}, present=[reader], by=facilitator.person, client_key=uuid.uuid4())  # type: ignore[dict-item]

    assert not Answer.objects.exists()


def test_repeat_after_the_words_changed_gives_back_the_answer_made(
    production: Production, reader: Participation, facilitator: Participation
) -> None:
    key, seen = uuid.uuid4(), production.head_id
    first = say(production, reader, client_key=key)
    change(production, facilitator)

    again = say(production, reader, seen=seen, client_key=key)

    assert again == first and Answer.objects.count() == 1
    assert standing(production) == {}


def test_one_key_for_two_people_reveals_and_replaces_nothing(
    production: Production, reader: Participation, facilitator: Participation
) -> None:
    key = uuid.uuid4()
    say(production, reader, "objection", client_key=key)
    say(production, facilitator, "agree", client_key=key)

    assert standing(production) == {reader.pk: "objection", facilitator.pk: "agree"}


def test_nobody_answers_when_nothing_is_read(
    production: Production, reader: Participation, facilitator: Participation
) -> None:
    return_to_complete(production, by=facilitator.person, seen=production.head_id)

    with pytest.raises(TransitionError):
        say(production, reader)

    assert not Answer.objects.exists()


@pytest.mark.parametrize("fields", [{"left_on": "2030-01-01"}, {"is_guest": True, "group": None}])
def test_only_the_roster_answers(production: Production, reader: Participation, fields: dict[str, object]) -> None:
    Participation.objects.filter(pk=reader.pk).update(**fields)

    with pytest.raises(AnswerRefusedError):
        say(production, reader)

    assert not Answer.objects.exists()


def test_another_group_does_not_answer(production: Production) -> None:
    with pytest.raises(AnswerRefusedError):
        say(production, make_participation(make_group(production.programme)))

    assert not Answer.objects.exists()


@pytest.mark.parametrize("choice", [Choice.OBJECTION, Choice.REMARK])
def test_disagreement_and_remark_say_why(production: Production, reader: Participation, choice: str) -> None:
    with pytest.raises(AnswerRefusedError):
        say(production, reader, choice, remark=" \n ")

    assert not Answer.objects.exists()


def test_round_of_the_table_fills_only_silence(
    group: PeerGroup, production: Production, reader: Participation, facilitator: Participation
) -> None:
    spoken, excepted, absent = (make_participation(group) for _n in range(3))
    say(production, spoken, "objection")
    note(production, excepted, facilitator, "no_opinion")
    present = [facilitator, reader, spoken, excepted]

    told = record_round(
        {production: production.head_id}, present=present, by=facilitator.person, client_key=uuid.uuid4()
    )  # type: ignore[dict-item]

    assert told == 1
    assert standing(production) == {
        facilitator.pk: "agree", reader.pk: "agree", spoken.pk: "objection", excepted.pk: "no_opinion",
    }  # fmt: skip
    own = {a.participation_id for a in Answer.objects.filter(is_recorded=False)}
    assert own == {facilitator.pk, spoken.pk}
    assert [r.participation.pk for r in rule_of(production).waiting] == [absent.pk]


def test_round_of_the_table_twice_changes_nothing(
    production: Production, reader: Participation, facilitator: Participation
) -> None:
    for _n in range(2):
        record_round({production: production.head_id}, present=[reader], by=facilitator.person, client_key=uuid.uuid4())  # type: ignore[dict-item]

    assert Answer.objects.count() == 1


def test_answer_stands_for_who_wrote_or_accepted_the_change(
    production: Production, reader: Participation, facilitator: Participation
) -> None:
    for person in (reader, facilitator):
        say(production, person)

    write_sections(
        production, {"summary": "Proposé."}, by=reader.person, accepted_by=facilitator.person,
        seen=production.head_id, client_key=uuid.uuid4(),
    )  # fmt: skip
    both = standing(production)
    change(production, facilitator, "Encore autre chose.")

    assert both == {reader.pk: "agree", facilitator.pk: "agree"}
    assert standing(production) == {facilitator.pk: "agree"}


def test_correction_of_form_carries_the_consent(
    production: Production, reader: Participation, facilitator: Participation
) -> None:
    say(production, reader)
    before = rule_of(production).deadline_at
    change(production, facilitator, "Chaque vendredi, un café, devant la maternelle.", is_form_correction=True)

    assert standing(production) == {reader.pk: "agree"}
    assert rule_of(production).deadline_at == before
