"""The only room that knows WeasyPrint: HTML in, tagged PDF out, from our own files and nothing else."""

import atexit
import ctypes
import re
import sys
import threading
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core import checks
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import ImageFile

from common.qr import qr_png

Ending = Callable[[int], str]

PAPER_CSS = ("css/paper.css",)
FONT_PACKAGES = {"SourceSerifPro": "font_source_serif_pro", "SourceSansPro": "font_source_sans_pro"}
SYSTEM_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
PRINT_FLAG = 4

_FONT_NAME = re.compile(r"(SourceSerifPro|SourceSansPro)-[A-Za-z]+")
_one_at_a_time = threading.RLock()


class PdfError(Exception):
    """A sentence that says why the PDF could not be made."""


def render_pdf(html: str, *, css: Sequence[str] = PAPER_CSS, ending: Ending | None = None) -> bytes:
    """The tagged PDF (PDF/UA-1) of a whole HTML document.

    `css`: names of static style sheets. `ending`: given the number of pages laid out,
    returns a second document whose pages close the first one, so that a page count can be rounded.
    """
    weasyprint, own_files = _weasyprint(), OwnFiles()
    with _one_at_a_time:
        try:
            document = _lay_out(html, css, own_files)
            if ending is not None:
                pages = len(document.pages)
                last = _lay_out(ending(pages), css, own_files, _continued(pages))
                document = document.copy(document.pages + last.pages)
            content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=_mend)
        except weasyprint.urls.FatalURLFetchingError as refusal:
            # It derives from BaseException and would fly past Django.
            raise _as_pdf_error(refusal) from None
    if own_files.refusals:
        # Inside an SVG, WeasyPrint swallows the refusal and leaves a hole.
        raise own_files.refusals[0]
    return content


def _lay_out(html: str, css: Sequence[str], own_files: "OwnFiles", *more: Any) -> Any:
    document = _weasyprint().HTML(string=html, url_fetcher=own_files)
    stylesheets = [*(_stylesheet(*_dated(name)) for name in css), *more]
    return document.render(font_config=_fonts(), stylesheets=stylesheets)


def _continued(pages: int) -> Any:
    """Page number and side of a document that goes on after so many pages."""
    side = "left" if pages % 2 else "right"
    rules = f"html {{ break-before: {side} }} @page :first {{ counter-reset: page {pages + 1} }}"
    return _weasyprint().CSS(string=rules)


def _as_pdf_error(refusal: BaseException) -> PdfError:
    cause = refusal.__cause__
    return cause if isinstance(cause, PdfError) else PdfError(str(cause or refusal))


# Our own files


class OwnFiles:
    """Answers `static:NAME`, `media:NAME`, `font:NAME` and the drawing `qr:TEXT`; refuses all the rest."""

    _fail_on_errors = True  # read by WeasyPrint: a refusal stops the rendering instead of leaving a hole

    def __init__(self) -> None:
        self.refusals: list[PdfError] = []

    def __call__(self, address: str) -> Any:
        try:
            content, kind = self._read(address)
        except PdfError as refusal:
            self.refusals.append(refusal)
            raise
        return _weasyprint().urls.URLFetcherResponse(address, content, {"Content-Type": kind})

    def _read(self, address: str) -> tuple[bytes, str]:
        scheme, separator, rest = address.partition(":")
        reader = READERS.get(scheme) if separator else None
        if reader is None:
            raise PdfError(_("“%(address)s” is not one of our own files.") % {"address": address[:200]})
        return reader(unquote(rest))


def _static(name: str) -> tuple[bytes, str]:
    try:
        path = finders.find(name)
        with Path(path).open("rb") if path else staticfiles_storage.open(name) as stored:
            return stored.read(), _kind(name)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise _missing(name) from error


def _media(name: str) -> tuple[bytes, str]:
    try:
        with default_storage.open(name) as stored:
            return stored.read(), _kind(name)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise _missing(name) from error


def _font(name: str) -> tuple[bytes, str]:
    family = _FONT_NAME.fullmatch(name)
    if family is None:
        raise _missing(name)
    folder = files(FONT_PACKAGES[family[1]]) / "files"
    return (folder / f"{name}.ttf").read_bytes(), "font/ttf"


def _qr(text: str) -> tuple[bytes, str]:
    return qr_png(text), "image/png"


READERS: dict[str, Callable[[str], tuple[bytes, str]]] = {
    "static": _static,
    "media": _media,
    "font": _font,
    "qr": _qr,
}


def _kind(name: str) -> str:
    return guess_type(name)[0] or "application/octet-stream"


def _missing(name: str) -> PdfError:
    return PdfError(_("The file “%(name)s” is missing: put it back or take it out of the page.") % {"name": name[:200]})


# Kept between two renders


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    atexit.register(_fonts.cache_clear)  # later, its finaliser finds the interpreter half gone
    return FontConfiguration()


def _dated(name: str) -> tuple[str, int]:
    path = finders.find(name)
    return name, Path(path).stat().st_mtime_ns if path else 0


@lru_cache(maxsize=16)
def _stylesheet(name: str, _modified: int) -> Any:
    content, _kind_of_file = _static(name)
    return _weasyprint().CSS(string=content.decode(), url_fetcher=OwnFiles(), font_config=_fonts())


# The library itself


@cache
def _weasyprint() -> Any:
    """Its import makes Pillow accept pictures cut short, in the whole process: uploads would be kept half."""
    try:
        import weasyprint
        import weasyprint.urls
    except (ImportError, OSError) as error:
        raise PdfError(_("PDF files cannot be made on this machine: run “manage.py check”.")) from error
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return weasyprint


@checks.register()
def check_pdf_libraries(**_kwargs: object) -> list[checks.CheckMessage]:
    """Say which packages to install, long before somebody prints."""
    if sys.platform != "linux":
        return []
    missing = [package for library, package in SYSTEM_LIBRARIES.items() if not _can_load(library)]
    if not missing:
        return []
    hint = f"sudo apt install {' '.join(missing)}"
    return [checks.Warning("PDF files cannot be made: system libraries are missing.", hint=hint, id="common.W001")]


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


# What WeasyPrint leaves out of PDF/UA


def _mend(_document: Any, pdf: Any) -> None:
    """Print flag on links, scope on table headers."""
    for item in pdf.objects:
        if not hasattr(item, "get"):
            continue
        if item.get("Subtype") == "/Link":
            item["F"] = PRINT_FLAG
        elif item.get("S") == "/TR":
            _scope_headers([pdf.objects[int(kid.split()[0])] for kid in item["K"]])


def _scope_headers(cells: list[Any]) -> None:
    has_data = any(cell["S"] == "/TD" for cell in cells)
    for cell in cells:
        if cell["S"] == "/TH":
            cell["A"]["Scope"] = "/Row" if has_data else "/Column"
