"""What the template of one message needs, the same for the page and for what is sent over a socket."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from .limits import EDITING, REACTIONS
from .models import Message


@dataclass(frozen=True)
class Given:
    """One sign that people put on a message."""

    sign: str
    count: int
    people: str  # their public ids, for the script that marks the reader's own
    is_mine: bool


def row(message: Message, viewer: Any = None, may_moderate: bool = False) -> dict[str, Any]:
    """Without a viewer the row is the same for everybody: what is only for the author is there, hidden."""
    me = str(viewer.uuid) if viewer else ""
    return {
        "message": message,
        "seq": str(message.seq),  # as text, so that no language puts a point into an address
        "answered_seq": str(message.reply_to.seq) if message.reply_to else "",
        "here": message.room.get_absolute_url(),  # the addresses of messages lie below it; asking for each takes longer
        "is_mine": viewer is not None and message.author_id == viewer.pk,
        "is_changeable": timezone.now() - message.sent_at < EDITING,
        "may_withdraw": may_moderate or (viewer is not None and message.author_id == viewer.pk),
        "reactions": [
            Given(sign, len(people), " ".join(people), me in people) for sign, people in message.reactions.items()
        ],
        "signs": REACTIONS,
        "excerpt": excerpt(message.reply_to) if message.reply_to else "",
    }


def excerpt(message: Message, length: int = 120) -> str:
    """The beginning of what a message says, on one line."""
    text = " ".join(message.text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
