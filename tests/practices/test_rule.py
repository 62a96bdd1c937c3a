"""The rule of consent, against a reference model written from the method and not from the code; then in words."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.models import Participation, PeerGroup
from practices.models import Answer, Production, ProductionStatus, rule_of, rules_of
from practices.models import rule as rule_room
from practices.services.answers import AnswerRefusedError, give_answer, record_answer
from practices.services.life import validate_production
from practices.services.moves import TransitionError
from practices.services.review import contest_form_correction, send_to_review
from practices.services.writing import write_sections
from tests.factories import make_group, make_participation, make_practice, make_review

pytestmark = pytest.mark.django_db
START = datetime(2018, 10, 2, 14, tzinfo=ZoneInfo("Europe/Paris"))
CHOICES = ["agree", "agree_with_remark", "objection", "no_opinion"]


@dataclass
class Voice:
    choice: str
    is_own: bool
    version: int


@dataclass
class Method:
    """What the method says, event by event: who has a voice that stands. People are numbers."""

    now: datetime = START
    roster: set[int] = field(default_factory=lambda: {0, 1, 2})
    voices: dict[int, Voice] = field(default_factory=dict)
    version: int = 1
    head_form_by: int | None = None
    is_read: bool = True
    deadline: datetime = START

    def __post_init__(self) -> None:
        self._ask_again(but=None)

    def _ask_again(self, but: int | None, before: int | None = None) -> None:
        end = self.now + timedelta(days=15)
        self.deadline, self.is_read = end.replace(hour=23, minute=59, second=59), True
        for person, voice in list(self.voices.items()):
            spared = person == but or (before is not None and voice.version >= before)
            if voice.choice != "objection" and not spared:
                del self.voices[person]

    def answer(self, person: int, choice: str) -> bool:
        if not self.is_read or person not in self.roster:
            return False
        self.voices[person] = Voice(choice, True, self.version)
        return True

    def record(self, person: int, choice: str) -> bool:
        voice = self.voices.get(person)
        if not self.is_read or person not in self.roster or (voice and voice.is_own):
            return False
        self.voices[person] = Voice(choice, False, self.version)
        return True

    def edit(self, person: int, is_form: bool) -> None:
        self.version += 1
        self.head_form_by = person if is_form else None
        if not is_form:
            self._ask_again(but=person)

    def contest(self) -> bool:
        if self.head_form_by is None:
            return False
        self._ask_again(but=self.head_form_by, before=self.version)
        self.head_form_by = None
        return True

    def validate(self) -> bool:
        permits = self.permits
        self.is_read = self.is_read and not permits
        return permits

    @property
    def standing(self) -> dict[int, str]:
        return {person: voice.choice for person, voice in self.voices.items() if person in self.roster}

    @property
    def permits(self) -> bool:
        everybody, late = self.standing.keys() == self.roster, self.now > self.deadline
        return self.is_read and bool(self.roster) and "objection" not in self.standing.values() and (everybody or late)


people = st.integers(0, 3)
steps = st.one_of(
    st.tuples(st.just("answer"), people, st.sampled_from(CHOICES)),
    st.tuples(st.just("record"), people, st.sampled_from(CHOICES)),
    st.tuples(st.just("edit"), people, st.booleans()),
    st.tuples(st.just("contest")),
    st.tuples(st.just("join")),
    st.tuples(st.just("leave"), people),
    st.tuples(st.just("wait"), st.integers(1, 10)),
    st.tuples(st.just("validate")),
)


class Programme:
    """The same steps, through the services."""

    def __init__(self) -> None:
        group = make_group()
        self.people = [make_participation(group, is_facilitator=n == 0) for n in range(3)]
        self.people.append(make_participation(make_group(group.programme)))
        self.group, self.production = group, make_practice(group)
        send_to_review(self.production, by=self.people[0].person, seen=self.production.head_id)
        self.words = 0

    def allows(self, act: Callable[..., Any], **said: Any) -> bool:
        try:
            act(self.production, seen=self.production.head_id, **said)
        except (TransitionError, AnswerRefusedError):
            return False
        finally:
            self.production.refresh_from_db()
        return True

    def answer(self, person: int, choice: str) -> bool:
        return self.allows(
            give_answer, participation=self.people[person], choice=choice, remark="Parce que.", client_key=uuid.uuid4()
        )

    def record(self, person: int, choice: str) -> bool:
        typist = self.group.programme.created_by
        said = {"participation": self.people[person], "choice": choice, "remark": "Dit au téléphone.", "by": typist}
        return self.allows(record_answer, client_key=uuid.uuid4(), **said)

    def edit(self, person: int, is_form: bool) -> None:
        self.words += 1
        write_sections(
            self.production,
            {"summary": f"Des mots, {self.words}."},
            by=self.people[person].person,
            seen=self.production.head_id,
            client_key=uuid.uuid4(),
            is_form_correction=is_form,
        )

    def contest(self) -> bool:
        return self.allows(contest_form_correction, by=self.people[1].person)

    def validate(self) -> bool:
        return self.allows(validate_production, by=self.people[0].person)

    def join(self) -> None:
        Participation.objects.filter(pk=self.people[3].pk).update(group=self.group, left_on=None)

    def leave(self, person: int) -> None:
        leaver = Participation.objects.filter(pk=self.people[person].pk, group=self.group)
        leaver.update(left_on="2030-01-01")

    @property
    def standing(self) -> dict[int, str]:
        numbers = {participation.pk: n for n, participation in enumerate(self.people)}
        readings = rule_of(self.production).readings
        return {numbers[r.participation.pk]: r.answer.choice for r in readings if r.answer}


def play(story: list[tuple[Any, ...]], clock: Any) -> None:
    method, programme = Method(), Programme()
    for step in story:
        happen(step, method, programme, clock)
        if method.is_read:
            rule = rule_of(programme.production)
            assert programme.standing == method.standing
            counted = (method.permits, len(method.roster), len(method.standing))
            assert (rule.permits, rule.asked, rule.answered) == counted
        assert (programme.production.status == ProductionStatus.IN_REVIEW) == method.is_read


def happen(step: tuple[Any, ...], method: Method, programme: Programme, clock: Any) -> None:
    """The same event on both sides, and the same answer: done, or refused."""
    match step:
        case ("join",):
            programme.join()
            method.roster.add(3)
        case ("leave", person):
            programme.leave(person)
            method.roster.discard(person)
        case ("wait", days):
            method.now += timedelta(days=days)
            clock.move_to(method.now)
        case (act, *said):
            assert getattr(programme, act)(*said) == getattr(method, act)(*said), act


@given(st.lists(steps, max_size=16))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rule_is_the_method_whatever_happens(db: None, story: list[tuple[Any, ...]]) -> None:
    with time_machine.travel(START, tick=False) as clock, transaction.atomic():
        play(story, clock)
        transaction.set_rollback(True)


def test_the_method_catches_a_rule_that_forgets_the_change_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_room, "_stands", lambda *_: True)

    with pytest.raises(AssertionError), time_machine.travel(START, tick=False) as clock:
        play([("answer", 1, "agree"), ("edit", 0, False)], clock)


def test_the_method_catches_silence_taken_for_agreement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_room.RuleState, "everyone_answered", property(lambda rule: True))

    with pytest.raises(AssertionError), time_machine.travel(START, tick=False) as clock:
        play([("answer", 1, "agree")], clock)


# Time


@pytest.fixture
def group() -> PeerGroup:
    return make_group()


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo("Europe/Paris"))  # type: ignore[arg-type, misc]


def test_fifteen_days_end_with_the_fifteenth_day_where_the_programme_lives(group: PeerGroup) -> None:
    make_participation(group)
    production = make_practice(group)

    with time_machine.travel(at(2018, 10, 20, 9), tick=False):  # the clocks go back on the 28th
        review = make_review(production)
    permits = {}
    for moment in (at(2018, 11, 4, 23, 59, 59), at(2018, 11, 5)):
        with time_machine.travel(moment, tick=False):
            permits[moment] = rule_of(production).permits

    assert review.deadline_at.astimezone(ZoneInfo("Europe/Paris")) == at(2018, 11, 4, 23, 59, 59)
    assert list(permits.values()) == [False, True]


def test_deadline_lives_overseas_too() -> None:
    group = make_group()
    group.programme.time_zone = "Indian/Reunion"
    group.programme.save(update_fields=["time_zone"])
    make_participation(group)

    with time_machine.travel(datetime(2018, 10, 1, 21, tzinfo=UTC), tick=False):  # already the 2nd over there
        review = make_review(make_practice(group))

    assert review.deadline_at == datetime(2018, 10, 17, 23, 59, 59, tzinfo=ZoneInfo("Indian/Reunion"))


def test_silence_is_never_an_agreement(group: PeerGroup) -> None:
    make_participation(group, name="Basile")
    production = make_practice(group)

    with time_machine.travel(at(2018, 10, 1), tick=False):
        make_review(production)
    with time_machine.travel(at(2018, 12, 1), tick=False):
        rule = rule_of(production)

    assert (rule.permits, rule.answered, len(rule.waiting)) == (True, 0, 1)
    assert [reading.answer for reading in rule.readings] == [None]
    assert not Answer.objects.exists()
    with translation.override("en"):
        assert "1 person stays without an answer, which is not an agreement" in rule.deadline_sentence


def test_an_objection_outlives_the_deadline(group: PeerGroup) -> None:
    reader = make_participation(group)
    production = make_practice(group)

    with time_machine.travel(at(2018, 10, 1), tick=False):
        make_review(production)
        say(production, reader, "objection")
    with time_machine.travel(at(2019, 10, 1), tick=False):
        assert not rule_of(production).permits


# Words


def say(production: Production, reader: Participation, choice: str) -> None:
    production.refresh_from_db()
    give_answer(
        production,
        participation=reader,
        choice=choice,
        remark="Parce que.",
        seen=production.head_id,
        client_key=uuid.uuid4(),
    )


def test_rule_is_said_in_words_without_any_percentage(group: PeerGroup) -> None:
    readers = [make_participation(group) for _n in range(14)]
    production = make_practice(group)
    with time_machine.travel(at(2018, 10, 1, 9), tick=False), translation.override("fr"):
        make_review(production)
        silent = rule_of(production)
        for reader in readers[:10]:
            say(production, reader, "agree")
        say(production, readers[10], "objection")
        rule = rule_of(production)
        said = [silent.sentence, rule.sentence, rule.remaining, rule.deadline_sentence]

    assert said == [
        "Personne n’a encore répondu sur 14 personnes invitées à lire, aucun désaccord.",
        "11 personnes sur 14 ont répondu, un désaccord à travailler.",
        "Il reste un désaccord à travailler.",
        "Les réponses sont attendues jusqu’au mardi 16 octobre.",
    ]
    assert not any("%" in sentence for sentence in said)


def test_what_remains_follows_the_life_of_the_practice(group: PeerGroup) -> None:
    reader = make_participation(group, is_facilitator=True)
    young = make_practice(group, sections={"title": "Un titre", "summary": "Une phrase."})
    production = make_practice(group)
    with time_machine.travel(at(2018, 10, 1, 9), tick=False), translation.override("fr"):
        said = [rule_of(young).remaining, rule_of(production).remaining]
        send_to_review(production, by=reader.person, seen=production.head_id)
        said.append(rule_of(production).remaining)
        say(production, reader, "agree")
        said.append(rule_of(production).remaining)
        validate_production(production, by=reader.person, seen=production.head_id)
        said.append(rule_of(production).remaining)

    assert said == [
        "Il reste à compléter\u202f: «\u202fQui, où\u202f», «\u202fComment ça se passe\u202f» et «\u202fCe qui fait que ça marche\u202f».",
        "Elle est assez complète pour que le groupe la lise.",
        "Il reste une réponse à réunir, ou le mardi 16 octobre à attendre.",
        "Il ne reste rien à réunir\u202f: une personne qui anime le groupe peut valider.",
        "Il reste à lui donner sa forme\u202f: sur papier, en vidéo, ou les deux.",
    ]


# Lists


@pytest.mark.parametrize("count", [1, 3])
def test_many_rules_cost_as_many_queries_as_one(django_assert_num_queries: Any, group: PeerGroup, count: int) -> None:
    readers = [make_participation(group) for _n in range(count)]
    productions = [make_practice(group) for _n in range(count)]
    for production in productions:
        make_review(production)
        for reader in readers:
            say(production, reader, "agree")

    with django_assert_num_queries(4):
        rules = rules_of(productions)

    assert [rules[p.pk].answered for p in productions] == [count] * count
