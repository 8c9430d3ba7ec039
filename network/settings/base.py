"""What is the same on a laptop, in the tests and in production.

Read from the environment by `environment.py`; the table of all variables stands in docs/operations.md.
"""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from . import environment as env
from .languages import *  # noqa: F403  (LANGUAGES and their kin are settings too)
from .logs import logging_config

ROOT = Path(__file__).resolve().parents[2]
DATA = env.folder("DATA_DIR", ROOT / ".data")  # database, uploads and collected files of a laptop installation

WORD, WORD_MEANS = r"[a-z0-9][a-z0-9.-]*", "small letters, digits, points and hyphens"

DEBUG = False
SECRET_KEY = ""
ALLOWED_HOSTS: list[str] = []
SITE_URL = env.origin("SITE_URL", "http://127.0.0.1:8000")
ORGANISATION_NAME = "IRIS network"

INSTALLED_APPS = [
    "daphne",
    "network.core",
    "members",
    "messaging",
    "knowledge",
    "grants",
    "events",
    "network.programme",
    "network.site",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "channels",
    "django_htmx",
    "template_partials",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django_structlog",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "network.core.middleware.page_cache.AnonymousPageCacheMiddleware",  # outermost: a kept page costs nobody else
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "network.core.middleware.security.AdminPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "network.core.middleware.locale.AddressLocaleMiddleware",
    "network.core.middleware.script.ScriptMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "network.core.middleware.clock.ReaderClockMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "network.urls"
ASGI_APPLICATION = "network.asgi.application"
WSGI_APPLICATION = "network.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "network" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "network.core.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "network.core.templatetags.once",
            ],
        },
    }
]
FORM_RENDERER = "network.core.forms.Renderer"

# --- Data ---------------------------------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.database("DATABASE_URL", f"sqlite:///{DATA / 'iris.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",  # a write that must wait waits at BEGIN, not in the middle
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    }
else:
    DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # after a restart of the database nobody gets a dead connection
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "tcp_user_timeout": 10_000,  # milliseconds: a database that is gone without a word is noticed
        "pool": {
            "min_size": 1,
            "max_size": env.number("DATABASE_POOL", 4, low=1, high=100),
            "timeout": 5,  # seconds for a connection to be free; its own 30 would hold up a thread that others wait for
            "reconnect_timeout": 3,  # its own 300 would make the pauses between attempts grow to minutes
        },
    }

REDIS_URL = env.url("REDIS_URL", None, schemes=("redis", "rediss", "unix"))
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    CHANNEL_LAYERS: dict[str, dict[str, Any]] = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL], "prefix": env.matching("CHANNEL_PREFIX", WORD, WORD_MEANS, "iris")},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "iris"}}
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# --- Files --------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
PRIVATE_ROOT = DATA / "private"  # never below MEDIA_ROOT: what lies there is served without asking who you are
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
S3_BUCKET = env.matching("S3_BUCKET", WORD, WORD_MEANS, None)
if S3_BUCKET:
    _s3 = {
        "bucket_name": S3_BUCKET,
        "endpoint_url": env.url("S3_ENDPOINT_URL", None),
        "access_key": env.text("S3_ACCESS_KEY"),
        "secret_key": env.text("S3_SECRET_KEY"),
        "region_name": env.matching("S3_REGION", WORD, WORD_MEANS, None),
        "file_overwrite": False,
    }
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**_s3, "location": "media", "querystring_auth": False},
    }
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**_s3, "location": "private", "default_acl": "private"},
    }
UPLOAD_SCANNER = env.url("UPLOAD_SCANNER", None, schemes=("tcp", "unix"))  # a ClamAV daemon, or none
FILE_UPLOAD_HANDLERS = [
    "network.core.uploads.handlers.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o600

# --- People -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_ADAPTER = "members.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "members.forms.SignupForm"
ACCOUNT_FORMS = {
    "login": "members.forms.entrance.LoginForm",
    "signup": "members.forms.entrance.SignupForm",
    "add_email": "members.forms.entrance.AddEmailForm",
    "change_password": "members.forms.entrance.ChangePasswordForm",
    "set_password": "members.forms.entrance.SetPasswordForm",
    "reset_password": "members.forms.entrance.ResetPasswordForm",
    "reset_password_from_key": "members.forms.entrance.ResetPasswordKeyForm",
    "reauthenticate": "members.forms.entrance.ReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=15).total_seconds())
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_CHANGE_EMAIL = True  # one address per account; a new one counts once it is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # else nobody with a second factor could ever change their address
MFA_FORMS = {
    "authenticate": "members.forms.entrance.AuthenticateForm",
    "reauthenticate": "members.forms.entrance.MfaReauthenticateForm",
    "activate_totp": "members.forms.entrance.ActivateTOTPForm",
    "add_webauthn": "members.forms.entrance.AddWebAuthnForm",
    "edit_webauthn": "members.forms.entrance.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = ORGANISATION_NAME
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "network.core.views.csrf_failure"

# --- Mail ---------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.mail("EMAIL_URL", "consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 15  # a message is sent under a lock, which must not wait for a dead mail server
DEFAULT_FROM_EMAIL = env.sender("MAIL_FROM", "IRIS network <noreply@iris.invalid>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Languages, time ----------------------------------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = "UTC"
LOCAL_TIME_ZONE = env.zone("LOCAL_TIME_ZONE", "Europe/Belgrade")  # of a reader who has not told us theirs
LOCALE_PATHS = [  # the first also holds the compiled catalogues, made of all of them
    ROOT / app / "locale" for app in ("network", "members", "messaging", "knowledge", "grants", "events")
]
FORMAT_MODULE_PATH = ["network.formats"]

# --- Wagtail ------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = ORGANISATION_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "network.core.uploads.editor_forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "network.core.uploads.editor_forms.DocumentForm"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "network.core.search.admin_backend", "SEARCH_CONFIG": "simple"}}
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True

# --- Safety -------------------------------------------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
METRICS_TOKEN = env.text("METRICS_TOKEN", None, at_least=16)
SENTRY_DSN = env.matching("SENTRY_DSN", r"https?://\w+@[\w.:-]+/\d+", "an address such as https://key@host/1", None)
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # one line a request: when it is answered
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # who asks from where is the front's business, and not kept twice
LOGGING = logging_config(env.one_of("LOG_FORMAT", "json", "console", default="json"))
PAGE_CACHE_SECONDS = env.number("PAGE_CACHE_SECONDS", 600, low=0, high=86400)
