"""The pile: put in, taken out, undone; twice is once; the pile never hides; another group's pile does not exist."""

import re
import time
import uuid

import pytest
from django.test import Client

from encounters.models import Contribution, Stage
from participants.models import Strength
from practices.models import Feeding, Production, ProductionStatus
from practices.services import grouping
from practices.services.grouping import feed_new_practice, feed_production, take_out, undo_grouping
from tests.factories import make_contribution, make_meeting, make_practice
from tests.practices.writers import Team, client_of, make_coordinator, make_guest, make_team
from tests.practices.writing_checks import queries

pytestmark = pytest.mark.django_db


def three(team: Team) -> list[Contribution]:
    return [make_contribution(team.meeting, f"Mot {n}.") for n in range(3)]


def fed(production: Production) -> list[str]:
    return sorted(f.contribution.text for f in production.feedings.standing().select_related("contribution"))


def post(client: Client, team: Team, act: str = "mettre/", **values: object) -> object:
    return client.post(team.pile(act), {"client_key": str(uuid.uuid4()), **values})


def test_ticked_contributions_go_into_a_practice_in_one_submit() -> None:
    team = make_team()
    practice, (a, b, _) = make_practice(team.group), three(team)

    answer = client_of(team.facilitator).post(team.pile("mettre/"), {"contribution": [a.pk, b.pk], "into": practice.pk})

    assert (answer.status_code, answer.url) == (302, f"{team.pile()}#pile-top")
    assert fed(practice) == ["Mot 0.", "Mot 1."]


def test_into_a_new_practice_in_one_submit_and_a_repeat_changes_nothing() -> None:
    team, key = make_team(), str(uuid.uuid4())
    words = [c.pk for c in three(team)]
    client = client_of(team.facilitator)

    for _ in range(2):
        client.post(team.pile("mettre/"), {"contribution": words, "title": "Le jardin", "client_key": key})

    practice = Production.objects.get()
    assert (practice.title, practice.status, practice.sections) == ("Le jardin", "gathered", {"title": "Le jardin"})
    assert fed(practice) == ["Mot 0.", "Mot 1.", "Mot 2."]
    assert Feeding.objects.count() == 3


def test_a_contribution_may_feed_two_practices_and_stays_what_it_was() -> None:
    team = make_team()
    word = three(team)[0]
    first, second = make_practice(team.group), make_practice(team.group)

    feed_production(first, [word], by=team.facilitator.person)
    feed_production(second, [word], by=team.facilitator.person)

    word.refresh_from_db()
    assert (fed(first), fed(second), word.deleted_at) == (["Mot 0."], ["Mot 0."], None)


def test_taking_out_keeps_the_row_and_putting_in_again_makes_another() -> None:
    team = make_team()
    practice, word = make_practice(team.group), three(team)[0]
    act = feed_production(practice, [word], by=team.facilitator.person)

    take_out(team.group, act.feedings, by=team.facilitator.person)
    feed_production(practice, [word], by=team.facilitator.person)

    assert [f.removed_at is None for f in practice.feedings.order_by("pk")] == [False, True]
    assert fed(practice) == ["Mot 0."]


def test_undo_gives_back_exactly_what_was() -> None:
    team = make_team()
    practice, (a, b, c) = make_practice(team.group), three(team)
    client = client_of(team.facilitator)
    feed_production(practice, [c], by=team.facilitator.person)

    client.post(team.pile("mettre/"), {"contribution": [a.pk, b.pk, c.pk], "into": practice.pk})
    assert "2 contributions mises dans" in client.get(team.pile()).content.decode()
    client.post(team.pile("annuler/"))
    client.post(team.pile("annuler/"))

    assert fed(practice) == ["Mot 2."]


def test_undo_is_offered_while_the_act_is_fresh_in_mind(monkeypatch: pytest.MonkeyPatch) -> None:
    team = make_team()
    practice, word = make_practice(team.group), three(team)[0]
    client = client_of(team.facilitator)
    client.post(team.pile("mettre/"), {"contribution": word.pk, "into": practice.pk})
    later = time.time() + 3600

    monkeypatch.setattr("practices.views.pile.time.time", lambda: later)
    client.post(team.pile("annuler/"))

    assert "pile-undo" not in client.get(team.pile()).content.decode()
    assert fed(practice) == ["Mot 0."]


def test_undo_of_a_taking_out() -> None:
    team = make_team()
    practice, word = make_practice(team.group), three(team)[0]
    act = feed_production(practice, [word], by=team.facilitator.person)
    client = client_of(team.facilitator)

    client.post(team.pile("retirer/"), {"feeding": act.feedings[0]})
    assert fed(practice) == []
    client.post(team.pile("annuler/"))

    assert fed(practice) == ["Mot 0."]


