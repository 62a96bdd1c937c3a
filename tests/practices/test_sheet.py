"""The sheet: read by whom it may be, written in place without losing a word, fed by what was said."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from encounters.models import Stage
from participants.models import PeerGroup, PickListItem, Strength
from practices.models import (
    PRACTICE_SECTIONS,
    SYNTHESIS_SECTIONS,
    Production,
    ProductionStatus,
    SectionError,
    UsedContribution,
    check_section,
    section_labels,
)
from practices.services.grouping import feed_production
from practices.services.productions import ensure_synthesis
from practices.services.writing import write_sections
from tests.factories import (
    make_contribution,
    make_meeting,
    make_organisation,
    make_participation,
    make_practice,
    make_review,
    make_synthesis,
    make_validated_practice,
)
from tests.practices.writers import Team, client_of, make_coordinator, make_guest, make_team
from tests.practices.writing_checks import queries

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def sheet(production: Production, section: str = "") -> str:
    return f"/p/{production.programme.slug}/pratiques/{production.pk}/" + (f"{section}/modifier/" if section else "")


def save(client: Client, production: Production, section: str, *, seen: int | None = None, **typed: Any) -> Any:
    seen = production.head_id if seen is None else seen
    base = {"seen": seen or "", "client_key": str(uuid.uuid4())}
    headers = typed.pop("headers", {})
    return client.post(sheet(production, section), {**base, **typed}, headers=headers)


def said(production: Production, section: str) -> Any:
    production.refresh_from_db()
    return production.sections.get(section)


def group_beside(group: PeerGroup) -> PeerGroup:
    return PeerGroup.objects.create(programme=group.programme, name="Le groupe d’à côté", shape="diamond")


# What the labels promise is what the sections hold


@pytest.mark.parametrize(("kind", "checks"), [("practice", PRACTICE_SECTIONS), ("synthesis", SYNTHESIS_SECTIONS)])
def test_every_section_has_a_label_in_the_order_of_the_sheet(kind: str, checks: dict[str, Any]) -> None:
    assert list(section_labels(kind)) == list(checks)


@pytest.mark.parametrize("kind", ["practice", "synthesis"])
def test_the_limits_shown_are_the_limits_kept(kind: str) -> None:
    for key, label in section_labels(kind).items():
        if label.limit:
            assert check_section(kind, key, "x" * label.limit) == "x" * label.limit
            with pytest.raises(SectionError):
                check_section(kind, key, "x" * (label.limit + 1))
        if label.most and key != "who":
            item = {
                "steps": "text",
                "effects": "text",
                "quotes": "text",
                "tools": "label",
                "pictures": "alt",
                "brakes": "brake",
            }
            plain = kind == "synthesis" and key != "quotes"
            one = "un" if plain or key not in item else {item[key]: "un"}
            assert len(check_section(kind, key, [one] * label.most)) == label.most
            with pytest.raises(SectionError):
                check_section(kind, key, [one] * (label.most + 1))


# Writing, without JavaScript


TYPED: dict[str, tuple[dict[str, Any], Any]] = {
    "title": ({"text": "Un autre titre"}, "Un autre titre"),
    "summary": ({"text": "Une phrase."}, "Une phrase."),
    "origin": ({"text": "Il manquait\nun lieu."}, "Il manquait\nun lieu."),
    "link": (
        {"object": "clas", "form": "regular", "frequency": "weekly", "quality": "On se parle."},
        {"object": "clas", "form": "regular", "frequency": "weekly", "quality": "On se parle."},
    ),
    "steps": (
        {"0-text": "On ouvre.", "0-who": "L’école", "2-text": "On ferme."},
        [{"text": "On ouvre.", "who": "L’école"}, {"text": "On ferme.", "who": ""}],
    ),
    "means": ({"0-text": "Une salle.", "7-text": "Du café."}, ["Une salle.", "Du café."]),
    "enablers": ({"3-text": "Le même trottoir."}, ["Le même trottoir."]),
    "levers": ({"0-text": "Le même jour."}, ["Le même jour."]),
    "brakes": (
        {"0-brake": "Le temps.", "0-answer": "Vingt minutes.", "0-is_lifted": "on", "1-brake": "La peur."},
        [
            {"brake": "Le temps.", "answer": "Vingt minutes.", "is_lifted": True},
            {"brake": "La peur.", "answer": "", "is_lifted": False},
        ],
    ),
    "effects": (
        {"0-audience": "teams", "0-text": "On se connaît.", "1-audience": "parents"},
        [{"audience": "teams", "text": "On se connaît."}],
    ),
    "tools": (
        {"0-label": "La fiche", "0-url": "exemple.fr/fiche", "1-label": "Le cahier"},
        [
            {"label": "La fiche", "kind": "link", "url": "https://exemple.fr/fiche", "file": None},
            {"label": "Le cahier", "kind": "request", "url": "", "file": None},
        ],
    ),
    "advice": ({"0-text": "Commencer petit."}, ["Commencer petit."]),
    "quotes": ({"0-text": "On y va.", "0-function": "une mère"}, [{"text": "On y va.", "function": "une mère"}]),
    "open_questions": ({"0-text": "Et le lycée ?"}, ["Et le lycée ?"]),
    "contact": (
        {"organisation": "Le centre", "function": "Accueil", "email": "a@exemple.fr"},
        {"organisation": "Le centre", "function": "Accueil", "email": "a@exemple.fr"},
    ),
    "video": (
        {"url": "https://video.example/1", "caption": "Le café", "transcript": "Bonjour.", "stands_for_sheet": "on"},
        {
            "url": "https://video.example/1",
            "still": None,
            "caption": "Le café",
            "transcript": "Bonjour.",
            "stands_for_sheet": True,
        },
    ),
}


@pytest.mark.parametrize("section", TYPED)
def test_each_section_is_written_read_again_and_shown_in_its_form(section: str) -> None:
    team = make_team()
    for pick_list, key in (("object", "clas"), ("form", "regular"), ("frequency", "weekly")):
        PickListItem.objects.create(programme=team.group.programme, list=pick_list, key=key, label=f"le {key}")
    practice, client = make_practice(team.group), client_of(team.facilitator)
    typed, stored = TYPED[section]

    answer = save(client, practice, section, **typed)

    assert (answer.status_code, answer.url) == (302, f"{sheet(practice)}#{section}")
    assert said(practice, section) == stored
    form = client.get(sheet(practice, section)).context["form"]
    assert form.typed() == stored or section == "tools"
    again = save(client, practice, section, **typed)
    assert (again.status_code, practice.revisions.count()) == (302, 2)
    assert client.get(sheet(practice)).status_code == 200


def test_organisations_are_recognised_by_name_and_others_kept_as_typed() -> None:
    team = make_team()
    known = make_organisation(team.group.programme, "Centre social L’Étoupe")
    make_organisation(make_team().group.programme, "Collège d’ailleurs")
    practice = make_practice(team.group)

    save(
        client_of(team.facilitator),
        practice,
        "who",
        **{
            "0-name": "centre social l'étoupe",
            "0-role": "acting",
            "1-name": "Collège d’ailleurs",
            "1-role": "named",
            "place": "Valombrée",
            "audience": "Les parents",
        },
    )

    assert said(practice, "who") == {
        "organisations": [
            {"id": known.pk, "name": "Centre social L’Étoupe", "role": "acting"},
            {"id": None, "name": "Collège d’ailleurs", "role": "named"},
        ],
        "place": "Valombrée",
        "territory_type": "",
        "audience": "Les parents",
        "since": "",
    }
    assert [c.organisation_id for c in practice.cited_organisations.all()] == [known.pk]


REFUSED: dict[str, tuple[str, dict[str, str], str]] = {
    "too long": ("summary", {"text": "x" * 201}, "201"),
    "no title": ("title", {"text": "  "}, "titre"),
    "not an address": ("tools", {"0-label": "A", "0-url": "javascript:alert(1)"}, "https://"),
    "not a mailbox": ("contact", {"email": "personne"}, "accueil@exemple.fr"),
    "a nameless tool": ("tools", {"0-url": "https://exemple.fr"}, "outil"),
    "one step too many": ("steps", {f"{n}-text": f"Étape {n}" for n in range(7)}, "7"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_is_a_sentence_and_keeps_what_was_typed(case: str) -> None:
    section, typed, words = REFUSED[case]
    team = make_team()
    practice = make_practice(team.group)
    before = practice.revisions.count()

    answer = save(client_of(team.facilitator), practice, section, **typed)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    for value in typed.values():
        assert value.strip() in html
    assert practice.revisions.count() == before


def test_the_same_section_written_by_two_shows_both_texts_and_then_asks() -> None:
    team = make_team()
    practice = make_practice(team.group)
    seen, client = practice.head_id, client_of(team.facilitator)
    write_sections(
        practice, {"levers": ["Les mots de Bob."]}, by=team.member.person, seen=seen, client_key=uuid.uuid4()
    )

    disputed = save(client, practice, "levers", seen=seen, **{"0-text": "Les mots d’Ana.", "1-text": "Encore Ana."})

    html = disputed.content.decode()
    assert disputed.status_code == 409
    assert "Les mots de Bob." in html and html.count("Encore Ana.") == 2
    assert said(practice, "levers") == ["Les mots de Bob."]
    decided = save(client, practice, "levers", seen=disputed.context["seen"], **{"0-text": "Les mots d’Ana."})
    assert decided.status_code == 302
    assert said(practice, "levers") == ["Les mots d’Ana."]


def test_different_sections_written_by_two_merge() -> None:
    team = make_team()
    practice = make_practice(team.group)
    seen, client = practice.head_id, client_of(team.facilitator)

    save(client, practice, "summary", seen=seen, text="Une phrase.")
    second = save(client, practice, "origin", seen=seen, text="Une origine.")

    assert second.status_code == 302
    assert (said(practice, "summary"), said(practice, "origin")) == ("Une phrase.", "Une origine.")


# Inserting what was said


def fed_practice(team: Team, **fields: Any) -> tuple[Production, Any]:
    practice = make_practice(team.group)
    word = make_contribution(team.meeting, "Le même jour, toujours.", **fields)
    feed_production(practice, [word], by=team.facilitator.person)
    return practice, word


def test_inserting_adds_the_words_without_saving_and_saving_keeps_the_thread() -> None:
    team = make_team()
    practice, word = fed_practice(team)
    client = client_of(team.facilitator)

    opened = client.get(f"{sheet(practice, 'levers')}?insert={word.pk}")
    assert "Le même jour, toujours." in opened.context["form"].typed()
    assert (opened.context["used"], practice.revisions.count()) == ([word.pk], 1)

    save(client, practice, "levers", used=word.pk, **{"0-text": "Le même jour, toujours."})
    use = UsedContribution.objects.get()
    assert (use.contribution_id, use.section, use.revision_id) == (
        word.pk,
        "levers",
        practice.revisions.get(number=2).pk,
    )
    assert "reprise dans la version 2" in client.get(sheet(practice)).content.decode()


def test_inserting_while_writing_keeps_everything_typed() -> None:
    team = make_team()
    practice, word = fed_practice(team, prompt="brakes", lifting="Vingt minutes.")
    typed = {"0-brake": "Déjà tapé, trop long " + "x" * 600, "3-brake": "Aussi tapé."}

    answer = save(client_of(team.facilitator), practice, "brakes", insert=word.pk, **typed)

    rows = answer.context["form"].typed()
    assert [row["brake"] for row in rows] == [typed["0-brake"], "Aussi tapé.", "Le même jour, toujours."]
    assert rows[2]["answer"] == "Vingt minutes."
    assert practice.revisions.count() == 1


def test_only_words_grouped_into_this_practice_can_be_inserted_or_used() -> None:
    team, theirs = make_team(), make_team()
    practice, _ = fed_practice(team)
    loose = make_contribution(team.meeting, "Sur la pile.")
    foreign = make_contribution(theirs.meeting, "Secret de l’autre groupe.")
    client = client_of(team.facilitator)

    for word in (loose, foreign):
        assert word.text not in client.get(f"{sheet(practice, 'levers')}?insert={word.pk}").content.decode()
        save(client, practice, "levers", used=word.pk, **{"0-text": f"Mots {word.pk}"})
        practice.refresh_from_db()

    assert not UsedContribution.objects.exists()


def test_spring_and_autumn_words_are_told_apart_in_words() -> None:
    team = make_team()
    practice, _ = fed_practice(team)
    autumn = make_meeting(team.group, stage=Stage.AUTUMN)
    feed_production(practice, [make_contribution(autumn, "À l’automne.")], by=team.facilitator.person)

    html = client_of(team.facilitator).get(sheet(practice)).content.decode()

    assert "rencontre de printemps" in html and "rencontre d’automne" in html


def test_the_synthesis_is_made_once_and_fed_by_everything_its_group_said() -> None:
    team, theirs = make_team(), make_team()
    word = make_contribution(team.meeting, "Un lieu à soi.", prompt="favours")
    make_contribution(theirs.meeting, "Secret de l’autre groupe.", prompt="favours")
    client = client_of(team.facilitator)
    address = f"{team.base}/groupes/{team.group.pk}/ce-quon-retient/"

    first, second = client.post(address), client.post(address)
    synthesis = ensure_synthesis(team.group, by=team.facilitator.person)
    html = client.get(first.url).content.decode()
    save(client, synthesis, "favours", used=word.pk, **{"0-text": "Un lieu à soi."})

    assert first.url == second.url == sheet(synthesis)
    assert "Un lieu à soi." in html and "Secret" not in html
    assert said(synthesis, "favours") == ["Un lieu à soi."]
    assert UsedContribution.objects.get().section == "favours"
    assert client_of(team.member).post(address).status_code == 403


# Who reads, who writes


def test_who_reads_a_practice_being_written_and_who_writes_it() -> None:
    team = make_team()
    practice, _ = fed_practice(team)
    leader = make_participation(team.group)
    Production.objects.filter(pk=practice.pk).update(led_by=leader)
    beside = make_participation(group_beside(team.group), is_facilitator=True)
    expected = {
        "facilitator": (client_of(team.facilitator), 200, 200),
        "facilitator by link": (client_of(team.facilitator, Strength.LINK), 200, 403),
        "member": (client_of(team.member), 200, 403),
        "leader by link": (client_of(leader, Strength.LINK), 200, 200),
        "coordinator": (client_of(make_coordinator(team.group)), 200, 200),
        "group beside": (client_of(beside), 404, 404),
        "guest": (client_of(make_guest(team.group)), 404, 404),
        "another programme": (client_of(make_team().facilitator), 404, 404),
    }

    for who, (client, reads, writes) in expected.items():
        assert (who, client.get(sheet(practice)).status_code) == (who, reads)
        assert (who, client.get(f"{sheet(practice)}versions/").status_code) == (who, reads)
        assert (who, client.get(f"{sheet(practice)}versions/1/").status_code) == (who, reads)
        assert (who, client.get(sheet(practice, "levers")).status_code) == (who, writes)
        before = practice.revisions.count()
        posted = save(client, practice, "levers", **{"0-text": f"Mots de {who}."})
        assert (who, posted.status_code in {302, 409}) == (who, writes == 200)
        assert (practice.revisions.count() > before) == (writes == 200)
        practice.refresh_from_db()


def handed_on(team: Team) -> Production:
    """Validated, with a kitchen that could leak: raw words, an earlier version, a leader."""
    practice = make_validated_practice(team.group)
    word = make_contribution(team.meeting, "MOT BRUT")
    feed_production(practice, [word], by=team.facilitator.person)
    Production.objects.filter(pk=practice.pk).update(led_by=team.member)
    return practice


def test_after_the_opening_others_read_the_validated_words_and_nothing_of_the_kitchen() -> None:
    team = make_team()
    practice, unfinished = handed_on(team), make_practice(team.group)
    readers = [
        client_of(make_participation(group_beside(team.group), is_facilitator=True)),
        client_of(make_guest(team.group)),
    ]
    assert [reader.get(sheet(practice)).status_code for reader in readers] == [404, 404]

    make_meeting(programme=team.group.programme)

    for reader in readers:
        html = reader.get(sheet(practice)).content.decode()
        assert "Chaque vendredi, un café devant la maternelle." in html
        for kitchen in ("MOT BRUT", "/modifier/", "/versions/", team.member.person.name, "omplété"):
            assert kitchen not in html
        assert reader.get(sheet(unfinished)).status_code == 404
        assert reader.get(f"{sheet(practice)}versions/").status_code == 404
        assert reader.get(f"{sheet(practice)}levers/", headers=HTMX).status_code == 403
        assert reader.get(sheet(practice, "levers")).status_code == 403


def test_the_acting_partner_reads_it_once_validated_before_the_opening() -> None:
    team = make_team()
    partner = make_organisation(team.group.programme, "Collège partenaire")
    person = make_participation(group_beside(team.group), organisation=partner)
    practice = make_practice(team.group)
    who = {"organisations": [{"id": partner.pk, "name": partner.name, "role": "acting"}], "place": "Ici"}
    write_sections(practice, {"who": who}, by=team.facilitator.person, seen=practice.head_id, client_key=uuid.uuid4())
    practice.refresh_from_db()
    client = client_of(person)
    assert client.get(sheet(practice)).status_code == 404

    Production.objects.filter(pk=practice.pk).update(
        status=ProductionStatus.VALIDATED, validated_at=timezone.now(), validated_revision=practice.head
    )

    assert client.get(sheet(practice)).status_code == 200
    assert practice.title in client.get(f"{team.base}/pratiques/").content.decode()


def test_the_list_shows_each_reader_what_they_may_read() -> None:
    team = make_team()
    handed_on(team)
    make_practice(team.group, sections={"title": "Encore en cuisine"})
    other = client_of(make_participation(group_beside(team.group)))
    address = f"{team.base}/pratiques/"

    def titles(client: Client) -> list[str]:
        return [card["production"].title for card in client.get(address).context["cards"]]

    assert titles(client_of(team.member)) == ["Encore en cuisine", "Le café du vendredi"]
    assert titles(other) == []
    make_meeting(programme=team.group.programme)
    assert titles(other) == ["Le café du vendredi"]
    html = other.get(address).content.decode()
    assert "la nourrit" not in html and team.member.person.name not in html
    assert "la nourrit" in client_of(team.member).get(address).content.decode()


def test_a_correction_of_form_is_offered_and_believed_only_where_it_may_be() -> None:
    team = make_team()
    leader = make_participation(team.group)
    practice = make_practice(team.group, led_by=leader)
    assert "is_form_correction" not in client_of(team.facilitator).get(sheet(practice, "summary")).content.decode()
    make_review(practice)

    offered = client_of(team.facilitator).get(sheet(practice, "summary")).content.decode()
    save(client_of(leader), practice, "summary", text="Le porteur change.", is_form_correction="on")
    practice.refresh_from_db()
    by_leader = practice.head.is_form_correction
    save(client_of(team.facilitator), practice, "summary", text="Le porteur change !", is_form_correction="on")
    practice.refresh_from_db()

    assert "is_form_correction" in offered
    assert (by_leader, practice.head.is_form_correction) == (False, True)


def test_who_leads_is_chosen_on_the_groups_roster() -> None:
    team = make_team()
    practice, stranger = make_practice(team.group), make_participation(group_beside(team.group))
    client = client_of(team.facilitator)

    client.post(f"{sheet(practice)}porter/", {"led_by": team.member.pk})
    practice.refresh_from_db()
    assert practice.led_by_id == team.member.pk
    client.post(f"{sheet(practice)}porter/", {"led_by": stranger.pk})
    practice.refresh_from_db()
    assert practice.led_by_id == team.member.pk
    client.post(f"{sheet(practice)}porter/", {"led_by": ""})
    practice.refresh_from_db()
    assert practice.led_by_id is None
    assert client_of(team.member).post(f"{sheet(practice)}porter/", {"led_by": team.member.pk}).status_code == 403


def test_a_practice_begins_with_a_title_and_a_repeat_makes_no_other() -> None:
    team, key = make_team(), str(uuid.uuid4())
    address, client = f"{team.base}/groupes/{team.group.pk}/pratiques/nouvelle/", client_of(team.facilitator)

    answers = [client.post(address, {"title": "Le café", "client_key": key}) for _ in range(2)]

    practice = Production.objects.get()
    assert {a.url for a in answers} == {sheet(practice)}
    assert (practice.status, practice.told_in_id) == (ProductionStatus.GATHERED, team.meeting.pk)
    assert client.post(address, {"title": " "}).status_code == 200
    assert client_of(team.member).post(address, {"title": "Non"}).status_code == 403
    assert Production.objects.count() == 1


# Pages and their cost


def test_the_swapped_section_is_the_section_of_the_page() -> None:
    team = make_team()
    practice, _ = fed_practice(team)
    client = client_of(team.facilitator)

    swapped = save(client, practice, "levers", headers=HTMX, **{"0-text": "Le même jour."}).content.decode()
    page = client.get(sheet(practice)).content.decode()

    def section(html: str) -> str:
        found = re.search(r'<section id="levers".*?</section>', html, re.DOTALL)
        assert found
        return re.sub(r"\s+autofocus", "", found[0])

    assert section(swapped) == section(page)
    assert 'id="sheet-state" class="sheet-state" data-hx-swap-oob="true"' in swapped
    assert "version 2" in swapped


def test_an_unknown_section_is_no_address() -> None:
    team = make_team()
    practice, synthesis = make_practice(team.group), make_synthesis(team.group)
    client = client_of(team.facilitator)

    assert client.get(sheet(practice, "secrets")).status_code == 404
    assert client.get(sheet(practice, "favours")).status_code == 404
    assert client.get(sheet(synthesis, "levers")).status_code == 404


def test_versions_say_who_when_where_and_what_changed() -> None:
    team = make_team()
    practice = make_practice(team.group)
    save(client_of(team.facilitator), practice, "summary", text="Chaque lundi, un café devant la maternelle.")

    listed = client_of(team.member).get(f"{sheet(practice)}versions/").content.decode()
    one = client_of(team.member).get(f"{sheet(practice)}versions/2/").content.decode()

    assert team.facilitator.person.name in listed and "rencontre de printemps" in listed and "En une phrase" in listed
    assert "<del>vendredi, </del><ins>lundi, </ins>" in one
    assert client_of(team.member).get(f"{sheet(practice)}versions/3/").status_code == 404


def test_pages_cost_the_same_with_one_and_three() -> None:
    counts = []
    for size in (1, 3):
        team = make_team()
        for _ in range(size):
            practice, _ = fed_practice(team, attributed_to=team.member, attribution="person")
            make_validated_practice(team.group, led_by=team.member)
        for n in range(size):
            save(client_of(team.facilitator), practice, "levers", **{"0-text": f"Mots {n}"})
            practice.refresh_from_db()
            feed_production(practice, [make_contribution(team.meeting, f"Mot {n}")], by=team.facilitator.person)
        client = client_of(team.facilitator)
        pages = (f"{team.base}/pratiques/", sheet(practice), sheet(practice, "levers"), f"{sheet(practice)}versions/")
        counts.append([queries(lambda page=page, client=client: client.get(page)) for page in pages])

    assert counts[0] == counts[1] == [14, 13, 9, 8]


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", "\x00", "\u202ex", "😀" * 40, "{{ 7*7 }}", "é" * 5000]
)
def test_hostile_text_in_every_section_gives_no_error_and_no_live_markup(text: str) -> None:
    team = make_team()
    practice, client = make_practice(team.group), client_of(team.facilitator)
    every = {
        "text": text,
        "url": text,
        "email": text,
        "transcript": text,
        "object": text,
        "place": text,
        "9999999-text": text,
    }
    rows = {
        f"{n}-{name}": text
        for n in range(3)
        for name in ("text", "who", "brake", "label", "url", "kept", "alt", "name", "role")
    }

    for section in PRACTICE_SECTIONS:
        answer = save(client, practice, section, used=text, insert=text, **every, **rows)
        saved = client.post(sheet(practice, section), {"seen": text, "client_key": text, **every, **rows})
        assert (section, answer.status_code, saved.status_code in {302, 409, 422}) == (section, 200, True)
        assert "<img src=x" not in answer.content.decode() + saved.content.decode()
        practice.refresh_from_db()

    for page in (sheet(practice), f"{sheet(practice)}versions/", f"{sheet(practice)}versions/{practice.head.number}/"):
        read = client.get(page)
        assert (read.status_code, "<img src=x" in read.content.decode()) == (200, False)
