"""One message to many sockets: ours beside a bare Channels group and beside plain asyncio, in one run.

    python benchmarks/fanout.py                       # 200 and 1,000 sockets, in-memory layer, and Redis where there is one
    python benchmarks/fanout.py -n 200 -m 100 --rate 10
    python benchmarks/fanout.py --only ours           # without what it is compared to

Starts, each in a process of its own: (a) the `websockets` library's own broadcast on plain asyncio; (b) a Channels
consumer with one group membership per socket under Daphne, which is how Channels is taught; (c) this platform under
Daphne, where a message is sent by HTTP, stored in SQLite and handed out by the hub, with a person and a session of its
own for every socket. One client measures them all with one clock and does the same with every frame that comes, so its
own cost is in every figure alike. Client and servers share the machine: rounds alternate, medians are shown.

Latencies are from the moment the sender begins to send until a reader has the frame; for (c) they hold the whole of
what the others do not do: sign-in, rights, the transaction, the fetch. "fan-out only" counts from the moment the
message got its number. Where two processes share a Redis, one takes what is written and both hold half of the sockets;
"as deployed" has pages under gunicorn, which takes what is written, and all sockets at one Daphne (docs/operations.md).
"catch-up" is a reader who was away for a thousand messages. Exit status 1 when anything was lost.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
MARK = re.compile(r"\[\[(\d+):(\d+)\]\]")  # the warm-up's numbers are negative, and so not seen
TOKEN = "b" * 32
SENDERS = 20
WARM_UP = 10  # messages that are not counted: the first requests of a process load what later ones find
AWAY = 1_000  # messages that a reader missed who catches up
DRAIN = 3.0  # seconds of quiet before a message counts as lost


# --- The servers ---------------------------------------------------------------------------------------------------


def serve_plain(port: int) -> None:
    """(a) What a broadcast costs when there is nothing else."""
    from websockets.asyncio.server import broadcast, serve

    logging.getLogger("websockets").setLevel(logging.CRITICAL)  # the client hangs up without a word
    readers: set[Any] = set()

    async def reader(wire: Any) -> None:
        readers.add(wire)
        try:
            async for text in wire:
                broadcast(readers, text)
        finally:
            readers.discard(wire)

    async def main() -> None:
        async with serve(reader, "127.0.0.1", port, compression=None, ping_interval=None):
            await asyncio.get_running_loop().create_future()

    asyncio.run(main())


def channels_group() -> Any:
    """(b) One group membership per socket."""
    from django.conf import settings

    settings.configure(CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}})
    import django

    django.setup()
    from channels.generic.websocket import AsyncWebsocketConsumer

    class Reader(AsyncWebsocketConsumer):
        async def connect(self) -> None:
            await self.channel_layer.group_add("room", self.channel_name)
            await self.accept()

        async def disconnect(self, code: int) -> None:
            await self.channel_layer.group_discard("room", self.channel_name)

        async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
            await self.channel_layer.group_send("room", {"type": "said", "text": text_data})

        async def said(self, event: dict[str, Any]) -> None:
            await self.send(text_data=event["text"])

    return Reader.as_asgi()


def __getattr__(name: str) -> Any:
    if name == "application":  # asked for by Daphne only: configures Django without the platform
        return channels_group()
    raise AttributeError(name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def process(port: int, *command: str, **environment: str) -> Any:
    started = subprocess.Popen([sys.executable, *command], cwd=ROOT, env={**os.environ, **environment})
    try:
        for _attempt in range(1200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if started.poll() is not None:
                raise SystemExit(f"{command} ended with {started.returncode}")
            time.sleep(0.05)
        yield started
    finally:
        started.kill()
        started.wait()


def daphne(port: int, application: str) -> tuple[str, ...]:
    return ("-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p", str(port), application)


def gunicorn(port: int) -> tuple[str, ...]:
    return ("-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-k", "gthread", "--threads", "4", "network.wsgi")


def prepare_platform(people: int) -> str:
    """In a process of its own: a room with signed-in people in a database just migrated; their sessions as JSON."""
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import connection, transaction

    from tests.databases import sqlite_original

    shutil.copy(sqlite_original(), connection.settings_dict["NAME"])
    from members.models import User
    from messaging.actions import open_room

    sessions = []
    with transaction.atomic():
        everybody = [
            User(email=f"reader{n}@example.org", full_name=f"Reader Example {n}", password="!") for n in range(people)
        ]
        User.objects.bulk_create(everybody)
        room = open_room(kind="working_group", titles={"en": "Fan-out"}, slug="fanout", by=None, people=everybody)
        for person in everybody:
            session = SessionStore()
            session[SESSION_KEY] = str(person.pk)
            session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
            session[HASH_SESSION_KEY] = person.get_session_auth_hash()
            session.save()
            sessions.append(session.session_key)
        say_much(room, everybody[0])
    return json.dumps({"room": room.slug, "sessions": sessions})


def say_much(room: Any, author: Any) -> None:
    """A thousand messages that somebody missed."""
    from messaging.models import Message

    Message.objects.bulk_create(
        Message(
            room=room, seq=seq, revision=seq, client_id=uuid.uuid4(), author=author, text=f"Message {seq}",
            html=f"<p>Message {seq} of those that somebody missed while they were on the road.</p>",
        )
        for seq in range(1, AWAY + 1)
    )  # fmt: skip
    room.head_seq = room.revision = AWAY
    room.save(update_fields=["head_seq", "revision"])


async def catch_up(target: Target) -> float:
    """Milliseconds until a reader who has nothing has a thousand messages, asking as the page's script asks."""
    began, seq, got = time.perf_counter(), 0, 0
    while got < AWAY:
        reader, writer = await asyncio.open_connection("127.0.0.1", target.pages or target.port)
        path = target.post.removesuffix("send") + f"messages?after={seq}&revision={seq}"
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: application/json\r\n"
            f"Cookie: sessionid={target.sessions[0]}\r\n\r\n".encode()
        )
        answer = await reader.read()
        writer.close()
        found = json.loads(answer.partition(b"\r\n\r\n")[2])
        got, seq = got + len(found["items"]), found["seq"]
    return (time.perf_counter() - began) * 1e3


