"""Four things that Daphne leaves to us: an end to its patience, small ears, one encoding for many readers, a short way.

Daphne's send never waits: a browser that is stopped in the middle makes the server's memory grow by everything that is
said. Twisted tells a registered producer when a connection's buffer is full; from then on we count, and past the limit
the reader is told "resync" and hung up on. The kernel's own buffer comes before Twisted's and may grow by megabytes, so
it is given a size. What a reader may say to us is next to nothing, so a longer frame is refused before it is read. And
where the same text goes to many sockets in a row, it is put into a WebSocket frame once. The long way to a reader,
through a task, three middlewares and a coroutine for each frame, then twice through the event loop for each socket, is
most of what a message to two hundred costs. So an application may write to its reader directly, and where nothing waits
for that reader the bytes go to the kernel at once, as asyncio's own transports send them. Without Daphne this module is
not imported; it can go when Daphne does all of it.
"""

import socket
from typing import Any, ClassVar

from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from twisted.internet.interfaces import IPushProducer
from twisted.internet.tcp import Server
from zope.interface import implementer

from . import frames, limits
from .wires import straight


@implementer(IPushProducer)
class Backlog:
    """What was said since the connection's buffer was last free; zero while it is."""

    def __init__(self) -> None:
        self.full = False
        self.size = 0

    def pauseProducing(self) -> None:
        self.full = True

    def resumeProducing(self) -> None:
        self.full, self.size = False, 0

    def stopProducing(self) -> None:
        self.full = False


class BoundedProtocol(WebSocketProtocol):
    """Daphne's WebSocket for rooms."""

    backlog: Backlog | None = None
    last: ClassVar[tuple[Any, Any]] = (None, None)

    def onConnect(self, request: Any) -> Any:
        straight.set(self.write_text)  # the application's task, which begins in here, inherits it
        return super().onConnect(request)

    def write_text(self, text: str) -> None:
        """Straight to the kernel where nothing waits before it; what the kernel does not take goes the usual way.

        To a reader who is going it says nothing, and above all it does not raise: the others come after them.
        """
        if self.state in (self.STATE_CLOSING, self.STATE_CLOSED):
            return
        if not self.is_idle():
            self.serverSend(text)
            return
        payload = self.frame_of(text, False).payloadHybi
        taken = self.transport.writeSomeData(payload)
        if not isinstance(taken, int) or taken < 0:
            taken = 0  # the connection is gone, which the usual way finds out
        if taken < len(payload):
            self.transport.write(payload[taken:])

    def is_idle(self) -> bool:
        """Whether all that was said to this reader has left the process. Over TLS nobody knows, so never there."""
        wire = self.transport
        return (
            self.state == self.STATE_OPEN
            and type(wire) is Server
            and wire.connected
            and not (wire.disconnecting or wire.dataBuffer or wire._tempDataBuffer or self.send_queue)
        )

    def onOpen(self) -> None:
        self.maxFramePayloadSize = self.maxMessagePayloadSize = limits.WIRE_BYTES
        self.transport.getHandle().setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, limits.KERNEL_BYTES)
        self.backlog = Backlog()
        self.transport.unregisterProducer()  # the HTTP connection this was until now
        self.transport.registerProducer(self.backlog, True)
        super().onOpen()

    def serverSend(self, content: str | bytes, binary: bool = False) -> None:
        if self.state != self.STATE_OPEN:
            super().serverSend(content, binary)
            return
        if self.backlog and self.backlog.full:
            self.backlog.size += len(content)
            if self.backlog.size > limits.UNREAD_BYTES:
                self.sendClose(code=frames.RESYNC, reason="resync")
                return
        self.sendPreparedMessage(self.frame_of(content, binary))

    def frame_of(self, content: str | bytes, binary: bool) -> Any:
        """The hub says the same thing to all readers of a room, one after the other: remember the last frame made."""
        known, frame = BoundedProtocol.last
        if known is not content:
            payload = content.encode() if isinstance(content, str) else content
            frame = self.factory.prepareMessage(payload, isBinary=binary, doNotCompress=True)
            BoundedProtocol.last = content, frame
        return frame


WebSocketFactory.protocol = BoundedProtocol
