"""Three things that Daphne leaves to us: an end to its patience, small ears, and one encoding for many readers.

Daphne's send never waits: a browser that is stopped in the middle makes the server's memory grow by everything that is
said. Twisted tells a registered producer when a connection's buffer is full; from then on we count, and past the limit
the reader is told "resync" and hung up on. The kernel's own buffer comes before Twisted's and may grow by megabytes, so
it is given a size. What a reader may say to us is next to nothing, so a longer frame is refused before it is read. And
where the same text goes to many sockets in a row, it is put into a WebSocket frame once. Without Daphne this module is
not imported; it can go when Daphne does all of it.
"""

import socket
from typing import Any, ClassVar

from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from twisted.internet.interfaces import IPushProducer
from zope.interface import implementer

from . import frames, limits


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
