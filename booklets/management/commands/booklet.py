"""manage.py booklet: a programme's booklet in a file, as a proof or from a stored run."""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from booklets.documents.apart import booklet_pdf_apart
from booklets.documents.standalone import booklet_page
from booklets.models import Booklet, PrintRun
from booklets.services.running import NothingToPrintError, frozen_content
from common.pdf import PdfError


class Command(BaseCommand):
    help = "Write a programme's booklet: a proof of what stands now, or run N exactly as it was printed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("programme", help="the short name in the programme's address")
        parser.add_argument("--format", choices=["a4", "html"], default="a4")
        parser.add_argument("--output", required=True, help="the file to write")
        parser.add_argument("--run", type=int, help="the number of a stored run")

    def handle(self, *args: Any, **options: Any) -> None:
        booklet = _find(options["programme"])
        with translation.override(booklet.programme.language):
            try:
                made = _made(booklet, options["format"], options["run"])
            except (PdfError, NothingToPrintError) as refusal:
                raise CommandError(str(refusal)) from refusal
        _write(Path(options["output"]), made)
        self.stdout.write(_("Written: %(path)s") % {"path": options["output"]})


def _find(slug: str) -> Booklet:
    booklet = Booklet.objects.select_related("programme").filter(programme__slug=slug).first()
    if booklet is None:
        raise CommandError(_("No booklet has been composed for the programme “%(slug)s”.") % {"slug": slug})
    return booklet


def _made(booklet: Booklet, form: str, number: int | None) -> bytes:
    if number is None:
        return _laid_out(frozen_content(booklet), form)
    run = _find_run(booklet, number)
    if form == "html":
        return _laid_out(run.content, form)
    with run.file.open("rb") as stored:
        return bytes(stored.read())


def _laid_out(content: Mapping[str, Any], form: str) -> bytes:
    return booklet_page(content).encode() if form == "html" else booklet_pdf_apart(content)


def _find_run(booklet: Booklet, number: int) -> PrintRun:
    run = booklet.runs.ready().filter(number=number).first()
    if run is not None:
        return run
    there = ", ".join(
        str(n) for n in booklet.runs.ready().numbered().order_by("number").values_list("number", flat=True)
    )
    said = {"number": number, "there": there or _("none")}
    raise CommandError(_("Run no. %(number)d is not ready. Runs that are: %(there)s.") % said)


def _write(path: Path, made: bytes) -> None:
    """Apart, then in place: nobody ever reads half a booklet."""
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(made)
            Path(draft).chmod(0o644)
            Path(draft).replace(path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                Path(draft).unlink()
            raise
    except OSError as error:
        said = {"path": path, "why": error.strerror}
        raise CommandError(_("%(path)s cannot be written: %(why)s.") % said) from error
