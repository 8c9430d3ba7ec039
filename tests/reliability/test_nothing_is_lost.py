"""Faults made for real: sent = stored = received once and in order, whatever dies.

Each test starts servers as processes, lets people write and read while something breaks, and counts. They are bounded
(RELIABILITY_MESSAGES raises the number) and print their figures: `pytest tests/reliability -s`.
"""

import asyncio
import contextlib
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from messaging import limits
from tests.factories.members import AffiliationFactory, OrganisationFactory
from tests.factories.messaging import room_with

from .people import Reader, Writer
from .server import Redis, Server, Store, running

pytestmark = pytest.mark.django_db(transaction=True)
MESSAGES = int(os.environ.get("RELIABILITY_MESSAGES", "300"))
WRITERS, READERS = 20, 6
PATIENCE = 300.0
RECEIVE_BYTES = 4096  # asked of the kernel for a reader who stalls, before it connects: later it would not shrink
# Where said and unread bytes may lie: in the kernel on both sides, in Twisted, in the backlog, and the frame in hand.
KEPT = 2 * limits.KERNEL_BYTES + 2 * RECEIVE_BYTES + 64 * 1024 + limits.UNREAD_BYTES + 64 * 1024
OUTAGES = 2 * 3.0  # seconds that the database is away in the test of that …
BACK = 30.0  # … and in which everything must then have been acknowledged, on a slow machine too
needs_redis = pytest.mark.skipif(not shutil.which("redis-server"), reason="there is no redis-server to start and stop")


@pytest.fixture
def room_and_sessions(client_for: Callable[..., Any]) -> tuple[Any, list[str]]:
    organisation = OrganisationFactory()
    people = [AffiliationFactory(organisation=organisation).person for _number in range(WRITERS)]
    room = room_with(*people)
    return room, [client_for(person).cookies["sessionid"].value for person in people]


@pytest.fixture
def store(room_and_sessions: Any, tmp_path: Path) -> Store:
    """After the people are there, so that a copy holds them too."""
    return Store(tmp_path)


