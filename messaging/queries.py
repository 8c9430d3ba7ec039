"""What people read: the list of their rooms, a stretch of a conversation, what they missed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import fresh, limits
from .models import Mention, Message, Participation, Room
from .permissions import blocked_by, can_open_room
from .states import ParticipationState, RoomKind

TOGETHER = timedelta(minutes=6)  # messages of one person in so short a time share one heading


@dataclass
class RoomRow:
    """One line of the list of rooms, as one person sees it."""

    room: Room
    title: str
    title_lang: str
    participation: Participation | None
    unread: int = 0
    mentions: int = 0
    last: Message | None = None
    is_last_folded: bool = False

    @property
    def is_invitation(self) -> bool:
        return self.participation is not None and self.participation.state == ParticipationState.INVITED

    @property
    def is_mine(self) -> bool:
        return self.participation is not None and self.participation.is_active


@dataclass(frozen=True)
class KindToOpen:
    """A kind of room that somebody may open, and what it is good for."""

    kind: str
    label: Any
    purpose: Any


KINDS_TO_OPEN = (
    KindToOpen(
        RoomKind.WORKING_GROUP,
        gettext_lazy("Working group"),
        gettext_lazy("For people who work on one thing together. Only who was invited reads it."),
    ),
    KindToOpen(
        RoomKind.ORGANISATION,
        gettext_lazy("Room of an organisation"),
        gettext_lazy("For your own people. Whoever leaves the organisation leaves the room."),
    ),
    KindToOpen(
        RoomKind.THEME,
        gettext_lazy("Theme room"),
        gettext_lazy("For a matter that concerns people in several countries."),
    ),
    KindToOpen(
        RoomKind.COUNTRY,
        gettext_lazy("Country room"),
        gettext_lazy("For everybody in the network who works in one country."),
    ),
)


def kinds_to_open(user: Any) -> list[KindToOpen]:
    """Twin of `can_open_room`."""
    return [one for one in KINDS_TO_OPEN if can_open_room(user, one.kind)]


def room_opened(user: Any, key: str) -> Room | None:
    """The room that another app opened under `key`, for its own page to link to; only where `user` may read it."""
    return Room.objects.visible_to(user).filter(key=key).first()


def rooms_of(user: Any, rooms: Iterable[Room] | None = None) -> list[RoomRow]:
    """The rooms that `user` may read, newest talk first, with what is unread. Seven queries, however many rooms.

    What was said by people whom `user` blocked is not counted and calls nobody.
    """
    if rooms is None:
        rooms = Room.objects.visible_to(user).current().by_last_message().select_related("organisation")
    rooms = list(rooms)
    mine = {one.room_id: one for one in Participation.objects.filter(person=user, room__in=rooms)}
    titles = titles_for(rooms, user)
    mentions = unread_mentions(user, [key for key, one in mine.items() if one.is_active])
    silent = unread_of_blocked(user, [key for key, one in mine.items() if one.is_active])
    last = {
        message.room_id: message
        for message in Message.objects.filter(room__in=rooms, seq=F("room__head_seq")).select_related("author")
    }
    return [
        RoomRow(
            room=room,
            title=titles[room.pk][0],
            title_lang=titles[room.pk][1],
            participation=mine.get(room.pk),
            unread=max(0, room.head_seq - mine[room.pk].last_read_seq - silent.get(room.pk, 0))
            if room.pk in mine and mine[room.pk].is_active
            else 0,
            mentions=mentions.get(room.pk, 0),
            last=last.get(room.pk),
            is_last_folded=room.pk in last and last[room.pk].author_id in blocked_by(user) and not room.is_direct,
        )
        for room in rooms
    ]


def titles_for(rooms: Sequence[Room], user: Any) -> dict[int, tuple[str, str]]:
    """What each room is called for `user`, and in which language: a conversation without a name by who is in it."""
    nameless = [room.pk for room in rooms if not room.titles]
    others: dict[int, list[str]] = {}
    if nameless:
        there = Participation.objects.filter(room__in=nameless).exclude(person=user).select_related("person")
        for one in there:
            others.setdefault(one.room_id, []).append(str(one.person))
    found = {}
    for room in rooms:
        title = room.localised_title
        found[room.pk] = (
            (title.text, title.lang) if title else (", ".join(others.get(room.pk, [])) or _("Conversation"), "")
        )
    return found


def unread_of_blocked(user: Any, rooms: Sequence[int]) -> dict[int, int]:
    """How much of what is unread in each room was said by people whom `user` blocked; no query where there are none."""
    if not blocked_by(user):
        return {}
    theirs = Message.objects.filter(
        author__in=blocked_by(user),
        room__in=rooms,
        room__participations__person=user,
        seq__gt=F("room__participations__last_read_seq"),
    )
    return dict(theirs.exclude(room__kind=RoomKind.DIRECT).values_list("room").annotate(times=Count("pk")).order_by())


def unread_mentions(user: Any, rooms: Sequence[int]) -> dict[int, int]:
    """How often `user` was called in each room since they last read it: by name, or with everybody."""
    counted = (
        Mention.objects.filter(
            person=user,
            message__room__in=rooms,
            message__room__participations__person=user,
            message__seq__gt=F("message__room__participations__last_read_seq"),
        )
        .exclude(message__author__in=blocked_by(user))
        .values_list("message__room")
        .annotate(times=Count("pk"))
        .order_by()
    )
    found = dict(counted)
    everybody = (
        Message.objects.filter(
            room__in=rooms,
            mentions_all=True,
            deleted_at=None,
            room__participations__person=user,
            seq__gt=F("room__participations__last_read_seq"),
        )
        .exclude(author__in=[user.pk, *blocked_by(user)])
        .values_list("room")
        .annotate(times=Count("pk"))
        .order_by()
    )
    for room, times in everybody:
        found[room] = found.get(room, 0) + times
    return found


@dataclass
class Stretch:
    """Some messages of a room in their order, and whether there are more on either side."""

    messages: list[Message]
    has_earlier: bool
    has_later: bool

    @property
    def first_seq(self) -> int:
        return self.messages[0].seq if self.messages else 0

    @property
    def last_seq(self) -> int:
        return self.messages[-1].seq if self.messages else 0


def newest(room: Room, size: int = limits.PAGE) -> Stretch:
    return earlier(room, room.head_seq + 1, size)


def earlier(room: Room, before: int, size: int = limits.PAGE) -> Stretch:
    """The `size` messages before number `before`. Numbers have no gaps, so one query knows whether there are more."""
    messages = list(room.messages.complete().before(before).order_by("-seq")[:size])[::-1]
    return stretch(room, messages)


def later(room: Room, after: int, size: int = limits.PAGE) -> Stretch:
    return stretch(room, list(room.messages.complete().after(after).in_order()[:size]))


def around(room: Room, seq: int, size: int = limits.PAGE) -> Stretch:
    """A stretch with message `seq` about in its middle."""
    start = max(1, min(seq - size // 2, room.head_seq - size + 1))
    return later(room, start - 1, size)


def stretch(room: Room, messages: list[Message]) -> Stretch:
    for message in messages:
        message.room = room
    fetch_parts(messages)
    mark_continuations(messages)
    return Stretch(
        messages,
        has_earlier=bool(messages) and messages[0].seq > 1,
        has_later=bool(messages) and messages[-1].seq < room.head_seq,
    )


def fetch_parts(messages: Sequence[Message]) -> None:
    """The files and polls of those messages that have any; no query where there are none."""
    prefetch_related_objects([message for message in messages if message.has_files], "attachments__file")
    prefetch_related_objects(
        [message for message in messages if message.has_poll],
        "poll__options__votes__person",
        "poll__options__votes__organisation",
    )


def mark_continuations(messages: Sequence[Message]) -> None:
    """Sets `continues` on each message that goes on right after one by the same person."""
    previous: Message | None = None
    for message in messages:
        message.continues = bool(  # type: ignore[attr-defined]
            previous
            and previous.author_id == message.author_id
            and previous.organisation_id == message.organisation_id
            and message.sent_at - previous.sent_at < TOGETHER
            and message.reply_to_id is None
        )
        previous = message


@dataclass
class Changes:
    """What happened in a room since somebody last looked: new messages, and old ones that changed."""

    room: Room
    messages: list[Message]
    since: int
    seq: int
    revision: int
    more: bool = False


def changes_for_reader(room: Room, after: int, revision: int | None) -> Changes:
    """What a reader missed who has messages up to `after` and changes up to `revision`.

    Read the room before the messages: a change that comes in between is then fetched twice rather than never. With
    `more`, only the first new messages are given and the reader asks again from there.
    """
    new = list(room.messages.complete().after(after).in_order()[: limits.CATCH_UP + 1])
    more = len(new) > limits.CATCH_UP
    new = new[: limits.CATCH_UP]
    changed: list[Message] = []
    if revision is not None and revision < room.revision:
        old = room.messages.complete().changed_since(revision).filter(seq__lte=after).order_by("seq")
        changed = list(old[: limits.CATCH_UP * 5])
    stretch(room, new)
    stretch(room, changed)
    return Changes(
        room=room,
        messages=[*changed, *new],
        since=revision or 0,
        seq=new[-1].seq if new else max(after, room.head_seq),
        revision=(revision or 0) if more else room.revision,
        more=more,
    )


def changes_for_hub(room_id: int, since: int, wanted: int = 0) -> Changes | None:
    """Everything in a room after change number `since`, for all its readers in one process; None if nothing is.

    What this process stored itself, up to the change `wanted` that the doorbell named, is at hand; else one query. The
    room comes with its messages, from the same moment: a room that has been closed to some since is that here too.
    """
    if at_hand := fresh.take(room_id, since, wanted):
        room = at_hand[-1].room
        return Changes(room, at_hand, since, room.head_seq, wanted)
    found = Message.objects.complete().select_related("room").filter(room=room_id).changed_since(since)
    messages = list(found.order_by("revision")[: limits.CATCH_UP])
    if not messages:
        return None
    room = messages[-1].room
    fetch_parts(messages)
    more = len(messages) == limits.CATCH_UP
    revision = messages[-1].revision if more else max(room.revision, messages[-1].revision)
    return Changes(room, sorted(messages, key=lambda message: message.seq), since, room.head_seq, revision, more)


@dataclass
class RoomPeople:
    """Who is in a room, for the page that lists them."""

    active: list[Participation] = field(default_factory=list)
    invited: list[Participation] = field(default_factory=list)
    removed: list[Participation] = field(default_factory=list)


def people_of(room: Room) -> RoomPeople:
    found = RoomPeople()
    lists = {
        ParticipationState.ACTIVE: found.active,
        ParticipationState.INVITED: found.invited,
        ParticipationState.REMOVED: found.removed,
    }
    for one in Participation.objects.filter(room=room).select_related("person").order_by("person__full_name", "pk"):
        if one.state in lists:
            lists[ParticipationState(one.state)].append(one)
    return found
