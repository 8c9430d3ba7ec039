"""The room of those who carry out a call: its managers, and the assessors who promised impartiality for it."""

from django.db import transaction

from grants.models import Assignment, Call
from grants.permissions import manager_people
from members.models import User
from messaging.actions import archive_room, open_room, set_people
from messaging.models import Room
from messaging.states import RoomKind


@transaction.atomic
def keep_room_of(call: Call) -> Room:
    """Open the room with the first assessor's declaration; whoever was released or has a conflict everywhere leaves.

    It is for how a call is conducted. An applicant is in it never, and a manager only while they are one. Idempotent.
    """
    standing = Assignment.objects.standing().filter(application__call=call)
    assessors = User.objects.filter(
        pk__in=standing.values("assessor"), grant_declarations__call=call, is_active=True
    ).distinct()
    room = open_room(
        kind=RoomKind.CALL, titles=dict(call.form.definition.titles), by=call.opened_by, key=f"grants.call:{call.pk}"
    )
    set_people(room, [*manager_people(), *assessors])
    return room


@transaction.atomic
def close_room_of(call: Call) -> None:
    """The results are out: what was said stays readable to those who were in it."""
    for room in Room.objects.filter(key=f"grants.call:{call.pk}"):
        archive_room(room, by=None)
