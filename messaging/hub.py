"""One per process: hears the doorbell, reads what changed once, and hands the encoded frame to the sockets it holds.

The database is the truth. A doorbell only says "look"; every so often the hub looks without one, so a dead channel
layer costs seconds and never a message. Each look also asks, in the same breath and after the messages were read, who
of the people at the sockets may still read the room: who was removed before a message was stored does not get it.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.db import connection

from . import frames, guard, limits
from .doorbell import GROUP
from .presence import Presence
from .queries import Changes, changes_for_hub

logger = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(eq=False)
class Watch:
    """A room that somebody here has open. `delivered` is the last change handed out, `wanted` the last heard of."""

    room_id: int
    sockets: set[Any] = field(default_factory=set)
    seq: int = 0
    delivered: int | None = None
    wanted: int = 0
    looking: asyncio.Task | None = None


class Hub:
    """The sockets of one process and the one ear they share. Lives from the first socket to the last."""

    def __init__(self) -> None:
        self.watches: dict[int, Watch] = {}
        self.people: dict[int, set[Any]] = {}
        self.lists: set[Any] = set()  # sockets of lists of rooms, which are of no room in particular
        self.tasks: list[asyncio.Task] = []
        self.listening = asyncio.Event()
        self.thread: ThreadPoolExecutor | None = None
        self.presence = Presence(self)

    async def ask(self, question: Callable[..., T], *args: Any) -> T:
        """Ask the database, in a thread of the hub's own, so that a rush of new sockets cannot hold up delivery.

        The thread keeps its connection, since opening one takes as long as a look; after any failure it gets a new one.
        """
        self.thread = self.thread or ThreadPoolExecutor(max_workers=1, thread_name_prefix="messaging-hub")
        return await asyncio.get_running_loop().run_in_executor(self.thread, asked, question, *args)

    # --- Sockets come and go ------------------------------------------------------------------------------------

    def add(self, socket: Any) -> None:
        """Take in a socket. What changes from now on is handed to it; what was before, its reader fetches."""
        if socket.room_id is None:
            self.lists.add(socket)
        else:
            self.watches.setdefault(socket.room_id, Watch(socket.room_id)).sockets.add(socket)
        self.people.setdefault(socket.person_id, set()).add(socket)
        if not self.tasks:
            loops = (self.listen, self.sweep, self.beat, self.recheck, self.presence.watch)
            self.tasks = [asyncio.create_task(work()) for work in loops]

    def drop(self, socket: Any) -> None:
        self.lists.discard(socket)
        watch = self.watches.get(socket.room_id)
        if watch:
            watch.sockets.discard(socket)
            if not watch.sockets:
                del self.watches[socket.room_id]
                if watch.looking:
                    watch.looking.cancel()
        mine = self.people.get(socket.person_id)
        if mine:
            mine.discard(socket)
            if not mine:
                del self.people[socket.person_id]
        if not self.people:
            self.stop()

    def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        self.tasks = []
        self.listening = asyncio.Event()
        if self.thread:
            self.thread.submit(hang_up)
            self.thread.shutdown(wait=False)
            self.thread = None

    def start_from(self, room_id: int, seq: int, revision: int) -> None:
        """The room stood at `revision` when its first reader here came; later changes are for us to hand out."""
        watch = self.watches.get(room_id)
        if watch and watch.delivered is None:
            watch.seq, watch.delivered = seq, revision
            self.look(watch)

    # --- What happens -------------------------------------------------------------------------------------------

    async def listen(self) -> None:
        """Hear the doorbell for ever; where the layer fails, try again and let the sweeper do meanwhile."""
        while True:
            layer, channel = get_channel_layer(), None
            try:
                channel = await layer.new_channel("messaging.hub.")
                await layer.group_add(GROUP, channel)
                self.listening.set()
                while True:
                    self.heard(await layer.receive(channel))
            except asyncio.CancelledError:
                if channel:
                    await quietly(layer.group_discard(GROUP, channel))
                raise
            except Exception:
                logger.warning(
                    "The channel layer does not answer; looking every %s s instead.", limits.SWEEP, exc_info=True
                )
                self.listening.set()
                await asyncio.sleep(limits.SWEEP)

    def heard(self, message: dict[str, Any]) -> None:
        """Take note of one ring. Never waits, so that the ear is never full."""
        match message:
            case {"type": "room", "room": int(room_id), "revision": int(revision)}:
                if watch := self.watches.get(room_id):
                    watch.wanted = max(watch.wanted, revision)
                    self.look(watch)
                for socket in self.lists:
                    if room_id in socket.rooms:
                        socket.nudge()
            case {"type": "person", "person": int(person_id)} if person_id in self.people:
                self.spawn(self.look_again(list(self.people[person_id])))
            case {"type": "read", "person": int(person_id)}:
                for socket in self.lists & self.people.get(person_id, set()):
                    socket.nudge()
            case {"type": "session", "session": str(session)}:
                for socket in [one for sockets in self.people.values() for one in sockets if one.session == session]:
                    socket.close(frames.SIGNED_OUT)
            case {"type": "typing" | "here"}:
                self.presence.heard(message)

    async def look_again(self, sockets: list[Any]) -> None:
        """Something about a person changed: close what they may not read, and ask anew whether they are seen."""
        await self.check(sockets)
        for socket in [one for one in sockets if one.closing is None]:
            try:
                if socket.room_id is None:
                    await socket.look_again(self)
                    socket.nudge()
                    continue
                socket.is_seen = await self.ask(guard.is_seen, socket.person_id, socket.room_id)
            except Exception:
                socket.is_seen = False

    def look(self, watch: Watch) -> None:
        """Read what is new in a room, unless that is being done or nothing is."""
        if watch.delivered is None or watch.looking or watch.wanted <= watch.delivered:
            return
        watch.looking = self.spawn(self.deliver(watch))

    async def deliver(self, watch: Watch) -> None:
        """Hand out the changes of a room until there are none left, whatever rings meanwhile."""
        try:
            while watch.sockets and watch.delivered is not None and watch.wanted > watch.delivered:
                sockets, wanted = list(watch.sockets), watch.wanted
                found, texts, gone = await self.ask(
                    read_changes,
                    watch.room_id,
                    watch.delivered,
                    wanted,
                    {one.language for one in sockets},
                    sockets,
                )
                if found:
                    watch.seq, watch.delivered = found.seq, found.revision
                elif watch.wanted == wanted:
                    watch.wanted = watch.delivered  # a ring for what is not there: nobody waits for it
                for socket in sockets:
                    if socket in gone:
                        socket.close(gone[socket])
                    elif found:
                        tell(socket, texts[socket.language])
        except Exception:
            logger.exception("Reading room %s failed; the sweeper will try again.", watch.room_id)
        finally:
            watch.looking = None

    async def sweep(self) -> None:
        """Look for doorbells that were missed: one query for all rooms of this process."""
        while True:
            await asyncio.sleep(limits.SWEEP)
            try:
                heads = await self.ask(guard.heads, list(self.watches))
            except Exception:
                logger.warning("The database does not answer; messages wait there.", exc_info=True)
                continue
            for room_id, _seq, revision in heads:
                watch = self.watches.get(room_id)
                if watch and watch.delivered is not None:
                    watch.wanted = max(watch.wanted, revision)
                    self.look(watch)

    async def beat(self) -> None:
        """Say to every socket where its room stands, so that its reader knows what it lacks and that we are here."""
        while True:
            await asyncio.sleep(limits.HEARTBEAT)
            for watch in list(self.watches.values()):
                if watch.delivered is not None:
                    frame = frames.head("head", watch.seq, watch.delivered)
                    for socket in list(watch.sockets):
                        socket.put(frame)
            for socket in list(self.lists):
                socket.put(frames.encode({"type": "head"}))

    async def recheck(self) -> None:
        """Look again at everybody's rights, for changes that ring for nobody (a session that ran out, say)."""
        while True:
            await asyncio.sleep(limits.RECHECK)
            await self.check([socket for sockets in self.people.values() for socket in sockets])

    async def check(self, sockets: list[Any]) -> None:
        """Close those of `sockets` whose people may not read on."""
        rooms: dict[int | None, list[Any]] = {}
        for socket in sockets:
            rooms.setdefault(socket.room_id, []).append(socket)
        for room_id, there in rooms.items():
            try:
                gone = await self.ask(guard.who_must_go_from, room_id, there)
            except Exception:
                logger.exception("Could not check who may read room %s.", room_id)
                continue
            for socket, code in gone.items():
                socket.close(code)

    def spawn(self, work: Any) -> asyncio.Task:
        task = asyncio.create_task(work)
        self.tasks.append(task)
        task.add_done_callback(lambda done: self.tasks.remove(done) if done in self.tasks else None)
        return task


def asked(question: Callable[..., T], *args: Any) -> T:
    try:
        return question(*args)
    except Exception:
        hang_up()
        raise


def hang_up() -> None:
    """Give back the connection of the thread that this runs in: `connection.close` by itself is the caller's."""
    connection.close()


def read_changes(
    room_id: int, since: int, wanted: int, languages: Iterable[str], sockets: list[Any]
) -> tuple[Changes | None, dict[str, str], dict[Any, int]]:
    """The changes after `since`, their frames, and who must not get them: asked after the messages were read."""
    found = changes_for_hub(room_id, since, wanted)
    if found is None:
        return None, {}, {}
    gone = guard.who_must_go(found.room, sockets)
    return found, frames.changes_frames(found, languages), gone


def tell(socket: Any, frame: str) -> None:
    """Whatever is wrong with one reader, the others come after them: this one is hung up on and may come back."""
    try:
        socket.put(frame)
    except Exception:
        logger.exception("A reader could not be told.")
        socket.close(frames.RESYNC)


async def quietly(work: Any) -> None:
    try:
        await asyncio.wait_for(work, 1)
    except Exception:
        logger.debug("Saying goodbye to the channel layer failed.", exc_info=True)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running event loop, of which a server process has one."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())
