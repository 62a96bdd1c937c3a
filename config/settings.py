"""The settings: one file for every mode; what differs is read from the environment by ``config.env``."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels
from django.utils.translation import gettext_lazy as _

from .env import BASE_DIR, DATA_DIR, IN_PRODUCTION, MODE, database, env, make_folder, media_storage, secret_key
from .env import required_in_production as required

# What this installation is

DEBUG = False
DEMONSTRATION = MODE == "demonstration"
PRODUCT_NAME = "Trois Rencontres"
SECRET_KEY = secret_key()
SITE_URL = required("SITE_URL", "the public address, as https://rencontres.example.fr", "http://127.0.0.1:8000")
SITE_URL = SITE_URL.rstrip("/")
IS_HTTPS = SITE_URL.startswith("https://")
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or [SITE_HOST]
ALLOWED_HOSTS += LOCAL_HOSTS
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# What it is made of

INSTALLED_APPS = [
    "config",
    "booklets",
    "practices",
    "encounters",
    "participants",
    "common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "common.middleware.RefuseForeignCharsets",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "participants.middleware.ActorMiddleware",
    "common.middleware.RefuseHugeNumbers",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "common.middleware.NeverStore",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.layout",
            ]
        },
    }
]

MESSAGE_TAGS = {message_levels.ERROR: "danger", message_levels.DEBUG: "secondary"}

# Language and time

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# What is kept

DATABASES: dict[str, Any] = {"default": database(f"sqlite:///{DATA_DIR / 'trois-rencontres.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    INSTALLED_APPS += ["django.contrib.postgres"]

CACHES = {"default": env.cache_url("CACHE_URL", default="dbcache://cache")}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

ASSETS_DIR = make_folder(BASE_DIR / "var" / "assets")
STATIC_URL = "/static/"
# Where production gathers them; elsewhere they are served from where they stand.
STATIC_ROOT = make_folder(
    Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))) if IN_PRODUCTION else DATA_DIR / "static"
)
STATICFILES_DIRS = [BASE_DIR / "static", ASSETS_DIR]
WHITENOISE_USE_FINDERS = not IN_PRODUCTION
STATICFILES_BACKEND = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if IN_PRODUCTION
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {"default": media_storage(), "staticfiles": {"BACKEND": STATICFILES_BACKEND}}

FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

# Mail

MAIL_URL = required("EMAIL_URL", "the mail server, as smtp+tls://user:password@mail.example.fr:587", "filemail://")
vars().update(env.email_url_config(MAIL_URL))
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"{PRODUCT_NAME} <ne-pas-repondre@{SITE_HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Who comes in

AUTH_USER_MODEL = "participants.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "participants.adapters.ClosedSignupAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{PRODUCT_NAME}] "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_HTTPS else "http"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = None  # asked on the form, unticked: the computer may be shared

# A school hall is one public address: limits per address leave room for a whole meeting, limits per account do not.
ROOM_LIMIT = "120/m/ip"
ACCOUNT_RATE_LIMITS = {
    "login": ROOM_LIMIT,
    "login_failed": f"{ROOM_LIMIT},5/300s/key",
    "request_login_code": f"{ROOM_LIMIT},3/m/key",
    "reset_password": f"{ROOM_LIMIT},5/m/key",
    "reset_password_from_key": ROOM_LIMIT,
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

PERSONAL_LINK_DAYS = env.int("PERSONAL_LINK_DAYS", default=30)

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": ROOM_LIMIT}
MFA_TOTP_ISSUER = PRODUCT_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IN_PRODUCTION

# What browsers may do

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "media-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if IS_HTTPS else 0
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The neighbours under the same domain name are not ours to bind to HTTPS.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# What is told to operators

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask": {"()": "config.logs.MaskSecrets"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["mask"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}

if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    import sentry_sdk

    from .logs import without_secrets

    # Local variables hold what people wrote, and the secrets being minted.
    sentry_sdk.init(
        dsn=SENTRY_DSN,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        before_send=without_secrets,
        before_send_transaction=without_secrets,
    )