def test_undo_withdraws_a_practice_made_by_mistake_unless_somebody_wrote_in_it() -> None:
    team = make_team()
    words, by = three(team), team.facilitator.person
    bare = feed_new_practice(team.group, words, title="Une erreur", by=by, client_key=uuid.uuid4())
    used = feed_new_practice(team.group, words, title="Une bonne idée", by=by, client_key=uuid.uuid4())
    feed_production(Production.objects.get(pk=used.production), [make_contribution(team.meeting)], by=by)

    undo_grouping(team.group, bare, by=by)
    undo_grouping(team.group, used, by=by)

    statuses = {p.title: p.status for p in Production.objects.all()}
    assert statuses == {"Une erreur": ProductionStatus.WITHDRAWN, "Une bonne idée": ProductionStatus.GATHERED}


def test_a_story_is_filed_in_one_act_into_the_practice_of_that_name_whatever_its_accents() -> None:
    team = make_team()
    for n in range(2):
        make_contribution(team.meeting, f"Jardin {n}.", story="LE JARDIN PARTAGE")
    practice = make_practice(team.group, sections={"title": "Le jardin partagé"})

    client_of(team.facilitator).post(team.pile("mettre/"), {"file_story": "LE JARDIN PARTAGE"})

    assert fed(practice) == ["Jardin 0.", "Jardin 1."]
    assert Production.objects.count() == 1


def test_a_story_ticked_as_a_whole_brings_all_its_waiting_words() -> None:
    team = make_team()
    told = [make_contribution(team.meeting, f"Jardin {n}.", story="le jardin") for n in range(3)]
    alone, practice, other = three(team)[0], make_practice(team.group), make_practice(team.group)
    feed_production(other, [told[0]], by=team.facilitator.person)

    client_of(team.facilitator).post(
        team.pile("mettre/"), {"story": "le jardin", "contribution": alone.pk, "into": practice.pk}
    )

    assert fed(practice) == ["Jardin 1.", "Jardin 2.", "Mot 0."]


def test_nothing_ticked_or_nowhere_to_put_it_keeps_what_was_typed_and_writes_nothing() -> None:
    team = make_team()
    words, client = three(team), client_of(team.facilitator)

    unticked = client.post(team.pile("mettre/"), {"title": "Mon titre"})
    nowhere = client.post(team.pile("mettre/"), {"contribution": words[1].pk})

    assert (unticked.status_code, nowhere.status_code) == (422, 422)
    assert 'value="Mon titre"' in unticked.content.decode()
    assert f'value="{words[1].pk}" checked' in nowhere.content.decode()
    assert (Production.objects.count(), Feeding.objects.count()) == (0, 0)


def test_the_pile_never_hides() -> None:
    """What is grouped, in another stage or at another table can always be shown again."""
    team = make_team()
    autumn = make_meeting(team.group, stage=Stage.AUTUMN)
    words = [*three(team), make_contribution(autumn, "À l’automne.", prompt="heard", table="B")]
    feed_production(make_practice(team.group), words[:1], by=team.facilitator.person)
    client = client_of(team.facilitator)

    def shown(query: str) -> list[str]:
        return sorted(c.text for c in client.get(f"{team.pile()}?{query}").context["slips"])

    assert shown("") == ["Mot 1.", "Mot 2.", "À l’automne."]
    assert shown("show=grouped") == ["Mot 0."]
    assert shown("show=all") == ["Mot 0.", "Mot 1.", "Mot 2.", "À l’automne."]
    assert (
        shown(f"meeting={autumn.pk}")
        == shown("table=B")
        == shown("prompt=heard")
        == shown("q=AUTOMNE")
        == ["À l’automne."]
    )
    assert shown("q=a+l%27automne&prompt=nonsense&meeting=x&page=99") == ["À l’automne."]


def test_deleted_contributions_are_neither_shown_nor_grouped() -> None:
    from django.utils import timezone

    team = make_team()
    practice, word = make_practice(team.group), three(team)[0]
    Contribution.objects.filter(pk=word.pk).update(deleted_at=timezone.now())
    client = client_of(team.facilitator)

    client.post(team.pile("mettre/"), {"contribution": word.pk, "into": practice.pk})

    assert (fed(practice), "Mot 0." in client.get(team.pile()).content.decode()) == ([], False)


