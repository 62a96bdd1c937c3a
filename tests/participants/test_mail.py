"""The outgoing post: built when sent, sent when it can be, never a third time."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from common import mail as post
from common.mail import Message, deliver_mail, retry_due_mail, send_later
from common.models import OutgoingMail, OutgoingMailState
from participants.services import send_links


@pytest.fixture
def letter(db, monkeypatch):
    """A kind of mail whose sending can be made to fail."""
    trouble: list[Exception] = []

    def build(subject_id: int) -> Message | None:
        if trouble:
            raise trouble[0]
        return Message("a@exemple.fr", "Bonjour", "Texte") if subject_id else None

    monkeypatch.setitem(post.BUILDERS, "letter", build)
    return trouble


def make_due() -> None:
    OutgoingMail.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))


def test_mail_goes_once_however_often_it_is_asked(letter):
    waiting = send_later("letter", 1)

    for _time in range(3):
        deliver_mail.call(waiting.pk)
    retry_due_mail()

    assert len(mail.outbox) == 1
    assert OutgoingMail.objects.get().state == OutgoingMailState.SENT


def test_a_server_that_refuses_is_tried_again_later_and_more_and_more_rarely(letter):
    waiting = send_later("letter", 1)
    letter.append(ConnectionRefusedError("no"))
    waits = []
    for _time in range(3):
        deliver_mail.call(waiting.pk)
        waits.append(OutgoingMail.objects.get().next_try_at - timezone.now())
        make_due()

    letter.clear()
    assert waits == sorted(waits) and waits[0] > timedelta(minutes=1)
    assert retry_due_mail() == 1
    assert len(mail.outbox) == 1


def test_killed_in_the_middle_it_goes_twice_at_most(letter, monkeypatch):
    waiting = send_later("letter", 1)
    monkeypatch.setattr(post, "_finish", lambda mail, is_sent: None)  # the worker dies just after the server said yes

    for _time in range(5):
        make_due()
        deliver_mail.call(waiting.pk)

    assert len(mail.outbox) == 2
    assert OutgoingMail.objects.get().state == OutgoingMailState.GIVEN_UP


def test_nothing_left_to_say_is_settled(letter):
    deliver_mail.call(send_later("letter", 0).pk)

    assert mail.outbox == []
    assert OutgoingMail.objects.get().state == OutgoingMailState.GIVEN_UP


def test_headers_stay_one_line_and_words_stay_words(db, monkeypatch):
    monkeypatch.setitem(
        post.BUILDERS,
        "letter",
        lambda _id: Message(
            "a@exemple.fr", "Bonjour\r\nBcc: b@exemple.fr", "<script>x</script>\n\nhttps://exemple.fr/"
        ),
    )

    deliver_mail.call(send_later("letter", 1).pk)

    (sent,) = mail.outbox
    html = sent.alternatives[0][0]
    assert sent.subject == "Bonjour Bcc: b@exemple.fr" and sent.recipients() == ["a@exemple.fr"]
    assert "<script>" not in html and '<a href="https://exemple.fr/"' in html
    sent.message()


def test_mail_is_in_the_readers_language(house):
    house.participant.person.language = "en"
    house.participant.person.save(update_fields=["language"])

    send_links([house.participant, house.facilitator], by=house.coordinator.person)
    for pk in OutgoingMail.objects.values_list("pk", flat=True):
        deliver_mail.call(pk)

    english, french = mail.outbox
    assert english.body.startswith("Hello Samia Benali") and 'lang="en"' in english.alternatives[0][0]
    assert french.body.startswith("Bonjour Maïwenn Le Goff")
    assert "Organiser" not in english.body and "code" in french.body
