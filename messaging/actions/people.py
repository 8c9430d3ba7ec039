"""Coming into rooms, leaving them, being brought in and being removed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from messaging.doorbell import ring_person
from messaging.models import Participation, Room
from messaging.permissions import (
    can_invite_to_room,
    can_join_room,
    can_moderate_room,
    participation_of,
)
from messaging.states import ParticipantRole, ParticipationState
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.transitions import transition

from .messages import lock
from .moderation import put_out, silence


@transaction.atomic
def join_room(room: Room, *, by: Any) -> Participation:
    """Come into a room that is open to `by`, or accept an invitation. What was said before counts as read."""
    room = lock(room)
    mine = participation_of(by, room)
    if mine and mine.is_active:
        return mine
    if not can_join_room(by, room, mine):
        raise NotAllowed(_("You cannot join this room."))
    return take_in(room, by, mine)


def accept_invitation(room: Room, *, by: Any) -> Participation:
    """Accept an invitation or a contact request."""
    return join_room(room, by=by)


@transaction.atomic
def decline_invitation(room: Room, *, by: Any) -> None:
    """Say no to an invitation or a contact request; the other side is not told."""
    mine = participation_of(by, room)
    if mine is None or mine.state != ParticipationState.INVITED:
        raise DomainError(_("There is no invitation to decline."))
    transition(mine, ParticipationState.LEFT, by=by)
    ring_person(by.pk)


@transaction.atomic
def leave_room(room: Room, *, by: Any) -> None:
    """Leave; the last owner of a room by invitation hands it to whoever has been there longest. Idempotent."""
    room = lock(room)
    mine = participation_of(by, room)
    if mine is None or mine.state == ParticipationState.LEFT:
        return
    transition(mine, ParticipationState.LEFT, by=by)
    if mine.role == ParticipantRole.OWNER:
        mine.role = ParticipantRole.MEMBER
        mine.save(update_fields=["role"])
        hand_over(room)
    ring_person(by.pk)


@transaction.atomic
def invite_person(
    room: Room, person: Any, *, by: Any, role: str = ParticipantRole.MEMBER, wait_for_answer: bool = True
) -> Participation:
    """Bring `person` into the room, by invitation that they may decline. Repeating it changes nothing.

    Somebody who was removed is not brought back by this but by `readmit_participant`.
    """
    room = lock(room)
    if by is not None and not can_invite_to_room(by, room):
        raise NotAllowed(_("You cannot bring people into this room."))
    participation = participation_of(person, room)
    if participation is None:
        participation = Participation.objects.create(
            room=room,
            person=person,
            role=role,
            invited_by=by,
            last_read_seq=room.head_seq,
            state=ParticipationState.INVITED if wait_for_answer else ParticipationState.ACTIVE,
        )
    elif participation.state == ParticipationState.REMOVED:
        raise DomainError(_("%(person)s was removed from this room. Readmit them first.") % {"person": person})
    elif participation.state == ParticipationState.LEFT:
        transition(participation, ParticipationState.INVITED, by=by, invited_by=by)
    else:
        return participation
    ring_person(person.pk)
    if wait_for_answer:
        notify(
            person, "messaging/mail/invitation", {"room": room, "by": by}, kind="rooms", link=room.get_absolute_url()
        )
    return participation


@transaction.atomic
def remove_participant(participation: Participation, *, by: Any, reason: str) -> None:
    """Put somebody out of a room. From this commit on they read nothing more of it, and they cannot come back alone."""
    room = lock(participation.room)
    if by is not None:
        if not can_moderate_room(by, room):
            raise NotAllowed(_("Only moderators remove people."))
        if participation.person_id == by.pk:
            raise DomainError(_("To go yourself, leave the room."))
        if participation.role == ParticipantRole.OWNER and not is_owner(by, room):
            raise NotAllowed(_("Only an owner removes an owner."))
    put_out(participation, by=by, reason=reason)


@transaction.atomic
def readmit_participant(participation: Participation, *, by: Any) -> None:
    """Let somebody who was removed come back."""
    if by is not None and not can_moderate_room(by, participation.room):
        raise NotAllowed(_("Only moderators readmit people."))
    transition(participation, ParticipationState.ACTIVE, by=by, role=ParticipantRole.MEMBER)


@transaction.atomic
def silence_participant(participation: Participation, *, until: datetime | None, by: Any, reason: str = "") -> None:
    """Let somebody read but not write until a moment; None lets them write again."""
    if by is not None and not can_moderate_room(by, participation.room):
        raise NotAllowed(_("Only moderators silence people."))
    participation = Participation.objects.select_for_update().select_related("room", "person").get(pk=participation.pk)
    if until:
        silence(participation, until=until, by=by, reason=reason)
    else:
        participation.muted_until = None
        participation.save(update_fields=["muted_until"])
    audit.record(
        "participation.silenced" if until else "participation.may_speak",
        participation,
        by=by,
        reason=reason,
        after={"until": until.isoformat() if until else None},
    )


@transaction.atomic
def set_people(room: Room, people: Iterable[Any], *, by: Any = None) -> None:
    """Make exactly `people` the participants of a room that another app opened: its rules decide, nobody is asked.

    Those who are not among them any more leave at once; a removal by a moderator stands. Idempotent.
    """
    room = lock(room)
    wanted = {person.pk: person for person in people}
    there = {one.person_id: one for one in Participation.objects.filter(room=room)}
    for key, person in wanted.items():
        if key not in there:
            take_in(room, person, None)
        elif there[key].state in (ParticipationState.LEFT, ParticipationState.INVITED):
            transition(there[key], ParticipationState.ACTIVE, by=by)
    for key, participation in there.items():
        if key not in wanted and participation.state in (ParticipationState.ACTIVE, ParticipationState.INVITED):
            transition(participation, ParticipationState.LEFT, by=by)
            ring_person(key)


def take_in(
    room: Room, person: Any, participation: Participation | None, role: str = ParticipantRole.MEMBER
) -> Participation:
    ring_person(person.pk)
    if participation is None:
        return Participation.objects.create(room=room, person=person, role=role, last_read_seq=room.head_seq)
    if participation.state == ParticipationState.INVITED:
        return transition(participation, ParticipationState.ACTIVE, by=person)
    return transition(participation, ParticipationState.ACTIVE, by=person, last_read_seq=room.head_seq)


def is_owner(person: Any, room: Room) -> bool:
    mine = participation_of(person, room)
    return mine is not None and mine.is_active and mine.role == ParticipantRole.OWNER


def hand_over(room: Room) -> None:
    active = Participation.objects.active().filter(room=room)
    if active.filter(role=ParticipantRole.OWNER).exists():
        return
    heir = active.order_by("-role", "joined_at", "id").first()  # "moderator" sorts after "member"
    if heir:
        heir.role = ParticipantRole.OWNER
        heir.save(update_fields=["role"])
