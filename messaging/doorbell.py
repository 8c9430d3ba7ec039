"""Tells every process that something happened, never what: the text is read from the database by those who may.

A ring that is lost costs seconds, because each process also looks by itself (`hub.sweep`). It is therefore allowed to
fail, and must never make the act that rang it fail.
"""

import asyncio
import hashlib
import logging
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from .limits import RING_TIMEOUT

GROUP = "messaging.hubs"
logger = logging.getLogger(__name__)


def ring_room(room_id: int, seq: int, revision: int) -> None:
    """After commit: room `room_id` has messages up to `seq` and changes up to `revision`."""
    after_commit({"type": "room", "room": room_id, "seq": seq, "revision": revision})


def ring_person(person_id: int) -> None:
    """After commit: look again at what this person may read; close what they may not."""
    after_commit({"type": "person", "person": person_id})


def ring_read(person_id: int) -> None:
    """After commit: this person has read something, so that their other devices count anew."""
    after_commit({"type": "read", "person": person_id})


def ring_session(session_key: str) -> None:
    """After commit: this session has ended; close its sockets. Only a digest of the key leaves the process."""
    after_commit({"type": "session", "session": digest(session_key)})


def digest(session_key: str) -> str:
    return hashlib.sha256(session_key.encode()).hexdigest()


def after_commit(message: dict[str, Any]) -> None:
    transaction.on_commit(lambda: ring(message))


def ring(message: dict[str, Any]) -> None:
    try:
        async_to_sync(ring_now)(message)
    except Exception:
        logger.warning("A doorbell was not heard; the sweepers will find the change.", exc_info=True)


async def ring_now(message: dict[str, Any]) -> None:
    """Twice if need be: a connection that was cut tells so only when it is used."""
    layer = get_channel_layer()
    try:
        await asyncio.wait_for(layer.group_send(GROUP, message), RING_TIMEOUT)
    except Exception:
        await asyncio.wait_for(layer.group_send(GROUP, message), RING_TIMEOUT)
