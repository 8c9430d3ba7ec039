"""Who may stay: the rights of many sockets at once, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.contrib.sessions.models import Session
from django.utils import timezone

from members.models import User
from network.core.permissions import has_second_factor

from . import frames
from .models import Room
from .permissions import can_post_in_room, readers


@dataclass(frozen=True)
class Badge:
    """What a socket showed when it came in: whose it is, by which session, under which password."""

    socket: Any
    person_id: int
    session_key: str
    password_stamp: int


def badges(sockets: Iterable[Any]) -> list[Badge]:
    return [Badge(one, one.person_id, one.session_key, one.password_stamp) for one in sockets]


def stamp(password: str) -> int:
    """Tells a changed password from the same one, and nothing else about it."""
    return hash(("messaging", password))


def who_must_go_from(room_id: int, shown: list[Badge]) -> dict[Any, int]:
    return who_must_go(Room.objects.filter(pk=room_id).first(), shown)


def who_must_go(room: Room | None, shown: list[Badge]) -> dict[Any, int]:
    """The sockets that may not read on, each with the reason: signed out, or not allowed in the room. Two queries."""
    if not shown:
        return {}
    people = {badge.person_id for badge in shown}
    allowed = dict(readers(room, people).values_list("pk", "password")) if room else {}
    known = set(
        Session.objects.filter(
            session_key__in={badge.session_key for badge in shown}, expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    gone = {}
    for badge in shown:
        if badge.session_key not in known:
            gone[badge.socket] = frames.SIGNED_OUT
        elif badge.person_id not in allowed:
            gone[badge.socket] = frames.NOT_ALLOWED
        elif stamp(allowed[badge.person_id]) != badge.password_stamp:
            gone[badge.socket] = frames.SIGNED_OUT
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


def admit(user: User, session: Any, slug: str) -> tuple[Room, bool] | None:
    """The room of this name and whether `user` is seen there, if `user` may read it and this session proved all that their role demands."""
    if not user.is_active or (
        user.needs_second_factor and not has_second_factor(SimpleNamespace(session=session, user=user))
    ):
        return None
    room = Room.objects.visible_to(user).filter(slug=slug).first()
    return (room, is_seen(user.pk, room.pk)) if room else None
