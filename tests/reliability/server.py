"""Real servers in processes of their own, which can be killed, and the database they share with the test."""

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port: int, process: subprocess.Popen, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"The process on port {port} ended with {process.returncode}.")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"Nothing listens on port {port} after {seconds} s.")


class Store:
    """The database that the servers use: the test's own on PostgreSQL, a copy of it in a file on SQLite."""

    def __init__(self, folder: Path) -> None:
        if connection.vendor == "sqlite":
            self.file = folder / "servers.sqlite3"
            connection.ensure_connection()
            with contextlib.closing(sqlite3.connect(self.file)) as copy:
                connection.connection.backup(copy)
            self.url = f"sqlite:///{self.file}"
        else:
            self.file = None
            known = connection.settings_dict
            host = f"{known['HOST'] or '127.0.0.1'}:{known['PORT'] or 5432}"
            secret = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
            self.url = f"postgres://{known['USER']}{secret}@{host}/{known['NAME']}"

    def rows(self, question: str) -> list[tuple]:
        if self.file:
            with contextlib.closing(sqlite3.connect(self.file)) as copy:
                return copy.execute(question).fetchall()
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()

    @contextlib.contextmanager
    def shut(self) -> Iterator[None]:
        """Everybody but the test is cut off, and nobody let in meanwhile. PostgreSQL only."""
        known = connection.settings_dict
        connection.ensure_connection()
        mine = connection.connection.info.backend_pid
        with psycopg.connect(
            host=known["HOST"] or "127.0.0.1",
            port=known["PORT"] or 5432,
            user=known["USER"],
            password=known["PASSWORD"],
            dbname="postgres",
            autocommit=True,
        ) as beside:
            allow = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
            name = sql.Identifier(known["NAME"])
            beside.execute(allow.format(name, sql.SQL("false")))
            try:
                beside.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s",
                    (known["NAME"], mine),
                )
                yield
            finally:
                beside.execute(allow.format(name, sql.SQL("true")))


class Server:
    """One Daphne."""

    def __init__(self, store: Store, *, redis: str = "", layer: str = "") -> None:
        self.store, self.redis, self.layer = store, redis, layer
        self.port = free_port()
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.reliability.settings",
            "DATABASE_URL": self.store.url,
            "REDIS_URL": self.redis,
            "RELIABILITY_LAYER": self.layer,
            "CHANNEL_PREFIX": "reliability",
            "MALLOC_ARENA_MAX": "2",  # as deployed: a thread for each request, each with memory of its own kept for later
        }
        if not self.redis:
            del environment["REDIS_URL"]
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "daphne",
                "-v",
                "0",
                "-b",
                "127.0.0.1",
                "-p",
                str(self.port),
                "network.asgi:application",
            ],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for_port(self.port, self.process)

    def kill(self) -> None:
        """As a power cut would: no goodbye, nothing flushed."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def memory(self) -> int:
        """Resident bytes of the process."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


class Redis:
    """A Redis of our own, so that stopping it disturbs nobody."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [
                shutil.which("redis-server"),
                "--port",
                str(self.port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--dir",
                str(self.folder),
            ],
            stdout=subprocess.DEVNULL,
        )
        wait_for_port(self.port, self.process)

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def running(*machines: Server | Redis) -> Iterator[None]:
    try:
        for machine in machines:
            machine.start()
        yield
    finally:
        for machine in machines:
            machine.kill()
