"""Freezing and printing: content first, its file afterwards, in the task worker."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from booklets.documents.content import Addresses, booklet_content, target_digest, thanked_people, words_of
from booklets.models import Booklet, PrintRun, RunState, ShortAddress, TargetKind
from booklets.tasks import make_file
from participants.models import Person
from practices.models import HANDED_ON, Production

CODE_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 6


class NothingToPrintError(Exception):
    """No practice was chosen, or none is validated."""


def practices_to_print(booklet: Booklet) -> list[Production]:
    """Only what its group validated, in the order chosen; a withdrawn or reopened practice stays out."""
    items = booklet.items.filter(production__status__in=HANDED_ON)
    items = items.select_related("production__validated_revision", "production__group", "production__programme")
    return [item.production for item in items]


@transaction.atomic
def request_run(booklet: Booklet, *, by: Person | None, client_key: uuid.UUID, is_proof: bool) -> PrintRun:
    """Freeze what stands now and ask the worker for its file. The same key gives the same run."""
    _take_turn(booklet)
    if done := PrintRun.objects.filter(client_key=client_key).first():
        if done.booklet_id == booklet.pk:
            return done
        client_key = uuid.uuid4()
    number = None if is_proof else _next_number(booklet)
    content = frozen_content(booklet, number=number)
    run = PrintRun.objects.create(
        booklet=booklet,
        number=number,
        content=content,
        content_sha256=_digest(content),
        requested_by=by,
        client_key=client_key,
    )
    run.named.set(thanked_people(booklet.programme))
    make_file.enqueue(run.pk)
    return run


def _take_turn(booklet: Booklet) -> None:
    """PostgreSQL queues here those who print one booklet; SQLite has queued them when the transaction began."""
    Booklet.objects.select_for_update().only("pk").get(pk=booklet.pk)


def _next_number(booklet: Booklet) -> int:
    return (booklet.runs.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def frozen_content(booklet: Booklet, *, number: int | None = None) -> dict[str, Any]:
    """Everything the booklet would print now; raises NothingToPrintError with a sentence."""
    fresh = Booklet.objects.select_related("programme").get(pk=booklet.pk)
    practices = practices_to_print(fresh)
    if not practices:
        raise NothingToPrintError(_("Choose at least one validated practice before you print."))
    return booklet_content(fresh, number=number, practices=practices, addresses=ensure_addresses(practices))


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def try_again(run: PrintRun) -> bool:
    """Ask once more for the file of a run that failed, from the same frozen content."""
    failed = PrintRun.objects.filter(pk=run.pk, state=RunState.FAILED)
    if not failed.update(state=RunState.QUEUED, error="", tries=0, finished_at=None):
        return False
    make_file.enqueue(run.pk)
    return True


def ensure_addresses(practices: Iterable[Production]) -> Addresses:
    """A short address for each practice, video and tool that can be reached; those already printed stay."""
    wanted = [target for practice in practices for target in _targets(practice)]
    known = ShortAddress.objects.filter(production__in={t["production"].pk for t in wanted})
    addresses = {(a.production_id, a.kind, a.digest): a for a in known}
    for target in wanted:
        key = (target["production"].pk, target["kind"], target["digest"])
        if key not in addresses:
            addresses[key] = _make_address(target)
    return addresses


def _targets(practice: Production) -> list[dict[str, Any]]:
    sections = words_of(practice)
    targets = [{"production": practice, "kind": TargetKind.PRACTICE, "digest": "", "label": practice.title}]
    if url := (sections.get("video") or {}).get("url"):
        targets.append(_target(practice, TargetKind.VIDEO, url, None, practice.title))
    for tool in sections.get("tools") or []:
        if tool["url"] or tool["file"]:
            targets.append(_target(practice, TargetKind.TOOL, tool["url"], tool["file"], tool["label"]))
    return targets


def _target(practice: Production, kind: str, url: str, file: int | None, label: str) -> dict[str, Any]:
    digest = target_digest(url, file)
    return {"production": practice, "kind": kind, "digest": digest, "url": url, "attachment_id": file, "label": label}


def _make_address(target: dict[str, Any]) -> ShortAddress:
    """Six characters out of 31: a clash is tried again."""
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return ShortAddress.objects.create(code=get_random_string(CODE_LENGTH, CODE_ALPHABET), **target)
        except IntegrityError:
            continue
    raise RuntimeError("No free short address was found.")