# --- The client ----------------------------------------------------------------------------------------------------


@dataclass
class Target:
    """A server under test. `post` is where ours is written to; the others are written to over the first socket."""

    name: str
    port: int
    path: str = "/"
    sessions: list[str] = field(default_factory=list)
    post: str = ""
    pid: int = 0
    second: int = 0  # the port of the other process, where there are two that hold sockets
    second_pid: int = 0
    pages: int = 0  # the port that takes what is written, where it is not the sockets' own

    def port_of(self, number: int) -> int:
        return self.second if self.second and number % 2 else self.port


@dataclass
class Round:
    expected: int
    latencies: list[float] = field(default_factory=list)
    fanout: list[float] = field(default_factory=list)  # since the message got its number and its time
    acknowledged: list[float] = field(default_factory=list)
    doubled: int = 0
    kib: float = 0.0
    cpu: float = 0.0  # microseconds of the servers' processors per delivery

    @property
    def lost(self) -> int:
        return self.expected - len(self.latencies)


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def resident_kib(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def processor_ms(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def used_by(target: Target) -> float:
    return sum(processor_ms(pid) for pid in (target.pid, target.second_pid) if pid)


async def open_socket(target: Target, number: int) -> Any:
    """A reader's socket; again where a busy machine was too slow for the handshake."""
    from websockets.asyncio.client import connect
    from websockets.exceptions import InvalidHandshake

    port = target.port_of(number)
    headers = {"Origin": f"http://127.0.0.1:{port}"}
    if target.sessions:
        headers["Cookie"] = f"sessionid={target.sessions[number]}"
    for attempt in range(5):
        try:
            return await connect(
                f"ws://127.0.0.1:{port}{target.path}", additional_headers=headers,
                compression=None, max_queue=None, ping_interval=None, open_timeout=60, proxy=None,
            )  # fmt: skip
        except (InvalidHandshake, OSError):
            await asyncio.sleep(attempt + 1)
    raise SystemExit(f"{target.name}: socket {number} does not open")


async def one_round(target: Target, sockets: int, messages: int, rate: float) -> Round:
    outcome = Round(expected=sockets * messages)
    before = resident_kib(target.pid)
    opened = []
    for start in range(0, sockets, 20):
        numbers = range(start, min(sockets, start + 20))
        opened += await asyncio.gather(*(open_socket(target, number) for number in numbers))
    await asyncio.sleep(1)
    outcome.kib = (resident_kib(target.pid) - before) / sockets
    last = time.perf_counter()

    came: list[tuple[int, int, int]] = []  # which, sent at, received at (nanoseconds)
    stored: dict[int, float] = {}  # which, at what time by its receipt

    async def read(wire: Any) -> None:
        nonlocal last
        with contextlib.suppress(Exception):
            async for text in wire:
                now = time.time_ns()
                for mark in MARK.finditer(text):
                    came.append((int(mark[1]), int(mark[2]), now))
                    last = time.perf_counter()

    async def send(number: int) -> None:
        text = f"[[{number}:{time.time_ns()}]] " + "x" * 60
        if not target.post:
            await opened[0].send(text)
            return
        began = time.perf_counter()
        session = target.sessions[number % min(SENDERS, len(target.sessions))]
        receipt = await post(target, session, urlencode({"client_id": str(uuid.uuid4()), "text": text}))
        if number >= 0:
            stored[number] = datetime.fromisoformat(receipt["sent_at"]).timestamp() * 1e3
            outcome.acknowledged.append((time.perf_counter() - began) * 1e3)

    reading = [asyncio.create_task(read(wire)) for wire in opened]
    for number in range(WARM_UP):
        await send(-1 - number)
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)
    began, sending, used = time.perf_counter(), [], used_by(target)
    for number in range(messages):
        await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
        sending.append(asyncio.create_task(send(number)))
    await asyncio.gather(*sending)
    last = time.perf_counter()
    while len(came) < outcome.expected and time.perf_counter() - last < DRAIN:
        await asyncio.sleep(0.05)
    outcome.cpu = (used_by(target) - used) / max(1, len(came)) * 1e3
    for wire in opened:
        wire.transport.abort()
    for task in reading:
        task.cancel()
    await asyncio.gather(*reading, return_exceptions=True)
    count(outcome, came, stored, sockets)
    return outcome


def count(outcome: Round, came: list[tuple[int, int, int]], stored: dict[int, float], sockets: int) -> None:
    """After the round, so that counting costs no reader anything."""
    outcome.latencies = [(received - sent) / 1e6 for _number, sent, received in came]
    outcome.fanout = [received / 1e6 - stored[number] for number, _sent, received in came if number in stored]
    times = Counter(number for number, _sent, _received in came)
    outcome.doubled = sum(max(0, seen - sockets) for seen in times.values())


async def post(target: Target, session: str, body: str) -> dict[str, Any]:
    reader, writer = await asyncio.open_connection("127.0.0.1", target.pages or target.port)
    writer.write(
        f"POST {target.post} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: application/json\r\n"
        f"Cookie: sessionid={session}; csrftoken={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    answer = await reader.read()
    writer.close()
    if b" 201 " not in answer[:20]:
        raise SystemExit(f"{target.name}: the message was not stored: {answer[:400]!r}")
    return json.loads(answer.partition(b"\r\n\r\n")[2])


# --- The run -------------------------------------------------------------------------------------------------------


def redis_url() -> str:
    import redis

    url = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/9")
    try:
        redis.Redis.from_url(url, socket_connect_timeout=1).ping()
    except redis.RedisError:
        return ""
    return url


def start_all(stack: contextlib.ExitStack, sockets: int, only: str) -> list[Target]:
    targets = []
    if only != "ours":
        port = free_port()
        server = stack.enter_context(process(port, __file__, "--serve-plain", str(port)))
        targets.append(Target("(a) plain asyncio", port, pid=server.pid))
        port = free_port()
        server = stack.enter_context(process(port, *daphne(port, "benchmarks.fanout:application")))
        targets.append(Target("(b) bare Channels group", port, pid=server.pid))

    folder = stack.enter_context(tempfile.TemporaryDirectory())
    environment = {
        "DJANGO_SETTINGS_MODULE": "network.settings.test",
        "DATABASE_URL": f"sqlite:///{folder}/fanout.sqlite3",
    }
    prepared = subprocess.run(
        [sys.executable, __file__, "--prepare", str(sockets)],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    world = json.loads(prepared.stdout.splitlines()[-1])
    redis_there = redis_url()
    kinds = (
        ("(c) ours, in memory", "", "one"),
        ("(c) ours, Redis", redis_there, "one"),
        ("(c) ours, Redis, 2 proc.", redis_there, "two"),
        ("(c) ours, as deployed", redis_there, "pages apart"),
    )
    for name, redis, processes in kinds:
        if "Redis" in name and not redis:
            print("No Redis answers: the Redis layer is left out.")
            continue
        port = free_port()
        more = {"REDIS_URL": redis, "CHANNEL_PREFIX": f"fanout{port}"} if redis else {}
        inherited = os.environ.pop("REDIS_URL", None)
        server = stack.enter_context(process(port, *daphne(port, "network.asgi:application"), **environment, **more))
        second, other, pages = 0, None, 0
        if processes == "two":
            second = free_port()
            command = daphne(second, "network.asgi:application")
            other = stack.enter_context(process(second, *command, **environment, **more))
        if processes == "pages apart":
            pages = free_port()
            other = stack.enter_context(process(pages, *gunicorn(pages), **environment, **more))
        if inherited:
            os.environ["REDIS_URL"] = inherited
        room = world["room"]
        where = f"/ws/rooms/{room}/", world["sessions"], f"/en/rooms/{room}/send"
        targets.append(Target(name, port, *where, server.pid, second, other.pid if other else 0, pages))
    return targets


def report(results: dict[str, list[Round]], sockets: int, messages: int, rate: float) -> bool:
    print(f"\n{sockets} sockets, {messages} messages at {rate:g}/s; medians of rounds, milliseconds")
    print(
        f"{'':<28}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}{'lost':>7}{'twice':>7}{'ratio p95':>11}{'KiB/socket':>12}{'CPU us/dlv':>12}"
    )
    base = 0.0
    whole = True
    for name, rounds in results.items():
        line = [median(percentile(one.latencies, share) for one in rounds) for share in (0.5, 0.95, 0.99, 1.0)]
        base = base or line[1]
        lost, doubled = sum(one.lost for one in rounds), sum(one.doubled for one in rounds)
        whole = whole and not (name.startswith("(c)") and (lost or doubled))
        print(f"{name:<28}" + "".join(f"{value:>8.1f}" for value in line)
              + f"{lost:>7}{doubled:>7}{line[1] / base:>11.2f}{rounds[0].kib:>12.1f}{median(one.cpu for one in rounds):>12.1f}")  # fmt: skip
        if rounds[0].fanout:
            only = [median(percentile(one.fanout, share) for one in rounds) for share in (0.5, 0.95, 0.99, 1.0)]
            print(f"{'    fan-out only':<28}" + "".join(f"{value:>8.1f}" for value in only)
                  + f"{'':>14}{only[1] / base:>11.2f}")  # fmt: skip
            told = [median(percentile(one.acknowledged, share) for one in rounds) for share in (0.5, 0.95, 0.99, 1.0)]
            print(f"{'    acknowledged to sender':<28}" + "".join(f"{value:>8.1f}" for value in told))
    return whole


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--sockets", type=int, nargs="+", default=[200, 1000])
    parser.add_argument("-m", "--messages", type=int, default=0, help="20,000 deliveries a round unless said otherwise")
    parser.add_argument(
        "--rate", type=float, default=0, help="messages a second: 2,000 deliveries unless said otherwise"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["all", "ours"], default="all")
    parser.add_argument("--serve-plain", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--prepare", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve_plain:
        serve_plain(asked.serve_plain)
    if asked.prepare:
        print(prepare_platform(asked.prepare))
        return 0
    if asked.rate > SENDERS * 2.5:
        parser.error(f"our limit for one person's writing allows at most {SENDERS * 2.5:g} messages a second here")
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65_536), hard))
    whole = True
    with contextlib.ExitStack() as stack:
        targets = start_all(stack, max(asked.sockets), asked.only)
        for sockets in asked.sockets:
            messages, rate = asked.messages or 20_000 // sockets, asked.rate or 2_000 / sockets
            results: dict[str, list[Round]] = {target.name: [] for target in targets}
            for number in range(asked.rounds):
                for target in targets if number % 2 == 0 else reversed(targets):
                    results[target.name].append(asyncio.run(one_round(target, sockets, messages, rate)))
            whole = report(results, sockets, messages, rate) and whole
        for target in [one for one in targets if one.post]:
            milliseconds = median(asyncio.run(catch_up(target)) for _round in range(asked.rounds + 1))
            print(f"{target.name}: catch-up of {AWAY} messages {milliseconds:.0f} ms")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