def test_another_groups_words_and_practices_cannot_be_reached_through_the_pile() -> None:
    team = make_team()
    theirs = make_team(make_team().group)
    secret = make_contribution(theirs.meeting, "Secret de l’autre groupe.")
    their_practice, own_practice, own = make_practice(theirs.group), make_practice(team.group), three(team)[0]
    client = client_of(team.facilitator)

    client.post(team.pile("mettre/"), {"contribution": secret.pk, "into": own_practice.pk})
    refused = client.post(team.pile("mettre/"), {"contribution": own.pk, "into": their_practice.pk})

    assert refused.status_code == 422
    assert (fed(own_practice), fed(their_practice)) == ([], [])
    assert "Secret" not in client.get(f"{team.pile()}?show=all").content.decode()


def test_who_may_open_the_pile() -> None:
    team = make_team()
    make_contribution(team.meeting, "Nos mots.")
    beside = make_team(type(team.group).objects.create(programme=team.group.programme, name="Autre", shape="triangle"))
    expected = {
        "facilitator": (client_of(team.facilitator), 200),
        "facilitator by link": (client_of(team.facilitator, Strength.LINK), 403),
        "member": (client_of(team.member), 403),
        "coordinator": (client_of(make_coordinator(team.group)), 403),
        "facilitator of the group beside": (client_of(beside.facilitator), 404),
        "guest": (client_of(make_guest(team.group)), 404),
        "of another programme": (client_of(make_team().facilitator), 404),
        "nobody": (Client(), 302),
    }

    for who, (client, status) in expected.items():
        assert (who, client.get(team.pile()).status_code) == (who, status)
        for act in ("mettre/", "retirer/", "annuler/"):
            posted = client.post(team.pile(act)).status_code
            assert (who, act, posted) == (who, act, {200: posted}.get(status, status))
        assert ("Nos mots." in client.get(team.pile()).content.decode()) == (status == 200)


def test_the_pile_costs_the_same_with_one_and_three() -> None:
    counts = []
    for size in (1, 3):
        team = make_team()
        for n in range(size):
            word = make_contribution(
                team.meeting, f"Mot {n}", story=f"histoire {n}", attributed_to=team.member, attribution="person"
            )
            practice = make_practice(team.group)
            feed_production(practice, [word, make_contribution(team.meeting)], by=team.facilitator.person)
            make_contribution(team.meeting, story=f"autre {n}")
        client = client_of(team.facilitator)
        counts.append(queries(lambda team=team, client=client: client.get(f"{team.pile()}?show=all")))

    assert counts == [17, 17]


def test_the_answer_to_htmx_is_the_pile_of_the_page() -> None:
    team = make_team()
    practice, word = make_practice(team.group), three(team)[0]
    client = client_of(team.facilitator)

    swapped = client.post(
        team.pile("mettre/"), {"contribution": word.pk, "into": practice.pk}, headers={"HX-Request": "true"}
    ).content.decode()
    page = client.get(team.pile()).content.decode()

    def bare(html: str) -> str:
        start = html.index('<div id="pile"')
        found = html[start : html.index("</aside>", start)]
        return re.sub(r'value="[\w-]{36}"|name="csrfmiddlewaretoken" value="\w+"', "", found)

    assert bare(swapped) == bare(page)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\x00", "\u202e", "😀" * 200, "'; DROP TABLE", "%%%", "a" * 20_000]
)
def test_hostile_text_never_breaks_the_pile(text: str) -> None:
    team = make_team()
    word, client = three(team)[0], client_of(team.facilitator)

    posted = client.post(
        team.pile("mettre/"),
        {
            "contribution": [word.pk, text],
            "title": text,
            "into": text,
            "story": text,
            "query": text,
            "client_key": text,
        },
    )
    read = client.get(
        team.pile(), {"q": text, "prompt": text, "story": text, "meeting": text, "page": text, "show": text}
    )

    assert (posted.status_code in {302, 422}, read.status_code) == (True, 200)
    assert "<script>alert" not in read.content.decode() + posted.content.decode()


def test_negative_control_without_the_groups_check_foreign_words_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard of ``feed_production`` is what keeps another group's words out."""
    team, theirs = make_team(), make_team()
    secret, practice = make_contribution(theirs.meeting, "Secret."), make_practice(team.group)

    guarded = feed_production(practice, [secret], by=team.facilitator.person)
    monkeypatch.setattr(secret, "group_id", team.group.pk)
    grouping.feed_production(practice, [secret], by=team.facilitator.person)

    assert (guarded.feedings, fed(practice)) == ([], ["Secret."])
