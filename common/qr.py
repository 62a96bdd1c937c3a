"""QR codes as one-bit pictures: they cost nothing in a page and survive every copier."""

from io import BytesIO

import segno


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """A black and white PNG with its quiet zone, the same bytes for the same text."""
    picture = BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=scale, border=2)
    return picture.getvalue()
