import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from django.utils import translation

from tests import databases
from tests.conftest import plant_wagtail_tree


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A page asked for in Serbian leaves its language behind in the thread; the next test begins in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that threads can share: PostgreSQL as it is; SQLite as a file, since one in memory has no locks.

    With `transaction_mode` IMMEDIATE, as in our settings, whoever writes second waits at the beginning.
    """
    if connection.vendor != "sqlite":
        yield
        return
    memory, name = connection.connection, connection.settings_dict["NAME"]
    file = tmp_path / "shared.sqlite3"
    shutil.copy(databases.sqlite_original(), file)
    connection.connection = None
    move_to(str(file))
    plant_wagtail_tree()
    try:
        yield
    finally:
        connections.close_all()
        move_to(name)
        connection.connection = memory


def move_to(name: Any) -> None:
    """Lead the connection elsewhere; what was remembered by row number belongs to the place left behind."""
    ContentType.objects.clear_cache()
    connections.settings[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
