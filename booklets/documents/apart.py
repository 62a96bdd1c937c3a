"""Laying out in a process of its own: a booklet that eats memory or never ends takes nothing else with it."""

import json
import resource
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from common.pdf import PdfError

MOST_SECONDS = 120
MOST_BYTES = 4 * 1024**3
SAID_WHY = 3  # exit status of a refusal that has a sentence


def booklet_pdf_apart(content: Mapping[str, Any]) -> bytes:
    """The same bytes as ``booklet_pdf``; raises PdfError with a sentence when the limits are reached."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "lay_out"]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(content).encode(),
            capture_output=True,
            timeout=MOST_SECONDS,
            preexec_fn=_limit_memory,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PdfError(_("The layout took more than two minutes and was stopped. Choose fewer practices.")) from None
    if done.returncode == SAID_WHY:
        raise PdfError(done.stderr.decode(errors="replace").strip()[-400:])
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise PdfError(_("The layout stopped before its end: the machine may be short of memory. Try again later."))
    return done.stdout


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
