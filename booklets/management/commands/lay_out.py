"""manage.py lay_out: frozen content on standard input, its PDF on standard output. Called by the task worker."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from booklets.documents import booklet_pdf
from booklets.documents.apart import SAID_WHY
from common.pdf import PdfError


class Command(BaseCommand):
    help = "Lay out a booklet: frozen content (JSON) on standard input, PDF on standard output."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            pdf = booklet_pdf(json.load(sys.stdin))
        except PdfError as error:
            sys.stderr.write(str(error))
            sys.exit(SAID_WHY)
        sys.stdout.buffer.write(pdf)
