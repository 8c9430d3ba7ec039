"""Whether this process and what it stands on are well: for the front server, the supervisor and the person on call."""

import uuid
from collections.abc import Callable

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def problems() -> dict[str, str]:
    """What does not work, by name, with a word why; empty when the process may be given visitors."""
    found = {}
    for name, check in CHECKS.items():
        try:
            check()
        except Exception as problem:
            found[name] = type(problem).__name__
    return found


def database_answers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def nothing_waits_to_be_migrated() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise PendingMigrations


def cache_remembers() -> None:
    key, value = f"health:{uuid.uuid4()}", uuid.uuid4().hex
    cache.set(key, value, 10)
    if cache.get(key) != value:
        raise CacheForgets
    cache.delete(key)


def layer_carries() -> None:
    layer = get_channel_layer()

    async def send() -> None:
        await layer.group_send("health", {"type": "health.check"})

    async_to_sync(send)()


def storage_keeps(storage: Storage) -> None:
    name = storage.save(f"health/{uuid.uuid4().hex}", ContentFile(b"well"))
    try:
        with storage.open(name) as file:
            if file.read() != b"well":
                raise StorageForgets
    finally:
        storage.delete(name)


class PendingMigrations(Exception):
    pass


class CacheForgets(Exception):
    pass


class StorageForgets(Exception):
    pass


CHECKS: dict[str, Callable[[], None]] = {
    "database": database_answers,
    "migrations": nothing_waits_to_be_migrated,
    "cache": cache_remembers,
    "layer": layer_carries,
    "storage": lambda: storage_keeps(storages["default"]),
    "private storage": lambda: storage_keeps(storages["private"]),
}
