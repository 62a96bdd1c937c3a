"""Tables in and out: CSV of any French machine, XLSX, XLS and ODS read; CSV and XLSX written without formulas."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, load_workbook
from xlsxwriter import Workbook

from common.text import clean_text

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_ROWS = 5000
MAX_COLUMNS = 60
MAX_CELL = 2000
SEPARATORS = ";,\t|"
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class SpreadsheetError(Exception):
    """A sentence that says why the file cannot be read, and what to do."""


def read_table(upload: BinaryIO) -> list[list[str]]:
    """The first sheet that holds something, as tidy text; the lines keep their place, empty ones included."""
    content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise SpreadsheetError(_("This file is too large: 5 MB at most. Keep only the sheet of the people."))
    if not content.strip():
        raise SpreadsheetError(_("This file is empty."))
    rows = _workbook_rows(content) if content[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"} else _csv_rows(content)
    if len(rows) > MAX_ROWS:
        raise SpreadsheetError(_("This file has too many lines: %(most)d at most.") % {"most": MAX_ROWS})
    return [[_as_text(cell) for cell in row[:MAX_COLUMNS]] for row in rows]


def _workbook_rows(content: bytes) -> list[list[Any]]:
    _refuse_bombs(content)
    try:
        with load_workbook(io.BytesIO(content)) as workbook:
            sheets = (
                workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names
            )
            return next((rows for rows in sheets if any(any(cell != "" for cell in row) for row in rows)), [])
    except (CalamineError, OSError, ValueError) as error:
        raise SpreadsheetError(_("This file cannot be read: save it again as XLSX, ODS or CSV.")) from error


def _refuse_bombs(content: bytes) -> None:
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise SpreadsheetError(_("This file is damaged: save it again as XLSX, ODS or CSV.")) from error
    if unpacked > MAX_UNPACKED:
        raise SpreadsheetError(_("This file is too large: 5 MB at most. Keep only the sheet of the people."))


def _csv_rows(content: bytes) -> list[list[Any]]:
    text = _decode(content)
    if "\x00" in text:
        raise SpreadsheetError(_("This is not a table: choose a CSV, XLSX or ODS file."))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as error:
        raise SpreadsheetError(_("This file cannot be read: save it again as XLSX, ODS or CSV.")) from error


def _decode(content: bytes) -> str:
    """UTF-8 if it can be, else what French Windows writes."""
    for bom, encoding in BOMS.items():
        if content.startswith(bom):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """The sign that cuts the first written line into most cells."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=lambda sign: len(next(csv.reader([heading], delimiter=sign))))


def _as_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime | date):
        cell = cell.isoformat()
    return clean_text(str(cell).replace("\xa0", " "))[:MAX_CELL]


def write_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """As Excel in French opens it: semicolons and a byte order mark; no cell is ever a formula."""
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows(
        [_harmless(cell) for cell in row] for row in rows
    )
    return written.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Iterable[Sequence[object]], *, title: str = "") -> bytes:
    written = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with Workbook(written, options) as workbook:
        sheet = workbook.add_worksheet("".join(c for c in title if c not in "[]:*?/\\'")[:31] or None)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
        sheet.autofit()
    return written.getvalue()


def _harmless(cell: object) -> object:
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
