"""Who may read, write and decide in rooms. Each "may I?" has its "which ones?" beside the model (`visible_to`)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from members.models import MEMBER_KINDS, Affiliation, Organisation, RoleGrant, User
from members.permissions import belongs_to, is_member, organisations_spoken_for
from members.roles import Role

from .limits import EDITING
from .models import Attachment, Block, Message, Participation, Room
from .states import (
    COMMON_KINDS,
    FOUNDED_KINDS,
    PRESENT,
    PRIVATE_KINDS,
    ParticipantRole,
    ParticipationState,
    Posting,
    RoomKind,
    Sensitivity,
)


def participation_of(user: Any, room: Room) -> Participation | None:
    return Participation.objects.filter(room=room, person=user).first() if user.is_authenticated else None


def can_read_room(user: Any, room: Room, participation: Participation | None = None) -> bool:
    """Whether `user` may see the room and what is said in it; the twin of `Room.objects.visible_to`."""
    if not user.is_authenticated or not user.is_active:
        return False
    mine = participation or participation_of(user, room)
    if mine and mine.state == ParticipationState.REMOVED:
        return False
    if room.kind == RoomKind.ORGANISATION:
        return room.organisation is not None and belongs_to(user, room.organisation)
    if room.kind in COMMON_KINDS and not room.is_confidential:
        return room.sensitivity == Sensitivity.OPEN or is_member(user)
    return mine is not None and mine.state in PRESENT


def readers(room: Room, among: Iterable[int]) -> dict[int, str]:
    """Those of the people with ids `among` who may read `room`, with the stamp of their password (the hash itself).

    `can_read_room` for many: a few plain questions rather than one with all conditions in it, since the hub asks with
    every message and composing that one takes longer than asking these.
    """
    among = set(among)
    standing = Participation.objects.filter(room=room, person__in=among).values_list("person", "state")
    states = dict(standing)
    allowed = let_in(room, states, among) - {
        one for one, state in states.items() if state == ParticipationState.REMOVED
    }
    return dict(User.objects.filter(pk__in=allowed, is_active=True).values_list("pk", "password"))


def let_in(room: Room, states: dict[int, str], among: set[int]) -> set[int]:
    """Whom the room's kind and sensitivity admit, whatever a moderator decided."""
    now = timezone.now()
    affiliated = Affiliation.objects.current(now).filter(person__in=among)
    if room.kind == RoomKind.ORGANISATION:
        return set(affiliated.filter(organisation=room.organisation_id).values_list("person", flat=True))
    if room.kind in COMMON_KINDS and not room.is_confidential:
        if room.sensitivity == Sensitivity.OPEN:
            return among
        members = affiliated.filter(organisation__in=Organisation.objects.listed().filter(kind__in=MEMBER_KINDS))
        roles = [Role.SECRETARIAT, Role.COORDINATOR]
        staff = RoleGrant.objects.current(now).filter(person__in=among, role__in=roles)
        return {*members.values_list("person", flat=True), *staff.values_list("person", flat=True)}
    return {one for one, state in states.items() if state in PRESENT}


def can_open_room(user: Any, kind: str, *, country: str = "", organisation: Organisation | None = None) -> bool:
    """Whether `user` may open a room of `kind`; without a country or an organisation: whether for any.

    Rooms of calls, events and reviews are opened by those, conversations by their own ways.
    """
    match kind:
        case RoomKind.WORKING_GROUP:
            return is_member(user)
        case RoomKind.THEME:
            return user.is_authenticated and user.has_role(Role.SECRETARIAT, Role.COORDINATOR)
        case RoomKind.COUNTRY:
            coordinated = user.countries_as(Role.COORDINATOR) if user.is_authenticated else frozenset()
            return bool(coordinated if not country else country in coordinated) or (
                user.is_authenticated and user.has_role(Role.SECRETARIAT)
            )
        case RoomKind.ORGANISATION:
            mine = organisations_spoken_for(user)
            return mine.exists() if organisation is None else mine.filter(pk=organisation.pk).exists()
    return False


def can_describe_room(user: Any, room: Room, participation: Participation | None = None) -> bool:
    """Whether `user` may say what a room is called and for. What another app opened is called after its object."""
    return room.kind in FOUNDED_KINDS | {RoomKind.GROUP} and can_moderate_room(user, room, participation)


def can_appoint_in_room(user: Any, room: Room, participation: Participation | None = None) -> bool:
    """Owners say who else is an owner or moderates; where a room has no owner, its moderators do."""
    mine = participation or participation_of(user, room)
    if room.kind not in FOUNDED_KINDS | {RoomKind.GROUP} or room.archived_at:
        return False
    if mine and mine.is_active and mine.role == ParticipantRole.OWNER:
        return can_read_room(user, room, mine)
    has_owner = room.participations.active().filter(role=ParticipantRole.OWNER).exists()
    return not has_owner and can_moderate_room(user, room, mine)


def can_join_room(user: Any, room: Room, participation: Participation | None = None) -> bool:
    """Whether `user` may come in by themselves, or accept the invitation they have."""
    mine = participation or participation_of(user, room)
    if room.archived_at or (mine and mine.is_active):
        return False
    return can_read_room(user, room, mine)


def can_leave_room(user: Any, room: Room, participation: Participation | None = None) -> bool:
    mine = participation or participation_of(user, room)
    return mine is not None and mine.state in PRESENT


