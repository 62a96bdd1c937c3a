"""The pages of reading and answering: two taps, a refusal kept with its words, a constant number of queries."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from encounters.models import AttendanceStatus, Stage
from participants.middleware import STRENGTH_KEY
from participants.models import Participation, PeerGroup, Strength
from practices.models import Answer, Choice, Production, ProductionStatus
from practices.notifications import reading_asked
from practices.services.writing import write_sections
from tests.factories import (
    make_attendance,
    make_contribution,
    make_group,
    make_meeting,
    make_participation,
    make_practice,
    make_review,
    make_validated_practice,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> PeerGroup:
    return make_group(name="Centres sociaux")


@pytest.fixture
def facilitator(group: PeerGroup) -> Participation:
    return make_participation(group, is_facilitator=True, name="Anne")


@pytest.fixture
def reader(group: PeerGroup) -> Participation:
    return make_participation(group, name="Basile")


def client_of(participation: Participation, *, by_link: bool = False) -> Client:
    client = Client()
    client.force_login(participation.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    if by_link:
        session = client.session
        session[STRENGTH_KEY] = Strength.LINK.value
        session.save()
    return client


def read_by_group(group: PeerGroup, **fields: Any) -> Production:
    practice = make_practice(group, **fields)
    make_review(practice)
    return Production.objects.get(pk=practice.pk)


def url(production: Production, end: str) -> str:
    return f"/p/{production.programme.slug}/pratiques/{production.pk}/{end}/"


def answered(production: Production, choice: str = "agree", **fields: Any) -> dict[str, Any]:
    return {"choice": choice, "seen": production.head_id, "client_key": str(uuid.uuid4()), **fields}


def test_reader_who_came_by_link_answers_in_one_touch(reader: Participation) -> None:
    production = read_by_group(reader.group)
    client = client_of(reader, by_link=True)

    page = client.get(url(production, "lire")).content.decode()
    response = client.post(url(production, "repondre"), answered(production))

    assert '<button class="choice answer" name="choice" value="agree"' in page
    assert response.status_code == 302
    given = Answer.objects.get()
    assert (given.participation, given.choice, given.revision_id, given.is_recorded) == (
        reader,
        "agree",
        production.head_id,
        False,
    )


def test_same_post_twice_makes_one_answer(reader: Participation) -> None:
    production = read_by_group(reader.group)
    client, post = client_of(reader), answered(production, "objection", remark="Pas nos mots.")

    client.post(url(production, "repondre"), post)
    client.post(url(production, "repondre"), post)

    assert Answer.objects.count() == 1


def test_changed_mind_under_the_same_key_is_kept(reader: Participation) -> None:
    production = read_by_group(reader.group)
    client, key = client_of(reader), str(uuid.uuid4())

    client.post(url(production, "repondre"), answered(production, "agree", client_key=key))
    client.post(url(production, "repondre"), answered(production, "no_opinion", client_key=key))

    assert list(Answer.objects.current().values_list("choice", flat=True)) == ["no_opinion"]
    assert Answer.objects.count() == 2


@pytest.mark.parametrize("choice", ["objection", "agree_with_remark"])
def test_answer_that_must_say_why_keeps_what_was_typed(reader: Participation, choice: str) -> None:
    production = read_by_group(reader.group)

    response = client_of(reader).post(
        url(production, "repondre"), answered(production, choice, remark="  ", section="steps")
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert 'role="alert"' in page and '<option value="steps" selected>' in page
    assert not Answer.objects.exists()


def test_answer_to_words_that_changed_shows_the_new_ones_and_keeps_the_remark(
    reader: Participation, facilitator: Participation
) -> None:
    production = read_by_group(reader.group)
    post = answered(production, "objection", remark="Il manque les parents.")
    write_sections(
        production,
        {"summary": "Les mots tout neufs."},
        by=facilitator.person,
        seen=production.head_id,
        client_key=uuid.uuid4(),
    )

    response = client_of(reader).post(url(production, "repondre"), post)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Les mots tout neufs." in page and "Il manque les parents." in page
    assert not Answer.objects.exists()
    production.refresh_from_db()
    assert f'name="seen" value="{production.head_id}"' in page


def test_reader_sees_word_by_word_what_changed_since_their_answer(
    reader: Participation, facilitator: Participation
) -> None:
    production = read_by_group(reader.group)
    client = client_of(reader)
    client.post(url(production, "repondre"), answered(production))
    write_sections(
        production,
        {"summary": "Chaque lundi, un café devant la maternelle."},
        by=facilitator.person,
        seen=production.head_id,
        client_key=uuid.uuid4(),
    )

    page = client.get(url(production, "lire")).content.decode()

    assert "<ins>lundi, </ins>" in page and "<del>vendredi, </del>" in page


def test_my_sheets_come_first(reader: Participation) -> None:
    theirs = read_by_group(reader.group)
    led = read_by_group(reader.group, led_by=reader)
    fed = read_by_group(reader.group)
    said = make_contribution(make_meeting(reader.group), attribution="person", attributed_to=reader)
    fed.feedings.create(contribution=said)

    response = client_of(reader).get(f"/p/{reader.programme.slug}/relecture/")

    assert {sheet.production.pk for sheet in response.context["mine"]} == {led.pk, fed.pk}
    assert [sheet.production.pk for sheet in response.context["others"]] == [theirs.pk]


def test_one_answer_for_the_lot_leaves_out_the_sheet_whose_words_changed(
    reader: Participation, facilitator: Participation
) -> None:
    kept, moved = read_by_group(reader.group), read_by_group(reader.group)
    sheets = [f"{kept.pk}:{kept.head_id}", f"{moved.pk}:{moved.head_id}"]
    write_sections(
        moved, {"summary": "Autre chose."}, by=facilitator.person, seen=moved.head_id, client_key=uuid.uuid4()
    )

    response = client_of(reader).post(
        f"/p/{reader.programme.slug}/relecture/repondre/",
        {"sheet": sheets, "choice": "agree", "client_key": str(uuid.uuid4())},
        follow=True,
    )

    assert [a.production_id for a in Answer.objects.all()] == [kept.pk]
    assert len(list(response.context["messages"])) == 2


def test_lot_never_reaches_another_group(reader: Participation) -> None:
    elsewhere = read_by_group(make_group(reader.programme))

    client_of(reader).post(
        f"/p/{reader.programme.slug}/relecture/repondre/",
        {"sheet": f"{elsewhere.pk}:{elsewhere.head_id}", "choice": "agree"},
    )

    assert not Answer.objects.exists()


def test_round_of_the_table_ticks_those_present_in_autumn(facilitator: Participation, reader: Participation) -> None:
    production = read_by_group(reader.group)
    meeting = make_meeting(reader.group, stage=Stage.AUTUMN)
    make_attendance(meeting, reader, status=AttendanceStatus.PRESENT)
    place = f"/p/{reader.programme.slug}/groupes/{reader.group_id}/tour-de-table/"
    client = client_of(facilitator)

    page = client.get(place)
    client.post(
        place, {"sheet": f"{production.pk}:{production.head_id}", "present": reader.pk, "client_key": str(uuid.uuid4())}
    )

    assert [(p, there) for p, there in page.context["people"]] == [(facilitator, False), (reader, True)]
    given = Answer.objects.get()
    assert (given.participation, given.choice, given.recorded_by) == (reader, Choice.AGREE, facilitator.person)


def test_recording_keeps_who_typed_and_what_was_said(facilitator: Participation, reader: Participation) -> None:
    production = read_by_group(reader.group)

    client_of(facilitator).post(
        url(production, "reponses"),
        answered(production, "agree_with_remark", remark="Au téléphone.", participation=reader.pk),
    )

    given = Answer.objects.get()
    assert (given.participation, given.remark, given.recorded_by, given.is_recorded) == (
        reader,
        "Au téléphone.",
        facilitator.person,
        True,
    )


def test_recording_what_lacks_words_keeps_the_form_open(facilitator: Participation, reader: Participation) -> None:
    production = read_by_group(reader.group)

    response = client_of(facilitator).post(
        url(production, "reponses"), answered(production, "objection", participation=reader.pk)
    )

    assert response.status_code == 422
    assert response.context["typed_for"] == reader.pk and response.context["refusal"]
    assert not Answer.objects.exists()


def test_autumn_page_sends_what_is_ready_and_says_what_lacks(facilitator: Participation) -> None:
    ready = make_practice(facilitator.group)
    young = make_practice(facilitator.group, sections={"title": "Rien encore", "summary": "Presque."})
    place = f"/p/{facilitator.programme.slug}/groupes/{facilitator.group_id}/faire-relire/"
    client = client_of(facilitator)

    page = client.get(place).content.decode()
    client.post(place, {"sheet": [f"{p.pk}:{p.head_id}" for p in (ready, young)]})

    assert f'value="{ready.pk}:{ready.head_id}"' in page and f'value="{young.pk}:' not in page
    statuses = dict(Production.objects.values_list("pk", "status"))
    assert statuses == {ready.pk: ProductionStatus.IN_REVIEW, young.pk: ProductionStatus.TO_COMPLETE}


def test_sheet_page_carries_its_life_from_review_to_print(facilitator: Participation) -> None:
    production: Production = make_practice(facilitator.group)
    client = client_of(facilitator)

    for act, extra in [
        ("faire-relire", {}),
        ("repondre", {"choice": "agree"}),
        ("valider", {}),
        ("mettre-en-forme", {"support": "paper"}),
        ("bon-a-tirer", {}),
        ("retirer", {"reason": "Une erreur de photo"}),
        ("remettre", {}),
    ]:
        response = client.post(url(production, act), {"seen": production.head_id, **extra})
        assert response.status_code == 302, act

    production.refresh_from_db()
    assert production.status == ProductionStatus.APPROVED


@pytest.mark.parametrize(
    "text",
    ["\x00", "\ud83d\ude00", "é́" * 400, "x" * 5000, "\u202eabc", "<script>alert(1)</script>", "١٢", "-1", "9" * 40],
)
def test_hostile_text_never_fails_the_server(reader: Participation, facilitator: Participation, text: str) -> None:
    production = read_by_group(reader.group)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    own, theirs = client_of(reader), client_of(facilitator)
    base = f"/p/{reader.programme.slug}"

    answers = [
        own.post(
            url(production, "repondre"),
            {"choice": text, "seen": text, "remark": text, "section": text, "client_key": text},
        ),
        own.post(url(production, "repondre"), answered(production, "objection", remark=text or "x")),
        own.post(f"{base}/relecture/repondre/", {"sheet": [text, f"{text}:{text}", ":"], "choice": "agree"}),
        theirs.post(url(production, "reponses"), {"participation": text, "choice": text, "seen": text}),
        theirs.post(f"{base}/groupes/{reader.group_id}/tour-de-table/", {"sheet": text, "present": text}),
        theirs.get(f"{base}/groupes/{reader.group_id}/tour-de-table/", {"sheet": text}),
        theirs.post(url(production, "valider"), {"seen": text}),
        theirs.post(url(production, "retirer"), {"reason": text}),
    ]

    assert [a.status_code for a in answers if a.status_code >= 500] == []


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_number_of_queries_whatever_they_list(
    django_assert_num_queries: Any, facilitator: Participation, count: int
) -> None:
    productions = [read_by_group(facilitator.group) for _n in range(count)]
    for _n in range(count):
        person = make_participation(facilitator.group)
        for production in productions:
            Answer.objects.create(
                production=production, revision=production.head, participation=person, choice="agree", is_recorded=True,
                recorded_by=facilitator.person,
            )  # fmt: skip
    for _n in range(count):
        make_practice(facilitator.group)
    make_meeting(facilitator.group, stage=Stage.AUTUMN)
    client, base = client_of(facilitator), f"/p/{facilitator.programme.slug}"
    pages = {
        f"{base}/relecture/": QUERIES["reading_list"],
        f"{base}/groupes/{facilitator.group_id}/faire-relire/": QUERIES["review_start_many"],
        f"{base}/groupes/{facilitator.group_id}/tour-de-table/": QUERIES["round_table"],
        url(productions[0], "lire"): QUERIES["reading"],
        url(productions[0], "reponses"): QUERIES["answers_record"],
    }

    for place, queries in pages.items():
        with django_assert_num_queries(queries):
            assert client.get(place).status_code == 200


QUERIES = {"reading_list": 12, "review_start_many": 7, "round_table": 14, "reading": 11, "answers_record": 10}


def test_validated_sheet_is_no_longer_answered(reader: Participation) -> None:
    practice = make_validated_practice(reader.group)

    response = client_of(reader).post(url(practice, "repondre"), answered(practice), follow=True)

    assert [str(m.level_tag) for m in response.context["messages"]] == ["warning"]
    assert not Answer.objects.exists()


def test_link_of_the_mail_leads_to_the_first_sheet_and_nowhere_else(reader: Participation, client: Client) -> None:
    production = read_by_group(reader.group)
    reader.person.notice_seen_at = timezone.now()
    reader.person.save(update_fields=["notice_seen_at"])
    message = reading_asked(reader.pk)
    assert message is not None
    address = next(word for word in message.text.split() if "/l/" in word).removeprefix("http://127.0.0.1:8000")

    looked = client.get(address)
    entered = client.post(address)
    elsewhere = client.post(address.partition("?")[0] + "?next=//exemple.com/")

    assert (looked.status_code, entered.url) == (200, url(production, "lire"))  # type: ignore[attr-defined]
    assert elsewhere.url == f"/p/{reader.programme.slug}/"  # type: ignore[attr-defined]


def test_answer_leads_to_the_next_sheet_that_waits_then_to_the_list(reader: Participation) -> None:
    first, second = read_by_group(reader.group), read_by_group(reader.group)
    client = client_of(reader)

    places = [client.post(url(sheet, "repondre"), answered(sheet)).url for sheet in (first, second)]  # type: ignore[attr-defined]

    assert places == [url(second, "lire"), f"/p/{reader.programme.slug}/relecture/"]
