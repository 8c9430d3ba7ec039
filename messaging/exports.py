"""A room taken along by its owners: everything said there, in order, as data and as a page to read."""

from typing import Any

from django.db.models import prefetch_related_objects

from .models import Message, Room
from .queries import people_of

FORMAT = 1


def room_as_data(room: Room) -> dict[str, Any]:
    """What the room is, who is in it, and its messages. What was withdrawn or hidden is a number and no more."""
    messages = list(room.messages.complete().in_order())
    prefetch_related_objects(messages, "attachments__file", "versions", "poll__options__votes__person")
    return {
        "format": FORMAT,
        "room": {
            "slug": room.slug,
            "kind": room.kind,
            "titles": room.titles,
            "purposes": room.purposes,
            "sensitivity": room.sensitivity,
            "opened_at": room.created_at.isoformat(),
            "closed_at": room.archived_at.isoformat() if room.archived_at else None,
            "retention_days": room.retention_days,
        },
        "people": [{"name": str(one.person), "role": one.role} for one in people_of(room).active],
        "messages": [message_as_data(message) for message in messages],
    }


def message_as_data(message: Message) -> dict[str, Any]:
    data: dict[str, Any] = {
        "seq": message.seq,
        "author": str(message.author),
        "sent_at": message.sent_at.isoformat(),
    }
    if message.is_deleted:
        return {**data, "deleted_at": message.deleted_at.isoformat() if message.deleted_at else None}
    return {
        **data,
        "organisation": str(message.organisation) if message.organisation else None,
        "language": message.language,
        "topic": message.topic,
        "reply_to": message.reply_to.seq if message.reply_to else None,
        "text": message.text,
        "html": message.html,
        "edited_at": message.edited_at.isoformat() if message.edited_at else None,
        "earlier": [{"text": one.text, "until": one.until.isoformat()} for one in message.versions.all()],
        "reactions": {sign: len(people) for sign, people in message.reactions.items()},
        "files": [
            {"name": one.file.name, "size": one.file.size, "sha256": one.file.sha256}
            for one in message.attachments.all()
            if message.has_files
        ],
        "poll": poll_as_data(message) if message.has_poll else None,
    }


def poll_as_data(message: Message) -> dict[str, Any]:
    poll = message.poll
    return {
        "ballot": poll.ballot,
        "allows_several": poll.allows_several,
        "answers": [{"text": option.text, "votes": len(option.votes.all())} for option in poll.options.all()],
    }
