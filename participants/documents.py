"""The sheet of slips: many on an A4, a QR code and a short code each, lines to cut along."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from common.pdf import render_pdf
from common.secrets import show_code

from .models import Participation

SLIPS_CSS = ("css/slips.css",)
SLIPS_A_PAGE = 8


@dataclass(frozen=True)
class Slip:
    participation: Participation
    token: str
    code: str

    @property
    def address(self) -> str:
        return f"{settings.SITE_URL}{reverse('link_open', args=[self.token])}"

    @property
    def shown_code(self) -> str:
        return show_code(self.code)


def render_slips(slips: Sequence[Slip]) -> bytes:
    language = slips[0].participation.programme.language
    with translation.override(language):
        html = render_to_string("participants/print/slips.html", slips_context(slips))
    return render_pdf(html, css=SLIPS_CSS)


def slips_context(slips: Sequence[Slip]) -> dict[str, object]:
    pages = [list(slips[start : start + SLIPS_A_PAGE]) for start in range(0, len(slips), SLIPS_A_PAGE)]
    return {
        "pages": [[page[row : row + 2] for row in range(0, len(page), 2)] for page in pages],
        "programme": slips[0].participation.programme,
        "language": slips[0].participation.programme.language,
        "typed_at": f"{settings.SITE_URL.partition('://')[2]}{reverse('slip_code')}",
    }
