"""The settings of the tests: the product's own, in a folder thrown away, blind to the machine's environment."""

import atexit
import os
import shutil
import tempfile

from tests.strict_templates import UnknownVariableFails

# A process that a test starts (the layout of a booklet) finds the same folder; only who made it throws it away.
FOLDER = os.environ.get("TESTS_FOLDER", "")
if not FOLDER:
    FOLDER = os.environ["TESTS_FOLDER"] = tempfile.mkdtemp(prefix="trois-rencontres-tests-")
    atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

for name in ("ALLOWED_HOSTS", "CACHE_URL", "EMAIL_URL", "SENTRY_DSN", "SITE_URL", "STORAGE_URL", "TRUSTED_PROXY_COUNT"):
    os.environ.pop(name, None)
os.environ |= {"MODE": "test", "DATA_DIR": FOLDER, "SECRET_KEY": "only-for-tests" * 5}

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, TEMPLATES  # noqa: E402

# Each new test client builds the middleware again: reading every static file each time would take a minute in all.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariableFails()  # type: ignore[index]

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in life: the browser journeys open several connections. The disk is not waited for.
    DATABASES["default"]["TEST"] = {"NAME": f"{FOLDER}/tests.sqlite3"}
    DATABASES["default"]["OPTIONS"] |= {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"}
