"""Who may stay: the rights of many sockets at once, in a fixed number of queries."""

from collections.abc import Collection
from types import SimpleNamespace
from typing import Any, Protocol

from django.contrib.sessions.models import Session
from django.utils import timezone

from members.models import User
from network.core.permissions import has_second_factor

from . import frames
from .models import Room
from .permissions import can_post_in_room, readers


class Holder(Protocol):
    """What a socket showed when it came in: whose it is, by which session, under which password."""

    person_id: int
    session_key: str
    password_stamp: int


def stamp(password: str) -> int:
    """Tells a changed password from the same one, and nothing else about it."""
    return hash(("messaging", password))


def who_must_go_from(room_id: int | None, sockets: Collection[Holder]) -> dict[Any, int]:
    if room_id is None:
        return who_must_sign_in(sockets)
    return who_must_go(Room.objects.filter(pk=room_id).first(), sockets)


def who_must_sign_in(sockets: Collection[Holder]) -> dict[Any, int]:
    """The sockets of no room in particular whose people or sessions are not what they were. Two queries."""
    people = {one.person_id for one in sockets}
    return gone_of(sockets, dict(User.objects.filter(pk__in=people, is_active=True).values_list("pk", "password")))


def who_must_go(room: Room | None, sockets: Collection[Holder]) -> dict[Any, int]:
    """The sockets that may not read on, each with the reason: signed out, or not allowed in the room.

    Three queries, in a common room for members five, for any number of sockets.
    """
    if not sockets:
        return {}
    return gone_of(sockets, readers(room, [one.person_id for one in sockets]) if room else {})


def gone_of(sockets: Collection[Holder], allowed: dict[int, str]) -> dict[Any, int]:
    mine = Session.objects.filter(session_key__in={one.session_key for one in sockets}, expire_date__gt=timezone.now())
    known = set(mine.values_list("session_key", flat=True))
    gone = {}
    for socket in sockets:
        if socket.session_key not in known:
            gone[socket] = frames.SIGNED_OUT
        elif socket.person_id not in allowed:
            gone[socket] = frames.NOT_ALLOWED
        elif stamp(allowed[socket.person_id]) != socket.password_stamp:
            gone[socket] = frames.SIGNED_OUT
    return gone


def heads(rooms: list[int]) -> list[tuple[int, int, int]]:
    """Where each room stands now: id, newest number, newest change."""
    return list(Room.objects.filter(pk__in=rooms).values_list("pk", "head_seq", "revision"))


def is_seen(person_id: int, room_id: int) -> bool:
    """Whether others in the room see this person come and write: they may write there, and want to be seen."""
    person = User.objects.select_related("attention").filter(pk=person_id).first()
    room = Room.objects.select_related("organisation").filter(pk=room_id).first()
    if person is None or room is None or not can_post_in_room(person, room):
        return False
    return not hasattr(person, "attention") or person.attention.is_seen


def rooms_for(person_id: int) -> list[int]:
    """The rooms that somebody may read and that go on."""
    person = User.objects.filter(pk=person_id).first()
    return list(Room.objects.visible_to(person).current().values_list("pk", flat=True)) if person else []


def is_whole(user: User, session: Any) -> bool:
    """Whether this session proved all that the person's role demands."""
    proved = not user.needs_second_factor or has_second_factor(SimpleNamespace(session=session, user=user))
    return user.is_active and proved


def admit(user: User, session: Any, slug: str) -> tuple[Room, bool] | None:
    """The room of this name and whether `user` is seen there, if `user` may read it and this session proved all that their role demands."""
    if not is_whole(user, session):
        return None
    room = Room.objects.visible_to(user).filter(slug=slug).first()
    return (room, is_seen(user.pk, room.pk)) if room else None
