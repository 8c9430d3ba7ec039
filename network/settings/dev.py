"""A laptop: SQLite, no services, mail on the console, everything visible. Never for a site on the internet."""

from . import environment as env
from .base import *  # noqa: F403
from .base import STORAGES
from .logs import logging_config

DEBUG = True
SECRET_KEY = "development-only-key-that-protects-nothing-and-nobody-0123456789"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MFA_TOTP_INSECURE_BYPASS_CODE = "000000"  # the second factor of every demo sign-in; refused unless DEBUG
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
LOGGING = logging_config(
    "console", level=env.one_of("LOG_LEVEL", "DEBUG", "INFO", "WARNING", "ERROR", default="WARNING")
)
