"""Printed documents built from frozen content: the booklet and the single practice sheet. Built here, never stored."""

from booklets.documents.booklet import booklet_html, booklet_pdf
from booklets.documents.sheet import sheet_html, sheet_pdf

__all__ = ["booklet_html", "booklet_pdf", "sheet_html", "sheet_pdf"]
