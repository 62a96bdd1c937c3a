"""Saves are versions: different sections merge, the same section asks, a repeat changes nothing, nothing typed is lost."""

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from participants.models import Person
from practices.models import Production, ProductionStatus, Revision, SectionError, StatusChange
from practices.services import writing
from practices.services.writing import EditConflictError, write_sections
from tests.factories import make_organisation, make_person, make_practice, make_review, make_validated_practice
from tests.practices.writers import make_team

EDITORS, ROUNDS = 8, 15


def write(
    production: Production, by: Person, seen: int | None, key: uuid.UUID | None = None, **changes: Any
) -> Revision:
    return write_sections(production, changes, by=by, seen=seen, client_key=key or uuid.uuid4())


@pytest.mark.django_db
def test_two_people_on_different_sections_lose_nothing() -> None:
    practice = make_practice(make_team().group)
    seen = practice.head_id

    write(practice, make_person(), seen, summary="Une phrase d’Ana.")
    write(practice, make_person(), seen, origin="Une origine de Bob.")

    practice.refresh_from_db()
    assert (practice.sections["summary"], practice.sections["origin"]) == ("Une phrase d’Ana.", "Une origine de Bob.")
    assert [r.number for r in practice.revisions.all()] == [1, 2, 3]
    assert practice.head and practice.head.changed_sections == ["origin"]


@pytest.mark.django_db
def test_the_same_section_changed_twice_asks_and_writes_nothing() -> None:
    practice = make_practice(make_team().group)
    seen = practice.head_id
    write(practice, make_person(), seen, summary="La première.")

    with pytest.raises(EditConflictError) as conflict:
        write(practice, make_person(), seen, summary="La seconde.")

    assert (conflict.value.theirs, conflict.value.mine) == ("La première.", "La seconde.")
    practice.refresh_from_db()
    assert practice.sections["summary"] == "La première."
    assert practice.revisions.count() == 2


@pytest.mark.django_db
def test_the_same_words_typed_twice_are_no_dispute() -> None:
    practice = make_practice(make_team().group)
    seen = practice.head_id
    write(practice, make_person(), seen, summary="Pareil.")

    write(practice, make_person(), seen, summary="Pareil.")

    assert practice.revisions.count() == 2


@pytest.mark.django_db
def test_a_repeat_under_the_same_key_gives_the_same_version() -> None:
    practice, ana, key = make_practice(make_team().group), make_person(), uuid.uuid4()
    seen = practice.head_id

    first = write(practice, ana, seen, key, summary="Une fois.")
    again = write(practice, ana, seen, key, summary="Une fois.")

    assert first.pk == again.pk
    assert practice.revisions.count() == 2


@pytest.mark.django_db
def test_other_words_under_a_used_key_are_a_new_save() -> None:
    """The page was kept open, or "back" was pressed: the second text must not vanish behind the first."""
    practice, ana, key = make_practice(make_team().group), make_person(), uuid.uuid4()
    first = write(practice, ana, practice.head_id, key, summary="Une fois.")

    second = write(practice, ana, first.pk, key, summary="Une autre fois.")

    practice.refresh_from_db()
    assert second.pk != first.pk
    assert practice.sections["summary"] == "Une autre fois."


@pytest.mark.django_db
def test_somebody_elses_key_gives_nothing_of_theirs() -> None:
    practice, other, key = make_practice(make_team().group), make_practice(make_team().group), uuid.uuid4()
    theirs = write(other, make_person(), other.head_id, key, summary="Leur secret.")

    mine = write(practice, make_person(), practice.head_id, key, summary="Le mien.")

    assert (mine.production_id, mine.sections["summary"]) == (practice.pk, "Le mien.")
    assert mine.client_key != theirs.client_key


@pytest.mark.django_db
def test_nothing_changed_makes_no_version() -> None:
    practice = make_practice(make_team().group)

    write(
        practice, make_person(), practice.head_id, summary=practice.sections["summary"], link=practice.sections["link"]
    )
    write(practice, make_person(), practice.head_id, video={"url": "", "transcript": "  "})

    assert practice.revisions.count() == 1


@pytest.mark.django_db
def test_a_title_alone_is_gathered_and_the_first_words_begin_to_complete_it() -> None:
    practice = make_practice(make_team().group, sections={"title": "Le café"})
    assert practice.status == ProductionStatus.GATHERED

    write(practice, make_person(), practice.head_id, summary="Un café.")

    practice.refresh_from_db()
    assert practice.status == ProductionStatus.TO_COMPLETE
    assert StatusChange.objects.get(production=practice).revision_id == practice.head_id


@pytest.mark.django_db
def test_a_change_of_words_reopens_what_was_validated_and_a_correction_of_form_does_not() -> None:
    reopened, corrected = make_validated_practice(make_team().group), make_validated_practice(make_team().group)

    write(reopened, make_person(), reopened.head_id, summary="D’autres mots.")
    write_sections(
        corrected,
        {"summary": "Une virgule, ici."},
        by=make_person(),
        seen=corrected.head_id,
        client_key=uuid.uuid4(),
        is_form_correction=True,
    )

    reopened.refresh_from_db()
    corrected.refresh_from_db()
    assert reopened.status == ProductionStatus.IN_REVIEW
    assert (corrected.status, corrected.validated_revision_id) == (ProductionStatus.VALIDATED, corrected.head_id)


@pytest.mark.django_db
def test_new_words_while_it_is_read_open_a_new_reading_of_them() -> None:
    practice = make_practice(make_team().group)
    review = make_review(practice)

    write(practice, make_person(), practice.head_id, summary="D’autres mots.")

    practice.refresh_from_db()
    review.refresh_from_db()
    current = practice.reviews.get(closed_at__isnull=True)
    assert review.closed_at is not None
    assert (current.revision_id, current.readers.count()) == (practice.head_id, 2)


