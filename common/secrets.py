"""Making and recognising secrets: links of 128 bits, typed codes of eight characters, both stored hashed."""

import secrets

from django.utils.crypto import salted_hmac

ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"


def make_token() -> str:
    """A fresh secret for a link or a QR code: 22 characters, 128 bits."""
    return secrets.token_urlsafe(16)


def make_code() -> str:
    """A fresh secret to be typed by hand: eight characters without look-alikes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def hash_secret(secret: str, *, scope: str) -> str:
    """A keyed hash; the scope keeps a secret of one use from opening another."""
    return salted_hmac(f"trois-rencontres.{scope}", secret, algorithm="sha256").hexdigest()


def read_code(typed: str) -> str:
    """What somebody typed, with spaces, hyphens and case forgiven."""
    return "".join(c for c in typed.upper() if c.isalnum())


def show_code(code: str) -> str:
    """The code as it is printed, in two halves: ``ACDE-FGHJ``."""
    return f"{code[:4]}-{code[4:]}"
