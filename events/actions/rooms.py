"""The room of those who take part in an event. Who is in it follows the registrations, nothing else."""

from typing import Any

from django.db import transaction

from events.models import Event, Registration
from members.models import User
from messaging.actions import archive_room, open_room, set_people
from messaging.models import Room
from messaging.states import RoomKind


@transaction.atomic
def keep_room_of(event: Event) -> Room | None:
    """Open the room with the first seat that is confirmed; let in who takes part, and out who does not. Idempotent."""
    taking_part = Registration.objects.taking_part().filter(pool__event=event)
    people = list(User.objects.filter(pk__in=taking_part.values("person"), is_active=True))
    if not people and not Room.objects.filter(key=event.room_key).exists():
        return None
    titles = {page.locale.language_code: page.title for page in event.live_pages} or {"en": event.name}
    room = open_room(kind=RoomKind.EVENT, titles=titles, by=event.created_by, key=event.room_key)
    organiser: list[Any] = [event.created_by] if event.created_by else []
    set_people(room, [*people, *organiser])
    return room


@transaction.atomic
def close_room_of(event: Event, *, reason: str) -> None:
    """The event does not take place: what was said stays readable."""
    for room in Room.objects.filter(key=event.room_key):
        archive_room(room, by=None, reason=reason)
