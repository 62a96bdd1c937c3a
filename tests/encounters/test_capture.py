"""Noter ce qui se dit: what is typed is kept once, under its prompt, by whoever may, and nothing else happens."""

import re
import uuid
from typing import Any
from urllib.parse import quote

import pytest
from django.utils import timezone

from encounters.models import Contribution, Meeting
from participants.models import Participation
from tests.factories import make_attendance, make_contribution, make_meeting, make_participation

from .conftest import Room, browser


def typed(room: Room, text: str, *, key: uuid.UUID | None = None, **fields: Any) -> dict[str, Any]:
    return {"prompt": "works", "text": text, "client_key": str(key or uuid.uuid4())} | fields


def texts() -> list[str]:
    return list(Contribution.objects.order_by("created_at", "pk").values_list("text", flat=True))


def slips_in(html: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'<li class="slip[^"]*" id="contribution-(\d+)"', html)]


def test_without_a_script_every_box_of_the_page_is_kept(room: Room) -> None:
    posted = {
        "works-text": "Le même jour.",
        "brakes-text": "Personne ne répond.",
        "brakes-lifting": "Un appel la veille.",
        "story": "Le café",
        "table": "2",
    }

    answer = browser(room.facilitator).post(room.url("noter/ajouter/"), posted)

    assert (answer.status_code, answer["Location"]) == (302, room.url("noter/"))
    kept = Contribution.objects.order_by("prompt__position").values_list(
        "prompt__key", "text", "lifting", "story", "table"
    )
    assert list(kept) == [
        ("works", "Le même jour.", "", "Le café", "2"),
        ("brakes", "Personne ne répond.", "Un appel la veille.", "Le café", "2"),
    ]


def test_the_story_and_the_table_stay_for_the_next_ones_but_not_the_speaker(room: Room) -> None:
    client = browser(room.facilitator)
    speaker = f"person:{room.participant.pk}"

    client.post(room.url("noter/ajouter/"), typed(room, "Un.", story="Le café", table="2", speaker=speaker))

    about = client.get(room.url("noter/")).context["about"]
    assert [about[name].value() for name in ("story", "table", "speaker")] == ["Le café", "2", None]


def test_ten_pasted_lines_make_ten_contributions_once(room: Room) -> None:
    client, key = browser(room.facilitator, script=True), uuid.uuid4()
    lines = "\r\n".join(f"Ligne {n}" + "\r\n  " for n in range(10))

    first = client.post(room.url("noter/ajouter/"), typed(room, lines, key=key))
    again = client.post(room.url("noter/ajouter/"), typed(room, lines, key=key))

    assert (first.status_code, again.status_code) == (201, 200)
    assert texts() == [f"Ligne {n}" for n in range(10)]
    assert slips_in(again.content.decode()) == slips_in(first.content.decode())
    keys = {row.text: row.client_key for row in Contribution.objects.all()}
    assert (keys["Ligne 0"], keys["Ligne 3"]) == (key, uuid.uuid5(key, "3"))


def test_several_lines_stay_one_when_asked(room: Room) -> None:
    browser(room.facilitator).post(room.url("noter/ajouter/"), typed(room, "Un.\nDeux.", keep_as_one="true"))

    assert texts() == ["Un.\nDeux."]


def test_the_same_post_again_is_recognised_even_after_a_correction_and_after_closing(room: Room) -> None:
    client, words = browser(room.participant, by_link=True, script=True), typed(room, "Toujours le vendredi.")
    first = client.post(room.url("noter/ajouter/"), words)
    Contribution.objects.update(text="Toujours le jeudi.", version=2)
    Meeting.objects.update(closed_at=timezone.now())

    again = client.post(room.url("noter/ajouter/"), words)

    assert (first.status_code, again.status_code) == (201, 200)
    assert slips_in(again.content.decode()) == slips_in(first.content.decode())
    assert texts() == ["Toujours le jeudi."]


def test_other_words_under_a_used_key_come_back_with_a_fresh_key(room: Room) -> None:
    client, key = browser(room.facilitator), uuid.uuid4()
    script = browser(room.facilitator, script=True)
    client.post(room.url("noter/ajouter/"), typed(room, "Les premiers mots.", key=key))

    page = client.post(room.url("noter/ajouter/"), {"works-text": "D’autres mots.", "works-client_key": str(key)})
    answer = script.post(room.url("noter/ajouter/"), typed(room, "D’autres mots.", key=key))

    assert (page.status_code, answer.status_code) == (409, 409)
    for html in (page.content.decode(), answer.content.decode()):
        assert "D’autres mots.</textarea>" in html
        assert str(key) not in html
    assert texts() == ["Les premiers mots."]


