"""The listening end of a room: an ASGI application that checks who comes, then passes on what the hub gives it.

It never writes to the database and never asks it on delivery. It joins no group of the channel layer: with one group
per socket a message to 200 readers costs ten times as much.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async

from network.core.languages import LANGUAGES

from . import frames, guard, limits
from .doorbell import digest
from .hub import Hub, hub

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def room_socket(scope: Message, receive: Receive, send: Send) -> None:
    """Serve one WebSocket on `/ws/rooms/<slug>/?language=sr`; refused unless a signed-in person may read the room."""
    await receive()  # websocket.connect
    user, session_key = scope["user"], scope["session"].session_key
    room = None
    if user.is_authenticated and session_key:
        room = await database_sync_to_async(guard.admit)(user, scope["session"], scope["url_route"]["kwargs"]["slug"])
    here = hub()
    if room is None or len(here.people.get(user.pk, ())) >= limits.SOCKETS_PER_PERSON:
        await send({"type": "websocket.close", "code": frames.NOT_ALLOWED})
        return
    socket = Socket(
        room_id=room.pk,
        person_id=user.pk,
        session_key=session_key,
        password_stamp=guard.stamp(user.password),
        language=language_asked_for(scope),
        send=send,
    )
    await send({"type": "websocket.accept"})
    await socket.serve(here, receive)


def language_asked_for(scope: Message) -> str:
    wanted = parse_qs(scope["query_string"].decode("ascii", "replace")).get("language", [""])[0]
    return wanted if wanted in LANGUAGES else "en"


class Socket:
    """One reader's connection. What is to be said waits in a line of bounded length."""

    def __init__(
        self, *, room_id: int, person_id: int, session_key: str, password_stamp: int, language: str, send: Send
    ) -> None:
        self.room_id = room_id
        self.person_id = person_id
        self.session_key = session_key
        self.session = digest(session_key)
        self.password_stamp = password_stamp
        self.language = language
        self.send = send
        self.line: deque[str] = deque()
        self.waiting = 0
        self.awake = asyncio.Event()
        self.closing: int | None = None
        self.heard: deque[float] = deque(maxlen=limits.FRAMES_IN_WINDOW)

    def put(self, frame: str) -> None:
        """Say `frame` when its turn comes. A reader who does not keep up is told to start anew instead."""
        if self.closing is not None:
            return
        if self.waiting + len(frame) > limits.UNREAD_BYTES:
            self.line.clear()
            self.line.append(frames.encode({"type": "resync"}))
            self.close(frames.RESYNC)
            return
        self.waiting += len(frame)
        self.line.append(frame)
        self.awake.set()

    def close(self, code: int) -> None:
        """Say nothing more and hang up. From this moment no frame goes out, not even one that was in the line."""
        if self.closing is None:
            self.closing = code
            if code != frames.RESYNC:
                self.line.clear()
            self.awake.set()

    async def serve(self, here: Hub, receive: Receive) -> None:
        here.add(self)
        speaking = asyncio.create_task(self.speak())
        listening = asyncio.create_task(self.listen(receive))
        try:
            await self.greet(here)
            await asyncio.wait([speaking, listening], return_when=asyncio.FIRST_COMPLETED)
        finally:
            here.drop(self)
            speaking.cancel()
            listening.cancel()
            await asyncio.gather(speaking, listening, return_exceptions=True)

    async def greet(self, here: Hub) -> None:
        """Say where the room stands, read only after the ear is open: nothing can fall between the two."""
        with suppress(TimeoutError):  # the sweeper then does the ear's work
            await asyncio.wait_for(here.listening.wait(), limits.RING_TIMEOUT)
        found = await here.ask(guard.heads, [self.room_id])
        if not found:
            self.close(frames.NOT_ALLOWED)
            return
        _room_id, seq, revision = found[0]
        here.start_from(self.room_id, seq, revision)
        self.put(frames.head("hello", seq, revision))

    async def speak(self) -> None:
        while True:
            while self.line:
                frame = self.line.popleft()
                self.waiting -= len(frame)
                await self.send({"type": "websocket.send", "text": frame})
            if self.closing is not None:
                await self.send({"type": "websocket.close", "code": self.closing})
                return
            self.awake.clear()
            await self.awake.wait()

    async def listen(self, receive: Receive) -> None:
        """A reader has one thing to say: "ping". Whoever says anything else, or too much, is hung up on."""
        while True:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            code = self.problem_with(message)
            if code is not None:
                self.close(code)
                await asyncio.sleep(limits.RING_TIMEOUT)  # for speak() to say so
                return
            self.put(frames.encode({"type": "pong"}))

    def problem_with(self, message: Message) -> int | None:
        now = time.monotonic()
        if len(self.heard) == self.heard.maxlen and now - self.heard[0] < limits.FRAME_WINDOW:
            return frames.TOO_MANY
        self.heard.append(now)
        text = message.get("text")
        if text is None or len(text) > limits.FRAME_BYTES:
            return frames.GARBAGE
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            return frames.GARBAGE
        return None if said == {"type": "ping"} else frames.GARBAGE