@pytest.mark.django_db
def test_a_version_shows_no_file_of_another_production() -> None:
    practice = make_practice(make_team().group)

    with pytest.raises(SectionError):
        write(practice, make_person(), practice.head_id, pictures=[{"picture": 987, "alt": "Une image"}])

    assert practice.revisions.count() == 1


@pytest.mark.django_db
def test_only_the_programmes_organisations_are_indexed() -> None:
    practice = make_practice(make_team().group)
    own, foreign = make_organisation(practice.programme), make_organisation(make_team().group.programme)
    who = {"organisations": [{"id": o.pk, "name": o.name, "role": "acting"} for o in (own, foreign)], "place": "Ici"}

    write(practice, make_person(), practice.head_id, who=who)

    assert [c.organisation_id for c in practice.cited_organisations.all()] == [own.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", " JAVASCRIPT:x"])
def test_an_address_that_could_run_is_refused(address: str) -> None:
    practice = make_practice(make_team().group)

    with pytest.raises(SectionError):
        write(practice, make_person(), practice.head_id, tools=[{"label": "Une fiche", "kind": "link", "url": address}])


HOSTILE = [
    "\x00\x01nul",
    "\ud800seul",
    "\u202erenversé",
    "e\u0301te\u0301",
    "😀" * 50,
    "<script>alert(1)</script>",
    "=1+1",
]


@pytest.mark.django_db
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_stored_clean_or_as_it_is(text: str) -> None:
    practice = make_practice(make_team().group)

    revision = write(practice, make_person(), practice.head_id, summary=text, levers=[text])

    revision.refresh_from_db()
    assert revision.sections["levers"] == [revision.sections["summary"]]
    assert not set("\x00\x01\ud800\u202e") & set(revision.sections["summary"])


def race(act: Callable[[int], None]) -> None:
    """Eight people at once, each on a connection of their own."""
    barrier = threading.Barrier(EDITORS)

    def run(number: int) -> None:
        try:
            barrier.wait()
            act(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(EDITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def one_round(practice: Production, editors: list[Person], number: int) -> tuple[list[int], list[str]]:
    seen = Production.objects.get(pk=practice.pk).head_id
    won: list[int] = []
    lost: list[str] = []

    def edit(editor: int) -> None:
        text = f"Tour {number}, texte de {editor}."
        try:
            won.append(write(practice, editors[editor], seen, summary=text).pk)
        except EditConflictError as conflict:
            lost.append(conflict.mine)

    race(edit)
    return won, lost


@pytest.mark.django_db(transaction=True)
def test_eight_editors_fifteen_rounds_one_winner_each_and_every_loser_keeps_their_text() -> None:
    practice = make_practice(make_team().group)
    editors = [make_person() for _ in range(EDITORS)]

    for number in range(ROUNDS):
        won, lost = one_round(practice, editors, number)
        assert (len(won), len(set(lost))) == (1, EDITORS - 1)

    numbers = list(practice.revisions.values_list("number", flat=True))
    assert numbers == list(range(1, ROUNDS + 2))


@pytest.mark.django_db(transaction=True)
def test_negative_control_without_the_comparison_the_last_one_overwrites(monkeypatch: pytest.MonkeyPatch) -> None:
    practice = make_practice(make_team().group)
    editors = [make_person() for _ in range(EDITORS)]
    monkeypatch.setattr(writing, "_check_conflicts", lambda *args: None)

    won, lost = one_round(practice, editors, 0)

    assert (len(won), lost) == (EDITORS, [])


@pytest.mark.django_db(transaction=True)
def test_eight_editors_of_eight_sections_all_stand() -> None:
    practice = make_practice(make_team().group)
    editors = [make_person() for _ in range(EDITORS)]
    keys = ["means", "enablers", "levers", "advice", "open_questions", "origin", "summary", "title"]
    seen = practice.head_id

    def edit(editor: int) -> None:
        text = f"Mots de {editor}"
        write(
            practice,
            editors[editor],
            seen,
            **{keys[editor]: text if keys[editor] in {"origin", "summary", "title"} else [text]},
        )

    race(edit)

    practice.refresh_from_db()
    said = {key: practice.sections[key] for key in keys}
    assert {v if isinstance(v, str) else v[0] for v in said.values()} == {f"Mots de {n}" for n in range(EDITORS)}


@pytest.mark.django_db(transaction=True)
def test_one_key_sent_by_eight_hands_is_one_version() -> None:
    practice, ana, key = make_practice(make_team().group), make_person(), uuid.uuid4()
    seen = practice.head_id
    made: list[int] = []

    race(lambda _: made.append(write(practice, ana, seen, key, summary="Une fois.").pk))

    assert len(set(made)) == 1
    assert practice.revisions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_refused_save_leaves_no_row_behind() -> None:
    practice = make_practice(make_team().group)
    before = Revision.objects.count()

    with pytest.raises(SectionError), transaction.atomic():
        write(practice, make_person(), practice.head_id, summary="x" * 300)

    assert Revision.objects.count() == before


@pytest.mark.django_db
def test_a_new_film_is_never_a_correction_of_form() -> None:
    practice = make_validated_practice(make_team().group)
    film = {"url": "https://videos.exemple.fr/1", "caption": "Le café du vendredi"}

    with pytest.raises(SectionError):
        write_sections(
            practice,
            {"video": film},
            by=make_person(),
            seen=practice.head_id,
            client_key=uuid.uuid4(),
            is_form_correction=True,
        )

    practice.refresh_from_db()
    assert (practice.status, practice.revisions.count()) == (ProductionStatus.VALIDATED, 1)
    assert write(practice, make_person(), practice.head_id, video=film).is_form_correction is False
