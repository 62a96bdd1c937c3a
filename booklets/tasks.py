"""After the answer: laying out a print run from its frozen content."""

import hashlib
import io
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from booklets.documents.apart import booklet_pdf_apart
from booklets.models import PrintRun, RunState
from common.background import task
from common.pdf import PdfError

MOST_TRIES = 3
STUCK_AFTER = timedelta(minutes=10)
PROOFS_KEPT = 2


@task()
def make_file(run_id: int) -> None:
    """Claim, lay out, store, in that order; a run already done or claimed by another worker is left alone."""
    waiting = PrintRun.objects.filter(pk=run_id, state=RunState.QUEUED)
    if not waiting.update(state=RunState.RUNNING, tries=F("tries") + 1, started_at=timezone.now()):
        return
    run = PrintRun.objects.select_related("booklet").get(pk=run_id)
    with translation.override(run.content.get("language") or "fr"):
        _lay_out(run)


def _lay_out(run: PrintRun) -> None:
    try:
        _store(run, booklet_pdf_apart(run.content))
    except PdfError as error:
        _fail(run, str(error))
    except Exception as error:
        _fail(run, _said_for_people(error))
        raise


def _claimed(run: PrintRun) -> QuerySet[PrintRun]:
    """This very try: a worker thought lost that comes back late changes nothing."""
    return PrintRun.objects.filter(pk=run.pk, state=RunState.RUNNING, tries=run.tries)


def _store(run: PrintRun, pdf: bytes) -> None:
    """The file is whole on disk before any row speaks of it."""
    pages = _count_pages(pdf)
    run.file.save("booklet.pdf", ContentFile(pdf), save=False)
    kept = _claimed(run).update(
        state=RunState.DONE,
        file=run.file.name,
        file_sha256=hashlib.sha256(pdf).hexdigest(),
        pages=pages,
        finished_at=timezone.now(),
        error="",
    )
    if not kept:
        run.file.delete(save=False)
    elif run.number is None:
        forget_old_proofs(run.booklet_id)


def _count_pages(pdf: bytes) -> int:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return len(document.pages)
    except pikepdf.PdfError as error:
        raise PdfError(_("The file that was made cannot be read back. Try again.")) from error


def _fail(run: PrintRun, why: str) -> None:
    said = why.strip()[:500] or _("The layout stopped without saying why. Try again.")
    _claimed(run).update(state=RunState.FAILED, error=said, finished_at=timezone.now())


def _said_for_people(error: Exception) -> str:
    return _(
        "The layout stopped unexpectedly (%(kind)s). The last good file is kept; try again, "
        "or tell whoever looks after this site."
    ) % {"kind": type(error).__name__}


def forget_old_proofs(booklet_id: int) -> None:
    """A proof is looked at once: the last ones stay, numbered runs always."""
    proofs = PrintRun.objects.filter(booklet=booklet_id).proofs().ready()
    kept = list(proofs.values_list("pk", flat=True)[:PROOFS_KEPT])
    for old in proofs.exclude(pk__in=kept).defer("content"):
        old.delete()
        old.file.delete(save=False)


def rescue_stuck_runs() -> int:
    """A worker killed in the middle leaves a run RUNNING: give it back, three times at most."""
    stuck = PrintRun.objects.filter(state=RunState.RUNNING, started_at__lt=timezone.now() - STUCK_AFTER)
    return sum(_rescue(run) for run in stuck.defer("content"))


@transaction.atomic
def _rescue(run: PrintRun) -> bool:
    if run.tries >= MOST_TRIES:
        _fail(run, _("The layout was interrupted three times. Try again when the machine is less busy."))
        return False
    if not _claimed(run).update(state=RunState.QUEUED):
        return False
    make_file.enqueue(run.pk)
    return True
