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
from .wires import straight

LIST_PAUSE = 1.0  # seconds: the list of rooms is told at most so often that something changed

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def nowhere(scope: Message, receive: Receive, send: Send) -> None:
    """Refuse a socket to an address that is no room, as one is refused to a room that one may not read."""
    await receive()  # websocket.connect
    await send({"type": "websocket.close", "code": frames.NOT_ALLOWED})


async def room_socket(scope: Message, receive: Receive, send: Send) -> None:
    """Serve one WebSocket on `/ws/rooms/<slug>/?language=sr`; refused unless a signed-in person may read the room."""
    await receive()  # websocket.connect
    user, session_key = scope["user"], scope["session"].session_key
    admitted = None
    if user.is_authenticated and session_key:
        slug = scope["url_route"]["kwargs"]["slug"]
        admitted = await database_sync_to_async(guard.admit)(user, scope["session"], slug)
    here = hub()
    if admitted is None or len(here.people.get(user.pk, ())) >= limits.SOCKETS_PER_PERSON:
        await send({"type": "websocket.close", "code": frames.NOT_ALLOWED})
        return
    room, is_seen = admitted
    socket = Socket(
        room_id=room.pk,
        person_id=user.pk,
        person=str(user.uuid),
        name=str(user),
        is_seen=is_seen,
        session_key=session_key,
        password_stamp=guard.stamp(user.password),
        language=language_asked_for(scope),
        send=send,
    )
    await send({"type": "websocket.accept"})
    await socket.serve(here, receive)


async def list_socket(scope: Message, receive: Receive, send: Send) -> None:
    """Serve one WebSocket on `/ws/rooms/`, for a list of rooms: it hears that something in them changed, never what."""
    await receive()  # websocket.connect
    user, session_key = scope["user"], scope["session"].session_key
    here = hub()
    may_come = user.is_authenticated and session_key
    may_come = may_come and await database_sync_to_async(guard.is_whole)(user, scope["session"])
    if not may_come or len(here.people.get(user.pk, ())) >= limits.SOCKETS_PER_PERSON:
        await send({"type": "websocket.close", "code": frames.NOT_ALLOWED})
        return
    socket = ListSocket(
        room_id=None,
        person_id=user.pk,
        person=str(user.uuid),
        name="",
        is_seen=False,
        session_key=session_key,
        password_stamp=guard.stamp(user.password),
        language="",
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
        self,
        *,
        room_id: int | None,
        person_id: int,
        person: str,
        name: str,
        is_seen: bool,
        session_key: str,
        password_stamp: int,
        language: str,
        send: Send,
    ) -> None:
        self.room_id = room_id
        self.person_id = person_id
        self.person, self.name, self.is_seen = person, name, is_seen
        self.typed_at = 0.0
        self.told_here = ""
        self.session_key = session_key
        self.session = digest(session_key)
        self.password_stamp = password_stamp
        self.language = language
        self.send = send
        self.straight = straight.get()
        self.line: deque[str] = deque()
        self.waiting = 0
        self.awake = asyncio.Event()
        self.closing: int | None = None
        self.heard: deque[float] = deque(maxlen=limits.FRAMES_IN_WINDOW)

    def put(self, frame: str) -> None:
        """Say `frame` when its turn comes. A reader who does not keep up is told to start anew instead."""
        if self.closing is not None:
            return
        if self.straight and not self.line:
            self.straight(frame)  # the protocol keeps count of what its reader did not take
            return
        if self.waiting + len(frame) > limits.UNREAD_BYTES:
            self.line.clear()
            self.line.append(frames.encode({"type": "resync"}))
            self.close(frames.RESYNC)
            return
        self.waiting += len(frame)
        self.line.append(frame)
        self.awake.set()

    def whisper(self, frame: str) -> bool:
        """Say something that may as well not be said: only to a reader for whom nothing waits. Whether it was."""
        if self.closing is not None or self.line:
            return False
        self.put(frame)
        return True

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
        listening = asyncio.create_task(self.listen(here, receive))
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

    async def listen(self, here: Hub, receive: Receive) -> None:
        """A reader has two things to say: "ping", and that they are typing. Whoever says anything else, or too much, is hung up on."""
        while True:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            said, code = self.understood(message)
            if code is not None:
                self.close(code)
                await asyncio.sleep(limits.RING_TIMEOUT)  # for speak() to say so
                return
            if said == "typing":
                here.presence.typing(self)
            else:
                self.put(frames.encode({"type": "pong"}))

    def understood(self, message: Message) -> tuple[str, int | None]:
        """What was said, or why this reader is hung up on."""
        now = time.monotonic()
        if len(self.heard) == self.heard.maxlen and now - self.heard[0] < limits.FRAME_WINDOW:
            return "", frames.TOO_MANY
        self.heard.append(now)
        text = message.get("text")
        if text is None or len(text) > limits.FRAME_BYTES:
            return "", frames.GARBAGE
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            return "", frames.GARBAGE
        known = said in ({"type": "ping"}, {"type": "typing"})
        return (said["type"], None) if known else ("", frames.GARBAGE)


class ListSocket(Socket):
    """The connection of a list of rooms. It is told that a room of its person moved, and the page counts anew."""

    rooms: frozenset[int] = frozenset()
    told_at = -LIST_PAUSE
    to_tell: asyncio.TimerHandle | None = None

    async def greet(self, here: Hub) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(here.listening.wait(), limits.RING_TIMEOUT)
        await self.look_again(here)
        self.put(frames.encode({"type": "hello"}))

    async def look_again(self, here: Hub) -> None:
        """Which rooms are theirs now."""
        self.rooms = frozenset(await here.ask(guard.rooms_for, self.person_id))

    def nudge(self) -> None:
        """Say that something changed: at once, and however much does, once a second."""
        if self.to_tell is None:
            pause = max(0.0, self.told_at + LIST_PAUSE - time.monotonic())
            self.to_tell = asyncio.get_running_loop().call_later(pause, self.tell)

    def tell(self) -> None:
        self.to_tell, self.told_at = None, time.monotonic()
        self.put(frames.encode({"type": "rooms"}))
