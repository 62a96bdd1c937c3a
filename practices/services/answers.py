"""Answering: one voice a person and version, given by themselves or recorded for them, only to words that were seen."""

import uuid
from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.text import clean_text
from participants.models import Participation, Person

from ..models import Answer, Choice, Production, Review, rule_of
from ..tasks import ask_absent, tell_recorded
from .moves import TransitionError, in_turn, take_turn
from .rounds import hold_review

SAYS_WHY = frozenset({Choice.OBJECTION, Choice.REMARK})


class AnswerRefusedError(Exception):
    """This answer cannot be kept; the message is a sentence that says why and what to do."""


@transaction.atomic
def give_answer(
    production: Production,
    *,
    participation: Participation,
    choice: str,
    remark: str = "",
    section: str = "",
    seen: int | None,
    client_key: uuid.UUID,
) -> Answer:
    """The person's own answer to the words they saw; given again it replaces the one before, and the same post changes nothing.

    Raises StaleWordsError when the words have changed, TransitionError when they are no longer being read.
    """
    words = _checked(choice, remark)
    key = _own_key(client_key, production, participation)
    current = take_turn(production)
    if done := _already(key, participation, choice, words, section):
        return done
    round_held = hold_review(current, seen=seen)
    _check_roster(current, participation)
    return _put(round_held, participation, choice, words, section=section, key=key, by=None)


@transaction.atomic
def give_answers(
    seen: Mapping[Production, int], *, participation: Participation, choice: str, client_key: uuid.UUID
) -> list[tuple[Production, str]]:
    """One answer for the lot, to the words that were seen of each; returns those it could not be given to, and why."""
    refused: list[tuple[Production, str]] = []
    for production, version in in_turn(seen):
        try:
            give_answer(production, participation=participation, choice=choice, seen=version, client_key=client_key)
        except (TransitionError, AnswerRefusedError) as reason:
            refused.append((production, str(reason)))
    return refused


@transaction.atomic
def record_answer(
    production: Production,
    *,
    participation: Participation,
    choice: str,
    remark: str = "",
    by: Person,
    seen: int | None,
    client_key: uuid.UUID,
) -> Answer:
    """What somebody said by telephone, on paper or in the room. It never replaces an answer they gave themselves."""
    if participation.person_id == by.pk:
        return give_answer(
            production, participation=participation, choice=choice, remark=remark, seen=seen, client_key=client_key
        )
    words = _checked(choice, remark)
    key = _own_key(client_key, production, participation)
    current = take_turn(production)
    if done := _already(key, participation, choice, words, ""):
        return done
    round_held = hold_review(current, seen=seen)
    _check_roster(current, participation)
    reading = rule_of(current).reading_of(participation)
    if reading is not None and reading.has_spoken:
        raise AnswerRefusedError(
            _("%(name)s has answered: what they said themselves stays.") % {"name": participation.person.name}
        )
    answer = _put(round_held, participation, choice, words, key=key, by=by)
    tell_recorded.enqueue([participation.pk])
    return answer


@transaction.atomic
def record_round(
    seen: Mapping[Production, int], *, present: Collection[Participation], by: Person, client_key: uuid.UUID
) -> int:
    """*Tour de table*: “d'accord” for those present who have no answer standing; the absent are then asked.

    An exception already noted stays. All or nothing: one sheet whose words changed stops the whole act.
    """
    there = {participation.pk for participation in present}
    told: set[int] = set()
    for production, version in in_turn(seen):
        told |= _agree_for(production, there, by=by, seen=version, client_key=client_key)
    if told:
        tell_recorded.enqueue(sorted(told))
    ask_absent.enqueue(sorted(production.pk for production in seen))
    return len(told)


def _agree_for(
    production: Production, there: Collection[int], *, by: Person, seen: int, client_key: uuid.UUID
) -> set[int]:
    current = take_turn(production)
    round_held = hold_review(current, seen=seen)
    silent = [reading.participation for reading in rule_of(current).waiting if reading.participation.pk in there]
    for person in silent:
        key = _own_key(client_key, current, person)
        typist = None if person.person_id == by.pk else by
        _put(round_held, person, Choice.AGREE, "", key=key, by=typist)
    return {person.pk for person in silent if person.person_id != by.pk}


def _checked(choice: str, remark: str) -> str:
    words = clean_text(remark)
    if choice not in Choice.values:
        raise AnswerRefusedError(_("Please choose one of the four answers."))
    if choice in SAYS_WHY and not words:
        raise AnswerRefusedError(_("Please say why, in a few words: the group will work on it."))
    return words if choice in SAYS_WHY else ""


def _check_roster(production: Production, participation: Participation) -> None:
    if not Participation.objects.roster_of(production.group).filter(pk=participation.pk).exists():
        raise AnswerRefusedError(_("Only the people of the group answer here."))


def _own_key(key: uuid.UUID, production: Production, participation: Participation) -> uuid.UUID:
    """The key of this post for this sheet and this person: a lot makes one each, and nobody meets another's."""
    return uuid.uuid5(key, f"{production.pk} {participation.pk}")


def _already(key: uuid.UUID, participation: Participation, choice: str, words: str, section: str) -> Answer | None:
    """The answer this very post has made; the same key with another answer is a change of mind, kept as such."""
    same = Answer.objects.filter(client_key=key, participation=participation)
    return same.filter(choice=choice, remark=words, section=section).first()


def _put(
    round_held: Review,
    participation: Participation,
    choice: str,
    words: str,
    *,
    section: str = "",
    key: uuid.UUID,
    by: Person | None,
) -> Answer:
    """One voice a person and version: the one before is kept, superseded."""
    given = Answer.objects.filter(production=round_held.production_id, participation=participation)
    given.current().filter(revision=round_held.revision_id).update(superseded_at=timezone.now())
    return Answer.objects.create(
        production_id=round_held.production_id,
        revision_id=round_held.revision_id,
        participation=participation,
        choice=choice,
        remark=words,
        section=section,
        recorded_by=by,
        is_recorded=by is not None,
        client_key=uuid.uuid4() if given.filter(client_key=key).exists() else key,
    )
