"""Who is here and who is writing: whispered between processes, kept nowhere, and the first to go when there is much to do.

A whisper that is lost is not missed: who is here is said again with every heartbeat, and who is writing is past in a few
seconds. Who does not want to be seen is not whispered about; nor is somebody who may not write in the room.
"""

import asyncio
import time
import uuid
from contextlib import suppress
from typing import Any

from channels.layers import get_channel_layer

from . import frames, limits
from .doorbell import GROUP


class Presence:
    """The part of a hub that knows who else is there."""

    def __init__(self, hub: Any) -> None:
        self.hub = hub
        self.process = uuid.uuid4().hex
        self.elsewhere: dict[int, dict[str, tuple[float, dict[str, str]]]] = {}  # room → process → when, who
        self.said: dict[int, tuple[float, dict[str, str]]] = {}
        self.whispering = 0

    # --- What this process tells the others --------------------------------------------------------------------

    def typing(self, socket: Any) -> None:
        """Somebody at one of our sockets is writing. Said at most every few seconds, and not at all where it is busy."""
        now = time.monotonic()
        if not socket.is_seen or now - socket.typed_at < limits.TYPING_PAUSE:
            return
        socket.typed_at = now
        self.whisper({"type": "typing", "room": socket.room_id, "person": socket.person, "name": socket.name})

    async def watch(self) -> None:
        """Say who is here when it changes, and now and then because whispers get lost."""
        while True:
            await asyncio.sleep(limits.PRESENCE)
            now = time.monotonic()
            for room_id, watch in list(self.hub.watches.items()):
                people = self.people_at(watch)
                when, before = self.said.get(room_id, (0.0, {}))
                if people != before or now - when > limits.HEARTBEAT:
                    self.said[room_id] = now, people
                    self.whisper({"type": "here", "room": room_id, "process": self.process, "people": people})
                self.tell(watch, now)
            for room_id in [one for one in self.said if one not in self.hub.watches]:
                del self.said[room_id]
                self.elsewhere.pop(room_id, None)
                self.whisper({"type": "here", "room": room_id, "process": self.process, "people": {}})

    def people_at(self, watch: Any) -> dict[str, str]:
        seen = [socket for socket in watch.sockets if socket.is_seen]
        return {socket.person: socket.name for socket in seen[: limits.PRESENT_SHOWN]}

    def whisper(self, message: dict[str, Any]) -> None:
        """At most a few at a time: what does not get through at once is dropped."""
        if self.whispering < limits.WHISPERS:
            self.whispering += 1
            self.hub.spawn(self.send(message))

    async def send(self, message: dict[str, Any]) -> None:
        try:
            with suppress(Exception):
                await asyncio.wait_for(get_channel_layer().group_send(GROUP, message), limits.RING_TIMEOUT)
        finally:
            self.whispering -= 1

    # --- What the others tell ------------------------------------------------------------------------------------

    def heard(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "typing", "room": int(room_id), "person": str(person), "name": str(name)}:
                watch = self.hub.watches.get(room_id)
                if watch:
                    frame = frames.encode({"type": "typing", "person": person, "name": name})
                    for socket in [one for one in watch.sockets if one.person != person]:
                        socket.whisper(frame)
            case {"type": "here", "room": int(room_id), "process": str(process), "people": dict(people)}:
                if room_id in self.hub.watches:
                    self.elsewhere.setdefault(room_id, {})[process] = time.monotonic(), people

    def tell(self, watch: Any, now: float) -> None:
        """Who is in the room, to those of its sockets that were last told otherwise."""
        fresh = [
            people
            for when, people in self.elsewhere.get(watch.room_id, {}).values()
            if now - when < 3 * limits.HEARTBEAT
        ]
        everybody = {person: name for people in [*fresh, self.people_at(watch)] for person, name in people.items()}
        shown = dict(sorted(everybody.items(), key=lambda one: one[1])[: limits.PRESENT_SHOWN])
        frame = frames.encode({"type": "here", "people": shown})
        for socket in list(watch.sockets):
            if socket.told_here != frame and socket.whisper(frame):
                socket.told_here = frame
