"""Letting go of what a room does not keep for ever."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from messaging import limits
from messaging.models import Room
from messaging.permissions import can_moderate_room
from network.core import audit
from network.core.errors import NotAllowed

from .messages import empty_message, lock


@transaction.atomic
def set_retention(room: Room, *, days: int | None, by: Any) -> None:
    """Say after how many days what is said in a room is deleted; None keeps it."""
    room = lock(room)
    if not can_moderate_room(by, room):
        raise NotAllowed(_("Only moderators decide how long messages are kept."))
    if room.retention_days == days:
        return
    before, room.retention_days = room.retention_days, days
    room.save(update_fields=["retention_days"])
    audit.record("room.retention", room, by=by, before={"days": before}, after={"days": days})


def let_go_of_old_messages(room: Room) -> int:
    """Empty the messages of `room` that are older than it keeps them, some at a time; gives how many.

    Their numbers stay taken. Pinned messages stay: somebody said that they are still needed.
    """
    gone = 0
    while emptied := let_go_of_some(room):
        gone += emptied
    return gone


@transaction.atomic
def let_go_of_some(room: Room) -> int:
    room = lock(room)
    if room.retention_days is None:
        return 0
    before = timezone.now() - timedelta(days=room.retention_days)
    old = room.messages.filter(deleted_at=None, pinned_at=None, sent_at__lt=before).order_by("seq")
    found = list(old.prefetch_related("attachments__file")[: limits.CATCH_UP])
    for message in found:
        empty_message(room, message, by=None)
    return len(found)
