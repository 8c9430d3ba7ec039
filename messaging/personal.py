"""What the rooms hold about a person."""

from collections.abc import Iterable
from typing import Any

from members.holdings import Fate, hold
from network.core.models import PrivateFile


def sent_files(person: Any) -> Iterable[PrivateFile]:
    return PrivateFile.objects.filter(attachment__message__author=person, attachment__message__deleted_at=None)


hold(
    "messaging.Message.author",
    Fate.KEPT,
    "Others' conversations would lose their sense.",
    *("room__slug", "seq", "text", "topic", "sent_at", "edited_at", "deleted_at"),
    files=sent_files,
)
hold(
    "messaging.Participation.person",
    Fate.DELETED,
    "A place in a room is the person's.",
    *("room__slug", "state", "role", "last_read_seq", "level", "joined_at"),
)
hold("messaging.Mention.person", Fate.DELETED, "A call by name.", "message__room__slug", "message__seq")
hold("messaging.Block.blocker", Fate.DELETED, "A choice of the person.", "id")
hold("messaging.Block.blocked", Fate.DELETED, "SECURITY: must not say that somebody blocked them.", secret=True)
hold(
    "messaging.Bookmark.person",
    Fate.DELETED,
    "Kept for the person.",
    "message__room__slug",
    "message__seq",
    "created_at",
)
hold("messaging.Draft.person", Fate.DELETED, "Not said yet.", "room__slug", "text", "saved_at")
hold(
    "messaging.Vote.person",
    Fate.DELETED,
    "Their voice in a poll.",
    "option__poll__message__seq",
    "option__text",
    "cast_at",
)
hold(
    "messaging.Report.reporter",
    Fate.KEPT,
    "What was decided about others' words rests on it.",
    *("uuid", "room__slug", "grievance", "note", "state", "created_at", "handled_at"),
)
hold("messaging.Report.accused", Fate.KEPT, "SECURITY: must not say that somebody reported them.", "uuid", secret=True)
hold(
    "messaging.Measure.person",
    Fate.KEPT,
    "The log of a room's moderators.",
    *("uuid", "room__slug", "kind", "reason", "until", "taken_at", "state", "appeal", "answer"),
)
