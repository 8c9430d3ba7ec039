"""Bounds what Daphne keeps for a reader who does not read.

Daphne's send never waits: a browser that is stopped in the middle makes the server's memory grow by everything that is
said. Twisted tells a registered producer when a connection's buffer is full; from then on we count, and past the limit
the reader is told "resync" and hung up on. Without Daphne this module is not imported. It can go when Daphne waits.
"""

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
    """Daphne's WebSocket, with an end to its patience."""

    def onOpen(self) -> None:
        self.backlog = Backlog()
        self.transport.unregisterProducer()  # the HTTP connection this was until now
        self.transport.registerProducer(self.backlog, True)
        super().onOpen()

    def serverSend(self, content: str | bytes, binary: bool = False) -> None:
        backlog = getattr(self, "backlog", None)
        if backlog and backlog.full:
            backlog.size += len(content)
            if backlog.size > limits.UNREAD_BYTES:
                self.sendClose(code=frames.RESYNC, reason="resync")
                return
        super().serverSend(content, binary)


WebSocketFactory.protocol = BoundedProtocol
