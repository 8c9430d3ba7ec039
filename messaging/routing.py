"""Where sockets come in."""

import sys

from django.urls import path, re_path

from .sockets import list_socket, nowhere, room_socket

if "daphne.server" in sys.modules:  # Daphne is what serves us; importing its protocol elsewhere would start a reactor
    from . import daphne_protocol  # noqa: F401

websocket_urlpatterns = [
    path("ws/rooms/", list_socket),
    path("ws/rooms/<slug:slug>/", room_socket),
    re_path(r"", nowhere),
]
