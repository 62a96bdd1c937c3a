"""What somebody uploads: recognised by its content, never by its name, and refused with a sentence."""

import hashlib
import io
import zipfile
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from .text import clean_text

MAX_DOCUMENT = 10 * 1024 * 1024
_MAX_MEMBERS = 5_000

_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OFFICE_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_CONTENT_TYPES = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


class UploadError(ValueError):
    """A file that cannot be taken; the message is a sentence for the person who chose it."""


@dataclass(frozen=True)
class CleanFile:
    """Bytes that may be kept, and what they are."""

    content: bytes
    content_type: str
    extension: str
    width: int | None = None
    height: int | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def clean_document(upload: UploadedFile) -> CleanFile:
    """A PDF, an OpenDocument or an Office document without macros, kept as it is."""
    content = read_upload(upload, most=MAX_DOCUMENT)
    extension = "pdf" if content.startswith(b"%PDF-") else _kind_of_archive(content)
    if not extension:
        raise UploadError(
            _("This file is not one we can keep: a PDF, a LibreOffice or Office document without macros, or a picture.")
        )
    return CleanFile(content, _CONTENT_TYPES[extension], extension)


def read_upload(upload: UploadedFile, *, most: int) -> bytes:
    if (upload.size or 0) > most:
        raise UploadError(
            _("This file is too heavy: please keep it under %(limit)d MB.") % {"limit": most // (1024 * 1024)}
        )
    upload.seek(0)
    return upload.read()


def shown_name(upload: UploadedFile, extension: str) -> str:
    """The person's own name for the file, cleaned, ending as its content says."""
    name = clean_text(upload.name or "").replace("/", " ").replace("\\", " ").rsplit(".", 1)[0]
    return f"{' '.join(name.split())[:100] or 'document'}.{extension}"


def _kind_of_archive(content: bytes) -> str:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        names = archive.namelist()
        if len(names) > _MAX_MEMBERS or _has_macros(names):
            return ""
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
            return _OPEN_DOCUMENT.get(archive.read("mimetype").strip(), "")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return ""
    if "[Content_Types].xml" not in names:
        return ""
    return next((kind for folder, kind in _OFFICE_FOLDERS.items() if any(n.startswith(folder) for n in names)), "")


def _has_macros(names: list[str]) -> bool:
    return any(n.endswith("vbaProject.bin") or n.startswith(("Basic/", "Scripts/")) for n in names)