class Talk:
    """Writers in threads and readers in an event loop, over a room."""

    def __init__(self, room: Any, sessions: list[str], ports: list[int], messages: int = MESSAGES) -> None:
        self.room, self.each, self.runs = room, max(1, messages // len(sessions)), 0
        self.writers = [Writer(session, ports, room.slug) for session in sessions]
        self.readers = [Reader(session, ports, room.slug) for session in sessions[:READERS]]

    def run(self, store: Store, trouble: Callable[[], Any] = lambda: None, text: str = "Message") -> None:
        """Let everybody write and read while `trouble` happens; then wait until the readers have what is stored."""
        deadline = time.monotonic() + PATIENCE
        done = threading.Event()
        listening = threading.Thread(target=lambda: asyncio.run(self.listen(done)))
        self.runs += 1
        threads = [
            threading.Thread(target=writer.write, args=([f"{text} {number}" for number in range(self.each)], deadline))
            for writer in self.writers
        ]
        started = time.monotonic()
        for thread in [listening, *threads]:
            thread.start()
        trouble()
        for thread in threads:
            thread.join()
        self.seconds = time.monotonic() - started
        stored = store.rows(f"SELECT max(seq) FROM messaging_message WHERE room_id = {self.room.pk}")[0][0]
        deadline = time.monotonic() + PATIENCE  # anew: a slow machine is no reason to stop listening
        while time.monotonic() < deadline and any(reader.seq < stored for reader in self.readers):
            time.sleep(0.1)
        done.set()
        listening.join()

    async def listen(self, over: threading.Event) -> None:
        done = asyncio.Event()
        reading = [asyncio.create_task(reader.read(done)) for reader in self.readers]
        while not over.is_set():
            await asyncio.sleep(0.1)
        done.set()
        await asyncio.gather(*reading)

    def check(self, store: Store, what: str) -> None:
        """Acknowledged is stored; stored is numbered without gaps; every reader got all of it once and in order."""
        stored = store.rows(f"SELECT seq, client_id FROM messaging_message WHERE room_id = {self.room.pk} ORDER BY seq")
        stored = [(seq, str(client_id).replace("-", "")) for seq, client_id in stored]
        head = store.rows(f"SELECT head_seq FROM messaging_room WHERE id = {self.room.pk}")[0][0]
        acknowledged = {name.replace("-", "") for writer in self.writers for name in writer.sent}
        received = [[(seq, name.replace("-", "")) for seq, name in reader.got] for reader in self.readers]
        print(  # noqa: T201  (the figures are the point)
            f"\n{what}: {len(acknowledged)} acknowledged, {len(stored)} stored, "
            f"{[len(got) for got in received]} received in {self.seconds:.1f} s; "
            f"{sum(writer.repeats for writer in self.writers)} sent again, slowest acknowledgement "
            f"{max(writer.slowest for writer in self.writers):.1f} s; "
            f"{sum(reader.cuts for reader in self.readers)} cuts, "
            f"{sum(reader.fetches for reader in self.readers)} fetches"
        )
        assert len(acknowledged) == self.each * self.runs * len(self.writers)
        assert [seq for seq, _name in stored] == list(range(1, head + 1))
        assert {name for _seq, name in stored} == acknowledged
        for got in received:
            assert got == stored


def test_a_channel_layer_that_loses_repeats_and_reorders(room_and_sessions, store):
    room, sessions = room_and_sessions
    server = Server(store, layer="tests.reliability.layers.HostileLayer")
    talk = Talk(room, sessions, [server.port])

    with running(server):
        talk.run(store)

    talk.check(store, "hostile layer")


def test_the_server_is_killed_under_load_and_comes_back(room_and_sessions, store):
    room, sessions = room_and_sessions
    server = Server(store)
    talk = Talk(room, sessions, [server.port])

    def two_power_cuts() -> None:
        for _cut in range(2):
            time.sleep(1.5)
            server.kill()
            time.sleep(0.3)
            server.start()

    with running(server):
        talk.run(store, two_power_cuts)

    talk.check(store, "kill -9, twice")
    assert sum(reader.cuts for reader in talk.readers) >= len(talk.readers)


@needs_redis
def test_two_servers_behind_one_redis_that_is_killed_and_comes_back(room_and_sessions, store, tmp_path):
    room, sessions = room_and_sessions
    redis = Redis(tmp_path)
    servers = [Server(store, redis=redis.url) for _number in range(2)]
    talk = Talk(room, sessions, [server.port for server in servers])

    def redis_goes() -> None:
        time.sleep(1.5)
        redis.kill()
        time.sleep(2)
        redis.start()

    with running(redis, *servers):
        talk.run(store, redis_goes)

    talk.check(store, "two servers, Redis killed")


@needs_redis
def test_two_servers_hand_out_what_either_stored(room_and_sessions, store, tmp_path):
    room, sessions = room_and_sessions
    redis = Redis(tmp_path)
    servers = [Server(store, redis=redis.url) for _number in range(2)]
    talk = Talk(room, sessions, [server.port for server in servers])

    with running(redis, *servers):
        talk.run(store)

    talk.check(store, "two servers, one Redis")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has nobody to hang up on")
def test_the_database_hangs_up_on_everybody_and_comes_back(room_and_sessions, store):
    """What a restart of PostgreSQL looks like from outside, on the test's own database: cut off, then nobody let in."""
    room, sessions = room_and_sessions
    server = Server(store)
    talk = Talk(room, sessions, [server.port])

    def twice_gone() -> None:
        for _time in range(2):
            time.sleep(1.5)
            with store.shut():
                time.sleep(OUTAGES / 2)

    with running(server):
        talk.run(store, twice_gone)

    talk.check(store, "the database gone, twice")
    assert max(writer.slowest for writer in talk.writers) < OUTAGES + BACK


def test_readers_who_stall_are_hung_up_on_and_cost_little(room_and_sessions, store):
    """Browsers that stopped reading: what is kept for each is bounded, and the others read on."""
    room, sessions = room_and_sessions
    server = Server(store)
    talk = Talk(room, sessions, [server.port], messages=MESSAGES // 2)

    with running(server):
        for _time in range(2):
            talk.run(store, text="Ж" * 7_500)  # what the same talk costs by itself
        stalled = [stall(server, room.slug, session) for session in sessions]
        before = server.memory()
        for _time in range(4):  # what a process takes for itself comes and goes, what is kept for readers would add up
            talk.run(store, text="Ш" * 7_500)
        time.sleep(1)
        grown = server.memory() - before
        taken = [drain(wire) for wire in stalled]

    said = sum(size for (size,) in store.rows("SELECT length(html) * 2 FROM messaging_message WHERE text LIKE 'Ш%'"))
    print(  # noqa: T201
        f"\n{len(stalled)} stalled readers: {said / 2**20:.1f} MiB said to each, at most {max(taken) / 2**20:.2f} MiB "
        f"of {KEPT / 2**20:.2f} MiB taken before they were hung up on; the server grew by {grown / 2**20:.0f} MiB"
    )
    assert said > 2 * KEPT  # or else there was nothing to bound
    assert max(taken) < KEPT
    assert grown < len(stalled) * said / 2


def stall(server: Server, room: str, session: str) -> socket.socket:
    """A socket that shakes hands and then does not read."""
    wire = socket.socket()
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BYTES)
    wire.connect(("127.0.0.1", server.port))
    wire.sendall(
        f"GET /ws/rooms/{room}/ HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        f"Origin: {server.url}\r\nCookie: sessionid={session}\r\n\r\n".encode()
    )
    assert b" 101 " in wire.recv(100)
    return wire


def drain(wire: socket.socket) -> int:
    """How much there was to read until the server had hung up."""
    taken = 0
    wire.settimeout(10)
    with contextlib.suppress(ConnectionError):
        while part := wire.recv(65_536):
            taken += len(part)
    wire.close()
    return taken
