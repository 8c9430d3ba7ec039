"""Sockets of addresses that are no room are refused, without an error in the log."""

import pytest
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator

from messaging import frames
from messaging.routing import websocket_urlpatterns


@pytest.mark.parametrize("address", ["/ws/", "/ws/room/", "/ws/elsewhere/", "/en/rooms/country-rs/", "/"])
async def test_a_socket_to_nowhere_is_refused(address: str) -> None:
    socket = WebsocketCommunicator(URLRouter(websocket_urlpatterns), address)

    connected, code = await socket.connect()

    assert (connected, code) == (False, frames.NOT_ALLOWED)
