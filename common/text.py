"""Text as it is stored and sorted: one normal form, one sorting key, no character that breaks a page."""

import re
import unicodedata

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean_text(text: str) -> str:
    """NFC, Unix line ends, without control characters, lone surrogates or direction overrides."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", text)).strip()


def fold(text: str) -> str:
    """For comparing and searching: casefolded, accents stripped, œ as oe."""
    plain = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def sort_key(text: str) -> str:
    """The same order on SQLite and PostgreSQL: the folded text, as long as a column holds."""
    return fold(text)[:200].strip()
