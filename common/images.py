"""Pictures as we keep them: decoded, turned upright, made smaller, and freed of everything that is not the picture."""

import io
import struct

import pi_heif
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from .uploads import CleanFile, UploadError, read_upload

CleanImage = CleanFile

MAX_IMAGE = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_PNG = 1_500_000
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
pi_heif.register_heif_opener(thumbnails=False)


def clean_image(upload: UploadedFile, *, longest: int = 1600) -> CleanImage:
    """The picture re-encoded: no EXIF, place, comment or profile is left. Raises UploadError with a sentence."""
    content = read_upload(upload, most=MAX_IMAGE)
    try:
        image = _open(content, longest)
        return _encode(_upright(image, longest), may_be_drawing=image.format == "PNG")
    except UploadError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise UploadError(_too_many_pixels()) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error) as error:
        raise UploadError(_("This picture cannot be read: please choose a JPEG, PNG, WebP or HEIC file.")) from error


def _open(content: bytes, longest: int) -> Image.Image:
    """Opened by content; the size is known, and refused, before a single pixel is decoded."""
    image: Image.Image = Image.open(io.BytesIO(content), formats=_FORMATS)
    if image.width * image.height > MAX_PIXELS:
        raise UploadError(_too_many_pixels())
    image.draft("RGB", (longest * 2, longest * 2))
    image.load()
    return image


def _upright(image: Image.Image, longest: int) -> Image.Image:
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    if image.mode not in {"RGB", "RGBA", "L", "LA", "CMYK"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    image = _in_plain_colours(image, profile)
    image.info.clear()
    return image


def _in_plain_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """sRGB, with its transparency when it has one; a phone's wide colours are converted, not dropped."""
    has_alpha = image.has_transparency_data
    image = image.convert("RGBA" if has_alpha else "RGB") if image.mode not in {"RGB", "CMYK"} else image
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        image = _to_srgb(image, profile)
    return image if image.mode in {"RGB", "RGBA"} else image.convert("RGB")


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return turned or image


def _encode(image: Image.Image, *, may_be_drawing: bool) -> CleanImage:
    """Drawings stay PNG while they are light; photographs are JPEG."""
    if image.mode == "RGBA" or (may_be_drawing and _is_drawing(image)):
        content = _saved(image, "PNG", optimize=True)
        if image.mode == "RGBA" or len(content) <= MAX_PNG:
            return CleanFile(content, "image/png", "png", image.width, image.height)
    content = _saved(image.convert("RGB"), "JPEG", quality=86, optimize=True, progressive=True)
    return CleanFile(content, "image/jpeg", "jpg", image.width, image.height)


def _is_drawing(image: Image.Image) -> bool:
    """Few colours: flat areas that JPEG would smear."""
    sample = image.resize((min(image.width, 200), min(image.height, 200)), Image.Resampling.NEAREST)
    return sample.getcolors(maxcolors=2_000) is not None


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _too_many_pixels() -> str:
    return _("This picture has too many pixels: please make it smaller, within %(limit)d million.") % {
        "limit": MAX_PIXELS // 1_000_000
    }
