"""Opening rooms, of every kind, and closing them."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Organisation, Theme
from messaging.doorbell import ring_person
from messaging.models import Participation, Room
from messaging.permissions import are_apart, can_moderate_room, can_write_to
from messaging.states import ParticipantRole, ParticipationState, Posting, RoomKind, Sensitivity
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.models import Country
from network.core.text import slugify

from .messages import lock

RESERVED = {
    "search",
    "write",
    "open",
    "group",
    "people",
    "moderation",
    "reports",
    "measures",
    "kept",
    "attention",
}  # words that stand in our addresses where a slug would


@transaction.atomic
def open_room(
    *,
    kind: str,
    titles: Mapping[str, str],
    by: Any,
    key: str | None = None,
    slug: str = "",
    purposes: Mapping[str, str] | None = None,
    sensitivity: str = Sensitivity.CONFIDENTIAL,
    posting: str = Posting.EVERYONE,
    country: Country | None = None,
    organisation: Organisation | None = None,
    theme: Theme | None = None,
    people: Iterable[Any] = (),
) -> Room:
    """Open a room, with `by` as its owner (None: the system, so that it has none) and `people` in it from the start.

    `key` says what it is for ("grants.call:7"): asking again with the same key gives the room that is there, so that a
    repeated transition opens one room. Who may ask is decided by the caller, whose object the room belongs to.
    """
    if key and (there := Room.objects.filter(key=key).first()):
        return there
    room = Room.objects.create(
        slug=free_slug(slug or slugify(next(iter(titles.values()), ""), next(iter(titles), "en"))),
        key=key,
        kind=kind,
        titles=dict(titles),
        purposes=dict(purposes or {}),
        sensitivity=sensitivity,
        posting=posting,
        country=country,
        organisation=organisation,
        theme=theme,
        created_by=by,
    )
    if by is not None:
        Participation.objects.create(room=room, person=by, role=ParticipantRole.OWNER)
    others = {person.pk: person for person in people if by is None or person.pk != by.pk}
    Participation.objects.bulk_create(Participation(room=room, person=person) for person in others.values())
    for person_id in others:
        ring_person(person_id)
    audit.record("room.opened", room, by=by, after={"kind": kind, "sensitivity": sensitivity})
    return room


@transaction.atomic
def open_direct(person: Any, *, by: Any) -> Room:
    """The conversation between `by` and `person`; the first time, a request that the other may decline.

    Raises NotAllowed where one of them blocked the other, in words that do not tell which.
    """
    key = direct_key(by, person)
    there = Room.objects.filter(key=key).first()
    if there:
        return reopen(there, person, by=by)
    if not can_write_to(by, person):
        raise NotAllowed(_("You cannot write to this person."))
    room = Room.objects.create(slug=uuid.uuid4().hex, key=key, kind=RoomKind.DIRECT, created_by=by)
    Participation.objects.create(room=room, person=by, level="all")
    Participation.objects.create(room=room, person=person, state=ParticipationState.INVITED, invited_by=by, level="all")
    ring_person(person.pk)
    link = room.get_absolute_url()
    notify(person, "messaging/mail/contact_request", {"by": by}, kind="rooms", link=link)
    return room


def direct_key(one: Any, other: Any) -> str:
    """Two people have one conversation, whoever begins it."""
    first, second = sorted([one.pk, other.pk])
    return f"direct:{first}:{second}"


def reopen(room: Room, person: Any, *, by: Any) -> Room:
    """Whoever left a conversation comes back by opening it again; who declined a request is not asked twice."""
    if are_apart(by, person):
        raise NotAllowed(_("You cannot write to this person."))
    mine = Participation.objects.select_for_update().get(room=room, person=by)
    if not mine.is_active:
        from .people import join_room, transition  # inline: people.py builds on this package's other modules

        if mine.state == ParticipationState.LEFT:
            transition(mine, ParticipationState.ACTIVE, by=by)
        else:
            join_room(room, by=by)
    return room


@transaction.atomic
def open_group(*, title: str, people: Iterable[Any], by: Any) -> Room:
    """A conversation of a few; those named are in it at once, except those kept apart from `by` by a block."""
    title = title.strip()
    if not title:
        raise DomainError(_("Give the conversation a name."))
    wanted = {person.pk: person for person in people if person.pk != by.pk}
    if not wanted:
        raise DomainError(_("Choose at least one other person."))
    if not all(can_write_to(by, person) for person in wanted.values()):
        raise NotAllowed(_("You cannot write to one of these people."))
    return open_room(
        kind=RoomKind.GROUP,
        titles={by.language.partition("-")[0]: title},
        by=by,
        slug=uuid.uuid4().hex,
        people=wanted.values(),
    )


@transaction.atomic
def archive_room(room: Room, *, by: Any, reason: str = "") -> None:
    """Close a room: it stays readable, nobody writes in it any more. Repeating is harmless."""
    locked = lock(room)
    if by is not None and not can_moderate_room(by, locked):
        raise NotAllowed(_("Only moderators close a room."))
    if locked.archived_at is None:
        locked.archived_at = timezone.now()
        locked.save(update_fields=["archived_at"])
        audit.record("room.archived", locked, by=by, reason=reason)
    room.archived_at = locked.archived_at


@transaction.atomic
def set_posting(room: Room, *, posting: str, by: Any, slow_mode_seconds: int = 0) -> None:
    """Say who may write in a room, and how often."""
    locked = lock(room)
    if not can_moderate_room(by, locked):
        raise NotAllowed(_("Only moderators decide who may write."))
    before = {"posting": locked.posting, "slow_mode_seconds": locked.slow_mode_seconds}
    locked.posting, locked.slow_mode_seconds = posting, slow_mode_seconds
    locked.save(update_fields=["posting", "slow_mode_seconds"])
    audit.record(
        "room.posting", locked, by=by, before=before, after={"posting": posting, "slow_mode_seconds": slow_mode_seconds}
    )


def free_slug(wanted: str) -> str:
    """`wanted`, or `wanted-2`, `wanted-3` … where that is taken."""
    wanted = wanted[:70] or uuid.uuid4().hex
    taken = RESERVED | set(Room.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{number}" for number in range(2, len(taken) + 3) if f"{wanted}-{number}" not in taken)
