"""What the environment says: the mode, the folders, the secrets; every variable is explained in .env.example."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
MODES = ("production", "demonstration", "development", "test")

env = environ.Env()
if os.environ.get("MODE") != "test":
    env.read_env(BASE_DIR / ".env")

MODE = env.str("MODE", default="production")
if MODE not in MODES:
    raise ImproperlyConfigured(f"MODE is “{MODE}”; it should be one of {', '.join(MODES)}.")
IN_PRODUCTION = MODE == "production"


def make_folder(path: Path) -> Path:
    """The folder, created when missing; a sentence when that cannot be done."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"The folder {path} cannot be created: {error.strerror}.") from error
    return path


DATA_DIR = make_folder(Path(env.str("DATA_DIR", default=str(BASE_DIR / "var" / "data"))).resolve())


def required_in_production(name: str, what: str, default: str = "") -> str:
    """The variable's value; production does not start without it."""
    value = env.str(name, default="") or default
    if IN_PRODUCTION and not env.str(name, default=""):
        raise ImproperlyConfigured(f"{name} is missing: set it to {what} (see .env.example).")
    return value


def secret_key() -> str:
    """The key of the environment; outside production, one made once and kept beside the data."""
    given = required_in_production("SECRET_KEY", "a long random text, kept secret")
    if given and IN_PRODUCTION and len(given) < 50:
        raise ImproperlyConfigured("SECRET_KEY is too short: at least 50 random characters (see .env.example).")
    return given or _kept_key(DATA_DIR / "secret_key")


def _kept_key(path: Path) -> str:
    """Written apart, then linked in place: two processes starting together agree, and no half key is read."""
    if not path.exists():
        draft = path.with_name(f"secret_key.{secrets.token_hex(8)}")
        draft.touch(0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text()


def database(url_default: str) -> dict[str, Any]:
    """The database of DATABASE_URL, with the options that keep every acknowledged write."""
    config: dict[str, Any] = dict(env.db_url("DATABASE_URL", default=url_default))
    config |= {"CONN_MAX_AGE": None, "ATOMIC_REQUESTS": False}
    if config["ENGINE"] == "django.db.backends.sqlite3":
        return config | {"OPTIONS": SQLITE_OPTIONS}
    return config | {"CONN_HEALTH_CHECKS": True}


SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; "
        "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
    ),
}


def media_storage() -> dict[str, Any]:
    """The place of pictures and documents: a folder of DATA_DIR, or the bucket of STORAGE_URL.

    ``s3://KEY:SECRET@HOST/BUCKET?region=REGION``: KEY and SECRET percent-encoded; no HOST means Amazon's own.
    """
    url = env.str("STORAGE_URL", default="")
    if not url:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": DATA_DIR / "media"},
        }
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.path.strip("/"):
        raise ImproperlyConfigured("STORAGE_URL should read s3://KEY:SECRET@HOST/BUCKET (see .env.example).")
    host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.path.strip("/"),
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "endpoint_url": f"https://{host}" if host else None,
            "region_name": parse_qs(parts.query).get("region", [None])[0],
            "querystring_expire": 300,
            "file_overwrite": False,
        },
    }
