"""People at the other end: writers who insist, and readers who follow the rules of the page's script."""

import asyncio
import contextlib
import http.client
import json
import random
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from websockets.asyncio.client import connect

TOKEN = "a" * 32  # CSRF: cookie and header must agree, and nobody else can set our header


@dataclass
class Writer:
    """Sends each message until the server says that it is stored, always under the same name."""

    session: str
    ports: list[int]
    room: str
    sent: list[str] = field(default_factory=list)  # client_ids that were acknowledged
    repeats: int = 0
    slowest: float = 0.0

    def write(self, texts: list[str], deadline: float) -> None:
        for text in texts:
            client_id = str(uuid.uuid4())
            started = time.monotonic()
            while not self.attempt(client_id, text):
                self.repeats += 1
                if time.monotonic() > deadline:
                    return
                time.sleep(random.uniform(0.05, 0.3))
            self.slowest = max(self.slowest, time.monotonic() - started)
            self.sent.append(client_id)

    def attempt(self, client_id: str, text: str) -> bool:
        """Whether the server acknowledged. No answer means nothing: it may be stored or not."""
        wire = http.client.HTTPConnection("127.0.0.1", random.choice(self.ports), timeout=10)
        try:
            wire.request(
                "POST",
                f"/en/rooms/{self.room}/send",
                urlencode({"client_id": client_id, "text": text}),
                {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Accept": "application/json",
                    "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
                    "X-CSRFToken": TOKEN,
                },
            )
            answer = wire.getresponse()
            said = answer.read()
            if answer.status == 429:
                time.sleep(json.loads(said)["retry_after"])
            elif answer.status not in (201, 500, 503):
                raise AssertionError(f"{answer.status}: {said[:300]!r}")
            return answer.status == 201
        except (OSError, http.client.HTTPException):
            return False
        finally:
            wire.close()


@dataclass
class Reader:
    """Applies only the next number, ignores what it has, fetches what is missing, comes back after every cut."""

    session: str
    ports: list[int]
    room: str
    got: list[tuple[int, str]] = field(default_factory=list)  # (seq, client_id) in the order of arrival
    revision: int = 0
    cuts: int = 0
    fetches: int = 0
    frames: int = 0

    @property
    def seq(self) -> int:
        return self.got[-1][0] if self.got else 0

    async def read(self, done: asyncio.Event) -> None:
        while not done.is_set():
            with contextlib.suppress(OSError, TimeoutError, EOFError):
                await self.follow(random.choice(self.ports), done)
            if not done.is_set():
                self.cuts += 1
                await asyncio.sleep(random.uniform(0.05, 0.4))

    async def follow(self, port: int, done: asyncio.Event) -> None:
        from websockets.exceptions import WebSocketException  # inline: beside its one use

        headers = {"Cookie": f"sessionid={self.session}", "Origin": f"http://127.0.0.1:{port}"}
        address = f"ws://127.0.0.1:{port}/ws/rooms/{self.room}/"
        try:
            async with connect(
                address, additional_headers=headers, compression=None, open_timeout=10, proxy=None
            ) as socket:
                while not done.is_set():
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(0.3):
                            await self.hear(json.loads(await socket.recv()), port)
        except WebSocketException:
            return

    async def hear(self, said: dict, port: int) -> None:
        self.frames += 1
        complete = self.apply(said) if said["type"] == "messages" else said.get("seq", 0) <= self.seq
        if not complete:
            await asyncio.shield(self.catch_up(port))

    def apply(self, said: dict) -> bool:
        for item in said["items"]:
            if item["seq"] == self.seq + 1:
                self.got.append((item["seq"], item["client_id"]))
            elif item["seq"] > self.seq:
                return False
        return True

    async def catch_up(self, port: int) -> None:
        self.fetches += 1
        while True:
            before = self.seq
            said = await asyncio.to_thread(self.fetch, port)
            if said is None:
                return
            self.apply(said)
            if not said["more"] or self.seq == before:
                return

    def fetch(self, port: int) -> dict | None:
        wire = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            headers = {"Cookie": f"sessionid={self.session}", "Accept": "application/json"}
            wire.request("GET", f"/en/rooms/{self.room}/messages?after={self.seq}", headers=headers)
            answer = wire.getresponse()
            return json.loads(answer.read()) if answer.status == 200 else None
        except (OSError, http.client.HTTPException):
            return None
        finally:
            wire.close()
