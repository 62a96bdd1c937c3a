"""Ways in: what opens them, what does not, and what the session they open may do."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from common.mail import deliver_mail
from common.models import OutgoingMail
from common.secrets import hash_secret, show_code
from participants import documents
from participants.models import AccessKind, Participation, Person, PersonalAccess, Strength
from participants.services import (
    leave_programme,
    make_link,
    make_operator_link,
    print_slips,
    revoke_accesses,
    send_links,
)
from participants.views import entering
from tests.factories import make_group, make_participation, make_person, make_programme


@pytest.fixture(autouse=True)
def fresh_counts(db):
    cache.clear()


@pytest.fixture
def slip(house, monkeypatch):
    """The slip printed for the participant: its token and its code, known from the paper only."""
    printed = []
    monkeypatch.setattr("participants.services.access.render_slips", lambda slips: printed.extend(slips) or b"%PDF")
    print_slips([house.participant], by=house.facilitator.person)
    return printed


def inside(client: Client, house) -> int:
    return client.get(house.url("personnes/")).status_code


def deliver() -> list:
    for pk in OutgoingMail.objects.values_list("pk", flat=True):
        deliver_mail.call(pk)
    return mail.outbox


# Opening


def test_looking_at_a_link_changes_nothing_and_its_button_opens(house):
    token = make_link(house.participant, by=None)
    client = Client()

    page = client.get(f"/l/{token}/")
    assert page.status_code == 200 and "Samia Benali" in page.content.decode()
    assert PersonalAccess.objects.get().last_used_at is None
    assert inside(client, house) == 302

    response = client.post(f"/l/{token}/")
    assert response.status_code == 302 and token not in response["Location"]
    assert inside(client, house) == 200
    assert Client().post(f"/l/{token}/").status_code == 302  # many times, on several devices


def test_a_new_session_key_is_given(house):
    client = Client()
    client.get("/entrer/")
    client.cookies["sessionid"] = "chosen-by-somebody-else"

    client.post(f"/l/{make_link(house.participant, by=None)}/")

    assert client.cookies["sessionid"].value != "chosen-by-somebody-else"


def test_secrets_are_kept_hashed(house, slip):
    token = make_link(house.participant, by=None)

    assert PersonalAccess.objects.get(kind=AccessKind.MAIL).token_hash == hash_secret(token, scope="personal-link")
    stored = str(list(PersonalAccess.objects.values())) + str(list(OutgoingMail.objects.values()))
    assert token not in stored and slip[0].code not in stored and slip[0].token not in stored


@pytest.mark.parametrize("how", ["revoked", "expired", "left", "inactive", "unknown"])
def test_what_is_over_opens_nothing(house, how):
    token = make_link(house.participant, by=None)
    if how == "revoked":
        revoke_accesses(house.participant)
    elif how == "expired":
        PersonalAccess.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "left":
        leave_programme(house.participant, by=house.coordinator.person)
    elif how == "inactive":
        Person.objects.filter(pk=house.participant.person_id).update(is_active=False)
    else:
        token = "A" * 22
    client = Client()

    assert [client.get(f"/l/{token}/").status_code, client.post(f"/l/{token}/").status_code] == [404, 404]
    assert inside(client, house) == 302


def test_links_are_dated_many_and_revoked_together_with_their_sessions(house, slip):
    tokens = [make_link(house.participant, by=None) for _number in range(2)]
    client = Client()
    client.post(f"/l/{tokens[0]}/")
    days = (PersonalAccess.objects.filter(kind=AccessKind.MAIL).first().expires_at - timezone.now()).days
    assert days in (29, 30)

    revoke_accesses(house.participant)

    assert inside(client, house) == 302
    assert [Client().post(f"/l/{token}/").status_code for token in [*tokens, slip[0].token]] == [404, 404, 404]


def test_a_new_slip_replaces_only_the_former_slip(house, slip):
    token = make_link(house.participant, by=None)
    phone = Client()
    phone.post(f"/l/{slip[0].token}/")

    print_slips([house.participant], by=house.facilitator.person)

    assert Client().post(f"/l/{slip[0].token}/").status_code == 404
    assert Client().post(f"/l/{slip[1].token}/").status_code == 302
    assert Client().post(f"/l/{token}/").status_code == 302
    assert inside(phone, house) == 200  # nobody is thrown out of the room


def test_a_sheet_that_fails_leaves_the_former_slips(house, slip, monkeypatch):
    def fail(slips):
        raise documents.render_pdf.__globals__["PdfError"]("no paper")

    monkeypatch.setattr("participants.services.access.render_slips", fail)
    with pytest.raises(Exception, match="no paper"):
        print_slips([house.participant], by=house.facilitator.person)

    assert Client().post(f"/l/{slip[0].token}/").status_code == 302


# Strength


def test_link_gives_no_right_to_organise_and_its_own_programme_only(house):
    elsewhere = make_participation(make_group(make_programme()), person=house.coordinator.person)
    client = Client()
    client.post(f"/l/{make_link(house.coordinator, by=None)}/")

    assert client.session["strength"] == Strength.LINK.value
    assert client.get(house.url("reglages/")).status_code == 403
    assert client.get("/programmes/nouveau/").status_code == 403
    assert client.get(f"/p/{elsewhere.programme.slug}/personnes/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/compte/password/set/", "/compte/password/change/", "/compte/email/", "/compte/2fa/", "/administration/"]
)
def test_link_reaches_neither_password_nor_address_nor_administration(house, path):
    Person.objects.filter(pk=house.coordinator.person_id).update(is_staff=True, is_superuser=True)
    client = Client()
    client.post(f"/l/{make_link(house.coordinator, by=None)}/")

    response = client.get(path)

    assert response.status_code == 302
    assert "/entrer/" in response["Location"] or "/login/" in response["Location"]


def test_a_strong_sign_in_replaces_the_link(house):
    client = Client()
    client.post(f"/l/{make_link(house.coordinator, by=None)}/")
    client.post("/compte/login/code/", {"email": house.coordinator.person.email})
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[-1].body, re.MULTILINE)[1]

    response = client.post("/compte/login/code/confirm/", {"code": code})

    assert response.status_code == 302
    assert "strength" not in client.session and "access" not in client.session
    assert client.get(house.url("reglages/")).status_code == 200


def test_a_link_does_not_weaken_the_session_of_the_same_person(house, client_of):
    client = client_of(house.coordinator)

    client.post(f"/l/{make_link(house.coordinator, by=None)}/")

    assert client.get(house.url("reglages/")).status_code == 200


def test_operators_link_has_all_rights_once(house):
    token = make_operator_link(house.coordinator.person)
    client = Client()
    client.get(f"/l/{token}/")

    assert client.post(f"/l/{token}/").status_code == 302
    assert client.get(house.url("reglages/")).status_code == 200
    assert Client().post(f"/l/{token}/").status_code == 404


def test_commands_make_a_coordinator_and_a_way_in(db, capsys):
    for _round in range(2):
        call_command("coordinator", "Nouvelle@Exemple.fr", "Ana", "Petit")
    call_command("signin", "nouvelle@exemple.fr")

    address = capsys.readouterr().out.split()[-1]
    client = Client()
    client.post(address.partition("8000")[2])
    assert Person.objects.filter(name="Ana Petit", email="nouvelle@exemple.fr", may_create_programmes=True).count() == 1
    assert client.get("/programmes/nouveau/").status_code == 200


# The typed code


def test_code_is_forgiving_of_case_and_spaces(slip, house):
    client = Client()

    response = client.post("/code/", {"code": f" {show_code(slip[0].code).lower()} "})

    assert response.status_code == 302
    assert inside(client, house) == 200
    assert client.session["strength"] == Strength.LINK.value


@time_machine.travel("2026-11-22 10:01", tick=False)  # inside one window of five minutes
def test_only_wrong_codes_count_and_too_many_stop_even_a_right_one(slip, house, monkeypatch):
    monkeypatch.setattr(entering, "WRONG_CODES_IN_FIVE_MINUTES", 3)
    for _try in range(5):
        assert Client().post("/code/", {"code": slip[0].code}).status_code == 302

    statuses = [Client().post("/code/", {"code": "AAAAAAAA"}).status_code for _try in range(4)]

    assert statuses == [200, 200, 200, 429]
    assert Client().post("/code/", {"code": slip[0].code}).status_code == 429
    assert Client(REMOTE_ADDR="10.0.0.9").post("/code/", {"code": slip[0].code}).status_code == 302


def test_a_room_may_be_wrong_four_hundred_times():
    assert entering.WRONG_CODES_IN_FIVE_MINUTES >= 400
    assert entering.REQUESTS_IN_FIVE_MINUTES >= 400


# Asking for a link


def test_everybody_who_shares_a_mailbox_gets_their_own_named_mail(house):
    make_participation(house.centres, name="Ana Petit", contact_email="partage@exemple.fr")

    Client().post("/entrer/lien/", {"email": "Partage@Exemple.fr"})
    sent = deliver()

    assert sorted(m.subject.split(",")[0] for m in sent) == ["Ana Petit", "Samia Benali"]
    for message in sent:
        token = re.search(r"/l/([\w-]+)/", message.body)[1]
        page = Client().get(f"/l/{token}/").content.decode()
        assert message.subject.split(",")[0] in page


def test_unknown_and_known_addresses_get_the_same_answer_and_the_same_work(house):
    answers = []
    for email in ("partage@exemple.fr", "inconnue@exemple.fr"):
        before = OutgoingMail.objects.count()
        response = Client().post("/entrer/lien/", {"email": email}, follow=True)
        body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"', "", response.content.decode())
        answers.append((response.status_code, response.redirect_chain, body, OutgoingMail.objects.count() - before))

    assert answers[0] == answers[1]
    assert len(deliver()) == 1


def test_one_mailbox_is_not_flooded(house):
    for _try in range(6):
        Client().post("/entrer/lien/", {"email": "partage@exemple.fr"})

    assert OutgoingMail.objects.count() == entering.REQUESTS_FOR_ONE_MAILBOX


def test_facilitator_sends_to_their_group_only(house, client_of):
    people = [house.participant.pk, house.other.pk]

    client_of(house.facilitator).post(house.url("personnes/acces/envoyer/"), {"people": people})
    assert OutgoingMail.objects.count() == 0
    client_of(house.facilitator).post(house.url("personnes/acces/envoyer/"), {"people": people[:1]})
    assert list(OutgoingMail.objects.values_list("subject_id", flat=True)) == people[:1]
    assert (
        client_of(house.participant).post(house.url("personnes/acces/envoyer/"), {"people": people[:1]}).status_code
        == 403
    )


def test_slips_are_a_pdf_whose_codes_open(house, client_of):
    from io import BytesIO

    from pypdf import PdfReader

    response = client_of(house.facilitator).post(
        house.url("personnes/acces/billets.pdf"), {"people": [house.participant.pk, house.facilitator.pk]}
    )
    words = "\n".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)

    codes = re.findall(r"\b([A-Z0-9]{4}-[A-Z0-9]{4})\b", words)
    assert "Samia Benali" in words and len(codes) == 2
    assert [Client().post("/code/", {"code": code}).status_code for code in codes] == [302, 302]
    assert client_of(house.facilitator).get(house.url("personnes/acces/billets.pdf")).status_code == 405


def test_revoking_asks_for_the_right(house, client_of):
    token = make_link(house.participant, by=None)

    assert (
        client_of(house.participant).post(house.url(f"personnes/{house.facilitator.pk}/acces/retirer/")).status_code
        == 403
    )
    assert client_of(house.other).post(house.url(f"personnes/{house.participant.pk}/acces/retirer/")).status_code == 404
    assert Client().post(f"/l/{token}/").status_code == 302
    client_of(house.facilitator).post(house.url(f"personnes/{house.participant.pk}/acces/retirer/"))
    assert Client().post(f"/l/{token}/").status_code == 404


# The demonstration


def test_demonstration_people_come_in_only_in_the_demonstration(house):
    person = make_person("Invitée", email="invitee@demo.example")
    make_participation(house.centres, person=person)
    real = house.coordinator.person.email

    assert Client().post("/entrer/demonstration/", {"email": person.email}).status_code == 404
    with override_settings(DEMONSTRATION=True):
        assert "Invitée" in Client().get("/entrer/").content.decode()
        assert Client().post("/entrer/demonstration/", {"email": real}).status_code == 404
        assert Client().post("/entrer/demonstration/", {"email": person.email}).status_code == 302


def test_nobody_signs_up_alone(house):
    before = Person.objects.count()

    Client().post("/compte/signup/", {"email": "neuf@exemple.fr"})
    Client().post("/compte/login/code/", {"email": "neuf@exemple.fr"})

    assert Person.objects.count() == before


def test_sending_links_counts_those_who_can_be_reached(house):
    nobody = make_participation(house.centres, person=make_person("Sans Adresse", email=None))

    assert send_links([house.participant, nobody], by=house.coordinator.person) == 1
    assert Participation.objects.get(pk=nobody.pk).address == ""
