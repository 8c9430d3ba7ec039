"""What this process itself has just stored: handed to its own hub as it was committed, so that it is not read again.

Only ever a short cut. What is not here, or did not happen in one unbroken row of changes, is read from the database.
"""

import time
from collections import OrderedDict
from threading import Lock

from .models import Message

KEPT = 64  # messages …
FRESH = 2.0  # … for so many seconds: the hub looks within milliseconds, or nobody here listens

_stored: OrderedDict[tuple[int, int], tuple[float, Message]] = OrderedDict()
_lock = Lock()


def keep(message: Message) -> None:
    """After commit: `message` is stored as change `message.revision` of its room, whose row it carries."""
    if message.has_files or message.has_poll:
        return  # they have parts that the database puts together
    now = time.monotonic()
    with _lock:
        _stored[message.room_id, message.revision] = now, message
        while len(_stored) > KEPT or next(iter(_stored.values()))[0] < now - FRESH:
            _stored.popitem(last=False)


def take(room_id: int, since: int, wanted: int) -> list[Message]:
    """The messages that are all the changes after `since` up to `wanted`; none where one of them is not here."""
    if not 0 < wanted - since <= KEPT:
        return []
    oldest = time.monotonic() - FRESH
    with _lock:
        found = [_stored.get((room_id, revision)) for revision in range(since + 1, wanted + 1)]
    messages = [one[1] for one in found if one and one[0] > oldest]
    return messages if len(messages) == len(found) else []


def forget(room_id: int, revision: int) -> None:
    """After commit: this change of the room is another one than a new message."""
    with _lock:
        _stored.pop((room_id, revision), None)
