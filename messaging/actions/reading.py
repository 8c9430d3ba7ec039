"""How far a person has read."""

from typing import Any

from django.db import transaction
from django.db.models.functions import Least

from messaging.doorbell import ring_read
from messaging.models import Participation, Room


@transaction.atomic
def mark_read(room: Room, *, by: Any, seq: int) -> None:
    """`by` has read up to `seq`, or to the newest where that is less. Never goes back, so that it may arrive late."""
    moved = Participation.objects.filter(room=room, person=by, last_read_seq__lt=seq).update(
        last_read_seq=Least(seq, Room.objects.filter(pk=room.pk).values("head_seq")[:1])
    )
    if moved:
        ring_read(by.pk)


@transaction.atomic
def mark_unread(room: Room, *, by: Any, seq: int) -> None:
    """Count message `seq` and what follows as unread again."""
    Participation.objects.filter(room=room, person=by, last_read_seq__gte=seq).update(last_read_seq=max(0, seq - 1))
    ring_read(by.pk)
