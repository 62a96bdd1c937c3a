"""A picture is kept without anything that is not the picture; what is no picture is refused in a sentence."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from common.images import MAX_PIXELS, clean_image
from common.pdf import render_pdf
from common.uploads import UploadError, clean_document

SECRET = b"48.8566N-SECRET-PLACE"


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def photo(size: tuple[int, int] = (900, 600), kind: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    image = Image.effect_noise(size, 60).convert(mode)
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif_with_place(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    return exif.tobytes()


def test_a_photograph_loses_its_place_and_comment_but_not_its_size() -> None:
    sent = photo(exif=exif_with_place(), comment=SECRET)
    assert SECRET in sent

    clean = clean_image(upload(sent))

    assert SECRET not in clean.content
    assert (clean.content_type, clean.extension, clean.width, clean.height) == ("image/jpeg", "jpg", 900, 600)
    kept = Image.open(io.BytesIO(clean.content))
    assert dict(kept.getexif()) == {}
    assert "comment" not in kept.info


def test_a_drawing_stays_a_drawing_and_loses_its_texts() -> None:
    info = PngInfo()
    info.add_text("Author", SECRET.decode())
    buffer = io.BytesIO()
    Image.new("RGB", (200, 100), "teal").save(buffer, "PNG", pnginfo=info)

    clean = clean_image(upload(buffer.getvalue()))

    assert clean.content_type == "image/png"
    assert SECRET not in clean.content


def test_a_phone_held_sideways_gives_an_upright_picture() -> None:
    clean = clean_image(upload(photo((800, 400), exif=exif_with_place(orientation=6))))

    assert (clean.width, clean.height) == (400, 800)


def test_the_longest_side_is_kept_within_the_limit() -> None:
    clean = clean_image(upload(photo((4000, 3000))))

    assert (clean.width, clean.height) == (1600, 1200)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_formats_are_recognised_by_content_not_by_name(kind: str) -> None:
    clean = clean_image(upload(photo((300, 200), kind), "anything.exe"))

    assert clean.content_type in {"image/png", "image/jpeg"}


def test_a_phones_heic_is_read() -> None:
    sent = (Path(__file__).parent / "files" / "phone.heic").read_bytes()
    assert SECRET in sent

    clean = clean_image(upload(sent, "IMG_0042.HEIC"))

    assert (clean.content_type, clean.width, clean.height) == ("image/jpeg", 96, 64)
    assert SECRET not in clean.content


@pytest.mark.parametrize("mode", ["P", "L", "LA", "RGBA", "1", "I;16"])
def test_every_kind_of_pixels_comes_out_as_plain_colours(mode: str) -> None:
    buffer = io.BytesIO()
    source = Image.new("L", (40, 30), 120)
    (source.convert("I").convert("I;16") if mode == "I;16" else source.convert(mode)).save(buffer, "PNG")

    kept = Image.open(io.BytesIO(clean_image(upload(buffer.getvalue())).content))

    assert kept.mode in {"RGB", "RGBA"}


def bomb(width: int, height: int) -> bytes:
    """A PNG that announces far more pixels than it weighs."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = zlib.compress(b"\0" * (width + 1) * 100)
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


HOSTILE = {
    "empty": b"",
    "text": b"not a picture",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<html><script>alert(1)</script></html>",
    "gif": b"GIF89a" + b"\0" * 60,
    "cut short": photo()[:2000],
    "png without pixels": b"\x89PNG\r\n\x1a\n",
    "bomb": bomb(MAX_PIXELS // 100, 101),
    "huge bomb": bomb(60_000, 60_000),
    "fake heic": b"\0\0\0\x18ftypheic" + b"\0" * 200,
    "fake webp": b"RIFF\xff\xff\xff\xffWEBPVP8 " + b"\0" * 50,
}


def test_a_picture_cut_short_is_refused_after_a_pdf_was_made() -> None:
    render_pdf('<html lang="fr"><title>Essai</title><p>Bonjour</p></html>')

    with pytest.raises(UploadError):
        clean_image(upload(photo()[:2000]))


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_picture_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(UploadError) as refusal:
        clean_image(upload(content))

    assert str(refusal.value).endswith(("HEIC.", "million.", "millions au plus."))


def test_a_document_is_recognised_by_its_content() -> None:
    assert clean_document(upload(b"%PDF-1.7 ...", "fiche.doc")).extension == "pdf"


@pytest.mark.parametrize("content", [b"MZ\x90", b"<svg/>", b"PK\x03\x04broken", b""])
def test_a_program_or_a_page_is_no_document(content: bytes) -> None:
    with pytest.raises(UploadError):
        clean_document(upload(content, "fiche.pdf"))


def test_an_office_file_with_macros_is_refused() -> None:
    import zipfile

    def archive(*names: str) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as file:
            for name in names:
                file.writestr(name, "x")
        return buffer.getvalue()

    assert clean_document(upload(archive("[Content_Types].xml", "word/document.xml"))).extension == "docx"
    with pytest.raises(UploadError):
        clean_document(upload(archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")))