def can_post_in_room(user: Any, room: Room, participation: Participation | None = None) -> bool:
    """Whether `user` may write here now: in the room, not silenced, and the room is for their words."""
    mine = participation or participation_of(user, room)
    if mine is None or not mine.is_active or room.archived_at or not can_read_room(user, room, mine):
        return False
    if mine.muted_until and mine.muted_until > timezone.now():
        return False
    if room.posting == Posting.NOBODY:
        return False
    if room.posting == Posting.MODERATORS:
        return mine.moderates
    return not (room.is_direct and is_blocked_between(room))


def can_moderate_room(user: Any, room: Room, participation: Participation | None = None) -> bool:
    """Whether `user` may remove people, silence them and withdraw what others wrote.

    Owners and moderators may; in common rooms also the secretariat. Nobody moderates a direct conversation.
    """
    if room.is_direct or not user.is_authenticated:
        return False
    mine = participation or participation_of(user, room)
    if mine and mine.moderates:
        return can_read_room(user, room, mine)
    return room.kind in COMMON_KINDS and not room.is_confidential and user.has_role(Role.SECRETARIAT)


def can_invite_to_room(user: Any, room: Room, participation: Participation | None = None) -> bool:
    """Moderators bring people into rooms by invitation; anyone in a group conversation may."""
    mine = participation or participation_of(user, room)
    if room.is_direct or room.archived_at or mine is None or not mine.is_active:
        return False
    return room.kind == RoomKind.GROUP or can_moderate_room(user, room, mine)


def can_edit_message(user: Any, message: Message) -> bool:
    """Authors change their own words for a day, while they may still write in the room."""
    return (
        message.author_id == user.pk
        and not message.is_deleted
        and timezone.now() - message.sent_at < EDITING
        and can_post_in_room(user, message.room)
    )


def can_delete_message(user: Any, message: Message) -> bool:
    """Authors withdraw their own words at any time while they may read the room."""
    return not message.is_deleted and message.author_id == user.pk and can_read_room(user, message.room)


def can_hide_message(user: Any, message: Message) -> bool:
    """Moderators hide what others wrote; their own words they withdraw."""
    return not message.is_deleted and message.author_id != user.pk and can_moderate_room(user, message.room)


def can_pin_message(user: Any, message: Message) -> bool:
    """In rooms moderators pin; in a conversation of a few, whoever may write in it."""
    room = message.room
    if message.is_deleted or room.archived_at:
        return False
    return can_post_in_room(user, room) if room.kind in PRIVATE_KINDS else can_moderate_room(user, room)


def can_vote(user: Any, message: Message) -> bool:
    """Everybody in the room votes, also where only moderators write; who is silenced or kept apart does not."""
    mine = participation_of(user, message.room)
    if mine is None or not mine.is_active or message.is_deleted or message.room.archived_at:
        return False
    if mine.muted_until and mine.muted_until > timezone.now():
        return False
    return can_read_room(user, message.room, mine) and not (message.room.is_direct and is_blocked_between(message.room))


def can_close_poll(user: Any, message: Message) -> bool:
    """Whoever asked, and moderators."""
    if message.is_deleted or not message.has_poll:
        return False
    if message.author_id == user.pk:
        return can_read_room(user, message.room)
    return can_moderate_room(user, message.room)


def can_export_room(user: Any, room: Room, participation: Participation | None = None) -> bool:
    """Owners take a room's conversation with them; where a room has none, its moderators do. Logged each time."""
    mine = participation or participation_of(user, room)
    if mine and mine.is_active and mine.role == ParticipantRole.OWNER:
        return can_read_room(user, room, mine)
    has_owner = room.participations.active().filter(role=ParticipantRole.OWNER).exists()
    return not has_owner and can_moderate_room(user, room, mine)


def can_react(user: Any, message: Message) -> bool:
    return not message.is_deleted and can_post_in_room(user, message.room)


def can_see_history(user: Any, message: Message) -> bool:
    """Everybody in the room may see what a message said before, unless it was withdrawn."""
    return not message.is_deleted and can_read_room(user, message.room)


def can_read_attachment(user: Any, file: Any) -> bool:
    """A file can be read by whoever may read the room it was sent to, asked anew at each download."""
    attachment = Attachment.objects.filter(file=file).select_related("message__room__organisation").first()
    if attachment is None or attachment.message.is_deleted:
        return False
    return can_read_room(user, attachment.message.room)


def can_write_to(user: Any, person: Any) -> bool:
    """Whether `user`, a member, may open a direct conversation with `person`: there is no block between them."""
    if user.pk == person.pk or not person.is_active or not is_member(user):
        return False
    return not are_apart(user, person)


def blocked_by(user: Any) -> dict[int, str]:
    """Those whom `user` blocked, by row and by public id. What they say in shared rooms is folded away for `user`.

    The one place that says so: pages, JSON, counts, search, mentions and e-mails ask here; asked once for a request.
    """
    if not hasattr(user, "_blocked"):
        pairs = Block.objects.filter(blocker=user).values_list("blocked", "blocked__uuid")
        user._blocked = {key: str(public) for key, public in pairs}
    return user._blocked


def forget_blocked(user: Any) -> None:
    if hasattr(user, "_blocked"):
        del user._blocked


def is_folded_for(user: Any, message: Message) -> bool:
    """Whether `message` shows itself to `user` only when asked to. In a conversation of two nothing is folded."""
    return message.author_id in blocked_by(user) and not message.room.is_direct


def are_apart(one: Any, other: Any) -> bool:
    """Whether one of the two blocked the other."""
    return Block.objects.filter(Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)).exists()


def is_blocked_between(room: Room) -> bool:
    """Whether the two in a direct conversation are kept apart by a block of either."""
    here = Participation.objects.filter(room=room).values("person")
    return Block.objects.filter(blocker__in=here, blocked__in=here).exists()
