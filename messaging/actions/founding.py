"""Rooms that people of the network open by themselves: what they are called, what for, and who looks after them."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from members.models import Organisation, User
from messaging.doorbell import ring_person
from messaging.models import Participation, Room
from messaging.permissions import can_appoint_in_room, can_describe_room, can_open_room
from messaging.states import COMMON_KINDS, WIDTH, ParticipantRole, RoomKind, Sensitivity
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.models import Country

from .messages import lock
from .rooms import open_room


@transaction.atomic
def found_room(
    *,
    kind: str,
    titles: Mapping[str, str],
    by: Any,
    purposes: Mapping[str, str] | None = None,
    sensitivity: str = "",
    country: Country | None = None,
    organisation: Organisation | None = None,
    token: str = "",
) -> Room:
    """Open a room as its owner. A country and an organisation have one room each; the organisation's people are in it.

    `sensitivity` counts in common rooms only: the others are confidential. Asking again with the same `token` gives the
    room that was opened. Raises NotAllowed, or a DomainError where the country or organisation has a room already.
    """
    if not can_open_room(by, kind, country=country.pk if country else "", organisation=organisation):
        raise NotAllowed(_("You cannot open a room of this kind."))
    people: Any = ()
    if organisation is not None:
        people = User.objects.filter(affiliations__in=organisation.affiliations.in_force(), is_active=True)
    key = room_key(kind, country, organisation)
    if key and Room.objects.filter(key=key).exists():
        raise DomainError(_("There is such a room already."))
    try:
        with transaction.atomic():
            return open_room(
                key=key or f"founded:{by.pk}:{token or uuid.uuid4()}",
                kind=kind,
                titles=titles,
                purposes=purposes,
                sensitivity=sensitivity if kind in COMMON_KINDS and sensitivity else Sensitivity.CONFIDENTIAL,
                country=country,
                organisation=organisation,
                by=by,
                people=people,
            )
    except IntegrityError:  # somebody else was quicker by an instant
        raise DomainError(_("There is such a room already.")) from None


def room_key(kind: str, country: Country | None, organisation: Organisation | None) -> str | None:
    """What there is one room of; None where there may be many."""
    if kind == RoomKind.COUNTRY and country:
        return f"country:{country.pk}"
    return f"organisation:{organisation.pk}" if kind == RoomKind.ORGANISATION and organisation else None


@transaction.atomic
def describe_room(
    room: Room, *, titles: Mapping[str, str], purposes: Mapping[str, str], by: Any, sensitivity: str = ""
) -> None:
    """Say anew what a room is called and for, and for a common room who may come in. Repeating is harmless.

    Who is in a common room that becomes confidential stays in; nobody else may read it from then on. Once something was
    said, a room is only narrowed: it was said to those who could read it then. Raises NotAllowed or a DomainError.
    """
    locked = lock(room)
    if not can_describe_room(by, locked):
        raise NotAllowed(_("Only moderators say what a room is for."))
    fields = {"titles": dict(titles), "purposes": dict(purposes)}
    if locked.kind in COMMON_KINDS and sensitivity:
        if locked.head_seq and WIDTH.index(sensitivity) > WIDTH.index(locked.sensitivity):  # type: ignore[arg-type]
            raise DomainError(
                _("What was said here was said to fewer people, so this room cannot be opened wider. Open another one.")
            )
        fields["sensitivity"] = sensitivity  # type: ignore[assignment]
    before = {name: getattr(locked, name) for name in fields}
    if before == fields:
        return
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(fields))
    audit.record("room.described", locked, by=by, before=before, after=fields)
    if before.get("sensitivity") != fields.get("sensitivity"):
        for person_id in locked.participations.values_list("person", flat=True):
            ring_person(person_id)


@transaction.atomic
def appoint(participation: Participation, *, role: str, by: Any) -> None:
    """Make somebody in a room its owner, a moderator or a member like others. A room keeps at least one owner."""
    room = lock(participation.room)
    mine = Participation.objects.select_for_update().select_related("person").get(pk=participation.pk)
    if not can_appoint_in_room(by, room):
        raise NotAllowed(_("Only owners say who looks after a room."))
    if not mine.is_active:
        raise DomainError(_("This person is not in the room."))
    if mine.role == role:
        return
    others = room.participations.active().filter(role=ParticipantRole.OWNER).exclude(pk=mine.pk)
    if mine.role == ParticipantRole.OWNER and not others.exists():
        raise DomainError(_("A room needs an owner. Make somebody else one first."))
    before, mine.role = mine.role, role
    mine.save(update_fields=["role"])
    audit.record(
        "room.appointed", room, by=by, before={"role": before}, after={"role": role, "person": str(mine.person.uuid)}
    )
    ring_person(mine.person_id)
