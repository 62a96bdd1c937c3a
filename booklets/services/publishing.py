"""Publishing a run: its practices get a public page, and leave it at once when they are withdrawn."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from booklets.models import Booklet, PrintRun, RunState
from participants.models import Person
from practices.models import Production, ProductionStatus
from practices.services.moves import move_production


class CannotPublish(Exception):
    """The message says what is missing, in a sentence."""


def printed_practices(run: PrintRun) -> list[int]:
    return [sheet["id"] for part in run.content["parts"] for sheet in part["practices"]]


@transaction.atomic
def publish_run(run: PrintRun, *, by: Person) -> None:
    """Make a finished, numbered run the public one; every practice in it must be approved for print."""
    if run.number is None or run.state != RunState.DONE:
        raise CannotPublish(_("Print a numbered run first: what is published is what was printed."))
    practices = list(Production.objects.filter(pk__in=printed_practices(run)))
    waiting = [p for p in practices if p.status not in (ProductionStatus.APPROVED, ProductionStatus.PUBLISHED)]
    if waiting:
        titles = ", ".join(str(p) for p in waiting[:5])
        raise CannotPublish(_("Not approved for print yet: %(titles)s.") % {"titles": titles})
    for practice in practices:
        if practice.status == ProductionStatus.APPROVED:
            move_production(practice, ProductionStatus.PUBLISHED, by=by, seen=practice.head_id)
    Booklet.objects.filter(pk=run.booklet_id).update(
        published_at=timezone.now(), published_by=by, published_run=run
    )


@transaction.atomic
def unpublish(booklet: Booklet) -> None:
    """The public pages close; the run and its file stay."""
    Booklet.objects.filter(pk=booklet.pk).update(published_at=None, published_by=None, published_run=None)
