"""Publishing a run: its practices get a public page, and leave it at once when they are withdrawn."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from booklets.documents.content import Files, Label, files_of, labels_of
from booklets.models import Booklet, PrintRun, PublicEntry, RunState
from common.text import fold, sort_key
from participants.models import Person, PickList, Programme
from practices.models import Production, ProductionStatus
from practices.services.life import publish_productions
from practices.services.moves import TransitionError

READY_TO_PUBLISH = (ProductionStatus.APPROVED, ProductionStatus.PUBLISHED)
MOST_NAMED = 5


class CannotPublishError(Exception):
    """The message says what is missing, in a sentence."""


def printed_versions(run: PrintRun) -> dict[int, int]:
    """For each practice of the run, the number of the version that was printed, in the order of the pages."""
    return {sheet["id"]: sheet["version"] for part in run.content["parts"] for sheet in part["practices"]}


@transaction.atomic
def publish_run(run: PrintRun, *, by: Person) -> None:
    """Make a finished, numbered run the public one; every practice in it must be approved, in the words it prints."""
    if run.number is None or run.state != RunState.DONE:
        raise CannotPublishError(_("Print a numbered run first: what is published is what was printed."))
    practices = _printed_practices(run)
    _check_approved(practices)
    _check_same_words(practices, printed_versions(run))
    try:
        publish_productions(practices, by=by)
    except TransitionError as error:
        raise CannotPublishError(str(error)) from error
    _write_entries(run, practices)
    Booklet.objects.filter(pk=run.booklet_id).update(published_at=timezone.now(), published_by=by, published_run=run)


def _printed_practices(run: PrintRun) -> list[Production]:
    versions = printed_versions(run)
    practices = list(Production.objects.filter(pk__in=versions).select_related("validated_revision", "programme"))
    if len(practices) < len(versions):
        raise CannotPublishError(_("A practice of this run no longer exists: print a new run."))
    return practices


def _check_approved(practices: list[Production]) -> None:
    waiting = [p for p in practices if p.status not in READY_TO_PUBLISH]
    if waiting:
        raise CannotPublishError(_("Not approved for print yet: %(titles)s.") % {"titles": _named(waiting)})


def _check_same_words(practices: list[Production], printed: dict[int, int]) -> None:
    changed = [p for p in practices if p.validated_revision and p.validated_revision.number != printed[p.pk]]
    if changed:
        raise CannotPublishError(
            _("These words have changed since the run was printed: %(titles)s. Print a new run.")
            % {"titles": _named(changed)}
        )


def _named(practices: list[Production]) -> str:
    titles = [str(practice) for practice in practices]
    return ", ".join(titles[:MOST_NAMED]) + (" …" if len(titles) > MOST_NAMED else "")


def _write_entries(run: PrintRun, practices: list[Production]) -> None:
    """Exactly the practices of this run are public: those of the run before it that are not in it leave."""
    programme = run.booklet.programme
    label, files = labels_of(programme), files_of(practices)
    PublicEntry.objects.filter(production__programme=programme).delete()
    PublicEntry.objects.bulk_create(_entry(run, practice, label, files) for practice in practices)


def _entry(run: PrintRun, practice: Production, label: Label, files: Files) -> PublicEntry:
    revision = practice.validated_revision
    assert revision is not None
    sections = revision.sections
    who, link = sections.get("who") or {}, sections.get("link") or {}
    keys = {name: link.get(name, "") for name in ("object", "form", "frequency")}
    pictures = [p["picture"] for p in sections.get("pictures") or [] if p.get("picture") in files]
    return PublicEntry(
        production=practice,
        revision=revision,
        run=run,
        picture_id=pictures[0] if pictures else None,
        title=sections.get("title", "")[:120],
        sort_title=sort_key(sections.get("title", "")),
        summary=sections.get("summary", ""),
        place=who.get("place", ""),
        territory_type=who.get("territory_type", ""),
        object_label=label(PickList.OBJECT, keys["object"]),
        edition=practice.programme.edition,
        words=_searched(sections, practice.programme),
        **keys,
    )


def _searched(sections: dict[str, Any], programme: Programme) -> str:
    who = sections.get("who") or {}
    organisations = [o["name"] for o in who.get("organisations", []) if o.get("role") == "acting"]
    said = [sections.get("title", ""), sections.get("summary", ""), who.get("place", ""), programme.department]
    return fold(" ".join([*said, *organisations]))


@transaction.atomic
def unpublish(booklet: Booklet) -> None:
    """The public pages close; the run and its file stay."""
    Booklet.objects.filter(pk=booklet.pk).update(published_at=None, published_by=None, published_run=None)
    PublicEntry.objects.filter(production__programme=booklet.programme_id).delete()