def test_somebody_elses_key_reveals_nothing(room: Room) -> None:
    key = uuid.uuid4()
    browser(room.other).post(
        room.url("noter/ajouter/", make_meeting(room.other_group)), typed(room, "Notre secret.", key=key)
    )

    answer = browser(room.participant, script=True).post(
        room.url("noter/ajouter/"), typed(room, "Notre secret.", key=key)
    )

    assert answer.status_code == 409
    assert slips_in(answer.content.decode()) == []
    assert texts() == ["Notre secret."]


def test_a_removed_contribution_is_not_brought_back_by_the_same_post(room: Room) -> None:
    client, words = browser(room.facilitator, script=True), typed(room, "À retirer.")
    client.post(room.url("noter/ajouter/"), words)
    row = Contribution.objects.get()
    client.post(room.of(row, "enlever/"), {"version": 1})

    again = client.post(room.url("noter/ajouter/"), words)

    assert again.status_code == 200
    assert Contribution.objects.standing().count() == 0
    client.post(room.of(row, "remettre/"))
    assert Contribution.objects.standing().count() == 1


@pytest.mark.parametrize("who", ["other", "guest"])
def test_another_group_knows_nothing_of_it(room: Room, who: str) -> None:
    said = make_contribution(room.meeting, "Entre nous.", typed_by=room.facilitator.person)
    client = browser(getattr(room, who))

    answers = [client.get(room.url("noter/")), client.post(room.url("noter/ajouter/"), typed(room, "Coucou."))]
    for act in ("modifier/", "deplacer/", "couper/"):
        answers.append(client.get(room.of(said, act)))
    for act in ("enlever/", "remettre/", "modifier/", "deplacer/", "couper/"):
        answers.append(client.post(room.of(said, act), {"version": 1, "text": "Volé."}))

    assert {answer.status_code for answer in answers} == {404}
    assert "Entre nous." not in client.get(room.url()).content.decode()
    said.refresh_from_db()
    assert (texts(), said.version, said.deleted_at) == (["Entre nous."], 1, None)


def test_a_participant_of_the_closed_meeting_gets_the_words_back(room: Room) -> None:
    Meeting.objects.update(closed_at=timezone.now())

    answer = browser(room.participant, by_link=True).post(room.url("noter/ajouter/"), typed(room, "Trop tard ?"))

    assert answer.status_code == 403
    assert "Trop tard ?" in answer.content.decode()
    assert texts() == []


def test_a_facilitator_still_notes_after_closing_but_not_by_a_slip(room: Room) -> None:
    Meeting.objects.update(closed_at=timezone.now())

    by_slip = browser(room.facilitator, by_link=True).post(room.url("noter/ajouter/"), typed(room, "Par billet."))
    signed_in = browser(room.facilitator).post(room.url("noter/ajouter/"), typed(room, "Le soir même."))

    assert (by_slip.status_code, signed_in.status_code) == (403, 302)
    assert texts() == ["Le soir même."]


def test_the_coordination_reads_and_corrects_but_does_not_note(room: Room) -> None:
    said = make_contribution(room.meeting, "On se voit.")
    client = browser(room.coordinator)

    noted = client.post(room.url("noter/ajouter/"), typed(room, "De la coordination."))
    client.post(room.of(said, "modifier/"), {"version": 1, "text": "On se voit souvent."})

    assert (client.get(room.url("noter/")).status_code, noted.status_code) == (403, 403)
    assert texts() == ["On se voit souvent."]


def test_only_those_who_organise_say_who_spoke(room: Room) -> None:
    speaker = f"on_behalf:{room.participant.pk}"

    browser(room.participant).post(room.url("noter/ajouter/"), typed(room, "Refusé.", speaker=speaker))
    browser(room.facilitator).post(room.url("noter/ajouter/"), typed(room, "Gardé.", speaker=speaker))

    assert list(Contribution.objects.values_list("text", "attribution", "attributed_to")) == [
        ("Gardé.", "on_behalf", room.participant.pk)
    ]


def test_nobody_of_another_group_can_be_said_to_have_spoken(room: Room) -> None:
    answer = browser(room.facilitator).post(
        room.url("noter/ajouter/"), typed(room, "Mots gardés.", speaker=f"person:{room.other.pk}")
    )

    assert (answer.status_code, texts()) == (422, [])
    assert "Mots gardés.</textarea>" in answer.content.decode()


