"""The tests: fast password hashing, mail in memory, files in a folder that each run makes anew.

SQLite in memory unless DATABASE_URL names another database, in-memory layers unless REDIS_URL names a server.
"""

import os
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, REDIS_URL, STORAGES
from .logs import logging_config

SECRET_KEY = "test-key-0123456789-test-key-0123456789-test-key-0123456789"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DATA = Path(tempfile.mkdtemp(prefix="iris-test-"))
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir()
MEDIA_ROOT = DATA / "media"
PRIVATE_ROOT = DATA / "private"
if "location" in STORAGES["private"]["OPTIONS"] and "bucket_name" not in STORAGES["private"]["OPTIONS"]:
    STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_ROOT
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["OPTIONS"] = {}  # threads of a test close their connections themselves; no pool in between
PAGE_CACHE_SECONDS = 0  # the tests of the page cache switch it on
LOGGING = logging_config("console", level="ERROR")
if REDIS_URL:  # tests empty the cache, so each parallel worker has a Redis database of its own
    server, _slash, number = REDIS_URL.rpartition("/")
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{server}/{(int(number) + worker) % 16}"
