"""The booklet as one HTML file that opens anywhere: its pictures and its letters inside it, nothing to fetch."""

import base64
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from booklets.documents.booklet import booklet_html
from booklets.documents.sheet import SHEET_CSS
from common.pdf import READERS

_OURS = r"(?:static|media|font|qr):"
_SOURCE = re.compile(rf'(?<=\ssrc=")({_OURS}[^"]+)(?=")')
_URL = re.compile(rf'url\("?({_OURS}[^")]+)"?\)')
_FACE = re.compile(r"@font-face\s*{[^}]*}")
SCREEN = """
:root { --serif: Georgia, "Times New Roman", serif; --sans: system-ui, "Segoe UI", sans-serif; }
body { max-width: 168mm; margin: 0 auto; padding: 8mm; font-family: var(--serif); }
img { max-width: 100%; }
body > section, body > article, .sheet { margin-bottom: 14mm; }
"""


def booklet_page(content: Mapping[str, Any]) -> str:
    """The same words as the PDF, for a browser and for whoever listens to it."""
    css = "\n".join(_FACE.sub("", _read(f"static:{name}")[0].decode()) for name in SHEET_CSS)
    style = _URL.sub(lambda found: f'url("{_inside(found[1])}")', css + SCREEN)
    html = _SOURCE.sub(lambda found: _inside(found[1]), booklet_html(content))
    return html.replace("</head>", f"<style>{style}</style></head>", 1)


def _inside(address: str) -> str:
    body, kind = _read(address.replace("&amp;", "&"))
    return f"data:{kind};base64,{base64.b64encode(body).decode()}"


def _read(address: str) -> tuple[bytes, str]:
    scheme, _mark, rest = address.partition(":")
    return READERS[scheme](unquote(rest))
