"""The outgoing post: builders by kind, a row for each message, sent by the worker once the change is committed.

A row keeps a kind and an id. The message is built when it is sent, so that secrets are minted there and rest nowhere.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import escape, urlize
from django.utils.safestring import mark_safe

from common.background import task
from common.models import OutgoingMail, OutgoingMailState

logger = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=7)
KEPT_FOR = timedelta(days=60)
IN_DOUBT = "?"  # one mark for each try whose end nobody saw: killed after the server may have said yes
MOST_DOUBTS = 2


@dataclass(frozen=True)
class Message:
    to: str
    subject: str
    text: str
    language: str = "fr"
    attachments: list[tuple[str, bytes, str]] = field(default_factory=list)  # (name, content, type)


Builder = Callable[[int], Message | None]
BUILDERS: dict[str, Builder] = {}


def builder(kind: str) -> Callable[[Builder], Builder]:
    """Registers what builds the messages of a kind; it answers None when there is nothing left to say."""

    def register(build: Builder) -> Builder:
        BUILDERS[kind] = build
        return build

    return register


def compose(template: str, *, to: str, language: str, subject: Callable[[], str], **context: object) -> Message:
    """The message in its reader's language, from a plain text template."""
    with translation.override(language):
        text = render_to_string(template, context)
        return Message(to=to, subject=subject(), text=text.strip() + "\n", language=language)


def send_later(kind: str, subject_id: int) -> OutgoingMail:
    """Call it inside the transaction of the change that the message tells."""
    mail = OutgoingMail.objects.create(kind=kind, subject_id=subject_id)
    deliver_mail.enqueue(mail.pk)
    return mail


@task()
def deliver_mail(mail_id: int) -> None:
    """Build and send one message; twice in a row, or after somebody else has sent it, does nothing."""
    mail = OutgoingMail.objects.due().filter(pk=mail_id).first()
    if mail is None or not _claim(mail):
        return
    try:
        message = BUILDERS[mail.kind](mail.subject_id)
        if message is not None:
            _as_email(message).send()
    except Exception as error:
        logger.warning("The mail %s (%s) waits: %s", mail.pk, mail.kind, type(error).__name__)
        _postpone(mail, error)
    else:
        _finish(mail, is_sent=message is not None)


def retry_due_mail() -> int:
    """For ``tick``: send again what waits for its turn."""
    due = list(OutgoingMail.objects.due().order_by("next_try_at").values_list("pk", flat=True)[:500])
    for pk in due:
        deliver_mail.call(pk)
    return len(due)


def prune_mail() -> int:
    """For ``tick``: forget what was settled long ago."""
    settled = OutgoingMail.objects.exclude(state=OutgoingMailState.WAITING)
    return settled.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def _claim(mail: OutgoingMail) -> bool:
    """Take this try for oneself; give up rather than send a third time what may have gone twice."""
    doubts = _doubts(mail)
    mine = OutgoingMail.objects.due().filter(pk=mail.pk, tries=mail.tries)
    if doubts >= MOST_DOUBTS or mail.created_at < timezone.now() - GIVE_UP_AFTER:
        mine.update(state=OutgoingMailState.GIVEN_UP)
        return False
    mail.last_error = IN_DOUBT * (doubts + 1)
    wait = min(timedelta(minutes=2 ** min(mail.tries + 1, 10)), LONGEST_WAIT)
    return bool(mine.update(tries=mail.tries + 1, next_try_at=timezone.now() + wait, last_error=mail.last_error))


def _doubts(mail: OutgoingMail) -> int:
    return len(mail.last_error) - len(mail.last_error.lstrip(IN_DOUBT))


def _postpone(mail: OutgoingMail, error: Exception) -> None:
    doubts = IN_DOUBT * (_doubts(mail) - 1)
    OutgoingMail.objects.filter(pk=mail.pk).update(last_error=f"{doubts}{type(error).__name__}: {error}"[:300])


def _finish(mail: OutgoingMail, *, is_sent: bool) -> None:
    settled = (
        {"state": OutgoingMailState.SENT, "sent_at": timezone.now()}
        if is_sent
        else {"state": OutgoingMailState.GIVEN_UP}
    )
    OutgoingMail.objects.filter(pk=mail.pk).update(last_error="", **settled)


def _as_email(message: Message) -> EmailMultiAlternatives:
    email = EmailMultiAlternatives(_one_line(message.subject), message.text, to=[_one_line(message.to)])
    email.attach_alternative(_as_html(message), "text/html")
    for name, content, content_type in message.attachments:
        email.attach(name, content, content_type)
    return email


def _one_line(text: str) -> str:
    """A header's value: whatever people typed, it stays one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _as_html(message: Message) -> str:
    """The same words in paragraphs: placeholders are text, never markup."""
    paragraphs = [
        mark_safe(urlize(escape(part)).replace("\n", "<br>\n"))  # noqa: S308 - escaped just before
        for part in message.text.strip().split("\n\n")
    ]
    return render_to_string("components/mail.html", {"paragraphs": paragraphs, "language": message.language})
