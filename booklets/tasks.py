"""After the answer: laying out a print run from its frozen content."""

import hashlib
import io
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from booklets.documents.apart import booklet_pdf_apart
from booklets.models import PrintRun, RunState
from common.background import task
from common.pdf import PdfError

MOST_TRIES = 3
STUCK_AFTER = timedelta(minutes=10)


@task()
def make_file(run_id: int) -> None:
    """Claim, lay out, store, in that order; a run already done or claimed by another worker is left alone."""
    waiting = PrintRun.objects.filter(pk=run_id, state=RunState.QUEUED)
    if not waiting.update(state=RunState.RUNNING, tries=F("tries") + 1, started_at=timezone.now()):
        return
    run = PrintRun.objects.get(pk=run_id)
    try:
        _store(run, booklet_pdf_apart(run.content))
    except PdfError as error:
        _fail(run, str(error))
    except Exception as error:
        _fail(run, _said_for_people(error))
        raise


def _store(run: PrintRun, pdf: bytes) -> None:
    """The file is whole on disk before any row speaks of it."""
    run.file.save("booklet.pdf", ContentFile(pdf), save=False)
    PrintRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(
        state=RunState.DONE,
        file=run.file.name,
        file_sha256=hashlib.sha256(pdf).hexdigest(),
        pages=_count_pages(pdf),
        finished_at=timezone.now(),
        error="",
    )


def _count_pages(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _fail(run: PrintRun, why: str) -> None:
    PrintRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(
        state=RunState.FAILED, error=why[:500], finished_at=timezone.now()
    )


def _said_for_people(error: Exception) -> str:
    with translation.override("fr"):
        return _("The layout stopped unexpectedly (%(kind)s). The last good file is kept; try again, or tell whoever looks after this site.") % {
            "kind": type(error).__name__
        }


def rescue_stuck_runs() -> int:
    """A worker killed in the middle leaves a run RUNNING: give it back, three times at most."""
    stuck = PrintRun.objects.filter(state=RunState.RUNNING, started_at__lt=timezone.now() - STUCK_AFTER)
    rescued = 0
    for run in stuck:
        if run.tries >= MOST_TRIES:
            _fail(run, _("The layout was interrupted three times. Try again when the machine is less busy."))
        elif PrintRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(state=RunState.QUEUED):
            make_file.enqueue(run.pk)
            rescued += 1
    return rescued
