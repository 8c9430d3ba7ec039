"""A migrated database for each worker of a test run, copied from one that was migrated once.

Migrating takes most of a minute, copying takes none. The original is made by a real `manage.py migrate` and belongs to
one state of the migrations: another state has another fingerprint and gets an original of its own, the older ones go.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

from tests import ground

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".data" / "tests"


def open_copy() -> None:
    """Lead Django's connection to a fresh copy and do in it anew what our apps do after each migration."""
    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        original = sqlite_original()
        lead_to(name)
        connection.ensure_connection()
        with sqlite3.connect(original) as source:
            source.backup(connection.connection)
    else:
        with one_at_a_time(), connection._nodb_cursor() as cursor:
            original = postgres_original(cursor)
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
        lead_to(name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    ground.keep()


def close_copy() -> None:
    if connection.vendor == "sqlite":
        return  # it was in memory
    name = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def lead_to(name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


def sqlite_original() -> Path:
    """The file of a migrated SQLite database; made when there is none of the present migrations."""
    with one_at_a_time():
        original = FOLDER / f"{fingerprint()}.sqlite3"
        if not original.exists():
            for older in FOLDER.glob("*.sqlite3*"):
                older.unlink()
            building = FOLDER / "building.sqlite3"
            migrate(f"sqlite:///{building}")
            building.rename(original)
        return original


def postgres_original(cursor) -> str:
    """The name of a migrated database on the server of DATABASE_URL."""
    ours = f"iris_original_{connection.settings_dict['NAME']}_"
    original, building = f"{ours}{fingerprint()}", f"{ours}building"
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [ours])
    found = {name for (name,) in cursor.fetchall()}
    if original not in found:
        for older in found:
            cursor.execute(f'DROP DATABASE "{older}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{building}"')
        migrate(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{building}").geturl())
        cursor.execute(f'ALTER DATABASE "{building}" RENAME TO "{original}"')
    return original


def migrate(database_url: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "network.settings.test", "DATABASE_URL": database_url},
        check=True,
    )


@cache
def fingerprint() -> str:
    """Of the migrations of all installed apps, ours and others'."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for file in sorted(Path(app.path, "migrations").rglob("*.py")):
            digest.update(f"{app.label}/{file.name}".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Workers wait here for the first of them to migrate."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