def test_who_typed_is_shown_to_nobody(room: Room) -> None:
    typist = make_participation(room.group, name="Théodule Invisible")
    make_contribution(room.meeting, "Sans nom.", typed_by=typist.person)

    for reader in (room.participant, room.coordinator):
        assert "Théodule" not in browser(reader).get(room.url()).content.decode()
    assert "Théodule" not in browser(room.participant).get(room.url("noter/")).content.decode()


HOSTILE = {
    "NUL": ("a\x00b", ["ab"]),
    "half an emoji": ("oui \ud83d non", ["oui ? non"]),
    "right to left": ("\u202eabc\u2066", ["abc"]),
    "decomposed": ("e\u0301te\u0301", ["été"]),
    "nothing but invisible": ("\x00\u202e \n\n", []),
    "markup": ("<script>alert(1)</script>", ["<script>alert(1)</script>"]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_kept_clean_or_dropped(room: Room, name: str) -> None:
    sent, kept = HOSTILE[name]
    client = browser(room.facilitator)

    answer = client.post(
        room.url("noter/ajouter/"),
        f"prompt=works&text={quote(sent, errors='replace')}",
        content_type="application/x-www-form-urlencoded",
    )

    assert (answer.status_code, texts()) == (302, kept)
    assert "<script>alert" not in client.get(room.url("noter/")).content.decode()


@pytest.mark.parametrize("text", ["x" * 1_000_000, "\n".join("y" * 3 for _ in range(250_000))])
def test_a_megabyte_is_refused_in_a_sentence_and_given_back(room: Room, text: str) -> None:
    answer = browser(room.facilitator).post(room.url("noter/ajouter/"), {"works-text": text})

    assert (answer.status_code, texts()) == (422, [])
    assert len(answer.content) > len(text)
    assert b"invalid-feedback" in answer.content


def test_long_words_are_kept_and_offered_for_cutting(room: Room) -> None:
    client, long = browser(room.facilitator), "Une phrase assez longue pour la table. " * 20

    client.post(room.url("noter/ajouter/"), typed(room, long))

    row = Contribution.objects.get()
    assert (row.text, row.is_long) == (long.strip(), True)
    assert room.of(row, "couper/") in client.get(room.url("noter/")).content.decode()


def test_cutting_makes_two_once(room: Room) -> None:
    row = make_contribution(room.meeting, "Un. Deux.", story="Le café", typed_by=room.participant.person)
    client = browser(room.facilitator)
    posted = {"version": 1, "first": "Un.", "second": "Deux.", "client_key": str(uuid.uuid4())}

    answers = [client.post(room.of(row, "couper/"), posted).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert list(Contribution.objects.order_by("pk").values_list("text", "story")) == [
        ("Un.", "Le café"),
        ("Deux.", "Le café"),
    ]


def test_the_second_to_correct_sees_both_texts(room: Room) -> None:
    row = make_contribution(room.meeting, "Au départ.")
    first, second = browser(room.facilitator), browser(room.coordinator)

    first.post(room.of(row, "modifier/"), {"version": 1, "text": "De Farida."})
    answer = second.post(room.of(row, "modifier/"), {"version": 1, "text": "De Colette."})

    assert answer.status_code == 409
    assert "De Farida." in answer.content.decode() and "De Colette.</textarea>" in answer.content.decode()
    assert (texts(), Contribution.objects.get().version) == (["De Farida."], 2)
    second.post(room.of(row, "modifier/"), {"version": 2, "text": "Des deux."})
    assert texts() == ["Des deux."]


def test_removing_what_somebody_has_just_corrected_is_refused(room: Room) -> None:
    row = make_contribution(room.meeting)
    Contribution.objects.update(text="Corrigé.", version=2)

    answer = browser(room.facilitator, script=True).post(room.of(row, "enlever/"), {"version": 1})

    assert (answer.status_code, Contribution.objects.standing().count()) == (409, 1)


def test_what_was_removed_exists_only_for_those_who_could_bring_it_back(room: Room) -> None:
    row = make_contribution(room.meeting, "Retiré.", typed_by=room.facilitator.person, deleted_at=timezone.now())

    answers = [browser(p, script=True).get(room.of(row)).status_code for p in (room.participant, room.facilitator)]

    assert answers == [404, 200]
    assert "Retiré." not in browser(room.participant).get(f"{room.url()}?enleve={row.pk}").content.decode()


def test_correcting_what_somebody_removed_gives_the_words_back(room: Room) -> None:
    row = make_contribution(room.meeting, "Parti.", deleted_at=timezone.now(), version=2)

    answer = browser(room.facilitator).post(room.of(row, "modifier/"), {"version": 1, "text": "Mes mots."})

    assert answer.status_code == 409
    assert "Mes mots.</textarea>" in answer.content.decode()
    assert texts() == ["Parti."]


def test_moving_leaves_one_prompt_for_another(room: Room) -> None:
    row = make_contribution(room.meeting, prompt="works")

    answer = browser(room.facilitator, script=True).post(
        room.of(row, "deplacer/"), {"prompt": room.prompts["tools"].pk}
    )

    assert Contribution.objects.get().prompt.key == "tools"
    assert 'data-hx-swap-oob="afterbegin:#slips-tools"' in answer.content.decode()


def test_a_prompt_of_the_day_is_no_place_for_words_of_the_group(room: Room) -> None:
    row = make_contribution(room.meeting, prompt="works")

    answer = browser(room.facilitator).post(room.of(row, "deplacer/"), {"prompt": room.prompts["day_debate"].pk})

    assert (answer.status_code, Contribution.objects.get().prompt.key) == (422, "works")


@pytest.mark.parametrize(
    ("who", "is_open", "allowed"),
    [
        ("participant", True, True),
        ("participant", False, False),
        ("facilitator", False, True),
        ("coordinator", False, True),
    ],
)
def test_ones_own_words_are_corrected_while_the_meeting_is_open(
    room: Room, who: str, is_open: bool, allowed: bool
) -> None:
    someone: Participation = getattr(room, who)
    row = make_contribution(room.meeting, "Avant.", typed_by=room.participant.person)
    Meeting.objects.update(closed_at=None if is_open else timezone.now())

    answer = browser(someone).post(room.of(row, "modifier/"), {"version": 1, "text": "Après."})

    assert (answer.status_code, texts()) == ((302, ["Après."]) if allowed else (403, ["Avant."]))


def test_somebody_elses_words_are_not_a_participants_to_change(room: Room) -> None:
    row = make_contribution(room.meeting, "De Farida.", typed_by=room.facilitator.person)
    client = browser(room.participant)

    answers = {
        client.post(room.of(row, act), {"version": 1, "text": "x", "prompt": 1}).status_code
        for act in ("modifier/", "deplacer/", "couper/", "enlever/", "remettre/")
    }

    row.refresh_from_db()
    assert (answers, row.text, row.version, row.deleted_at) == ({403}, "De Farida.", 1, None)


def test_debate_notes_are_everyones_once_the_day_has_opened(room: Room) -> None:
    day = make_meeting(programme=room.programme, is_open=False)
    note = {"prompt": "day_question", "text": "Et les parents ?", "client_key": str(uuid.uuid4())}
    client = browser(room.guest, by_link=True)

    before = client.post(room.url("noter/ajouter/", day), note)
    Meeting.objects.filter(pk=day.pk).update(opened_at=timezone.now())
    after = client.post(room.url("noter/ajouter/", day), note)

    assert (before.status_code, after.status_code) == (403, 302)
    assert list(Contribution.objects.values_list("prompt__key", "group")) == [("day_question", None)]
    assert "Et les parents" in browser(room.other).get(room.url("", day)).content.decode()


@pytest.mark.parametrize(("address", "count"), [("noter/", 12), ("", 11), ("presences/", 8)])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(
    room: Room, address: str, count: int, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        someone = make_participation(room.group)
        make_attendance(room.meeting, someone, status="present")
        make_contribution(room.meeting, attribution="person", attributed_to=someone, story="Le café")
    client = browser(room.facilitator)

    with django_assert_num_queries(count):
        client.get(room.url(address))


def test_the_slip_htmx_swaps_is_the_one_the_page_shows(room: Room) -> None:
    row = make_contribution(room.meeting, "Pareil.", story="Le café")
    page = browser(room.facilitator).get(room.url("noter/")).content.decode()

    fragment = browser(room.facilitator, script=True).get(room.of(row)).content.decode()

    assert _slip(fragment).replace(" autofocus", "") == _slip(page)


def _slip(html: str) -> str:
    match = re.search(r'<li class="slip.*?</li>', html, re.DOTALL)
    assert match
    return " ".join(match[0].split())
