"""What people have not read, brought to them by e-mail: together, at their hours, and looked at again before it goes.

A digest tells each message once (`Participation.notified_seq`), whether the person reads it or not. What it says is
decided at the moment it is written: who left a room, was removed, read the message meanwhile, or blocked its author,
gets nothing of it. From a confidential room and from conversations it tells that something was said, never what.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone

from members.models import User
from network.core.languages import pick
from network.core.mail import address_for, known_language, notify

from .holidays import is_free_day
from .models import Attention, Message, Participation, Room
from .permissions import blocked_by
from .rows import excerpt
from .states import PRIVATE_KINDS, NotificationLevel, Rhythm

SETTLED = timedelta(minutes=10)  # a message that nobody had the time to read yet is not worth an e-mail
LINES = 5  # messages quoted of one room
KIND = "room-digest"


@dataclass
class RoomNews:
    """What one room has that one person has not read."""

    room: Room
    title: str
    count: int
    link: str
    quotes: list[tuple[str, str, bool]] = field(default_factory=list)  # author, beginning, whether the reader is called


def send_digests(now: datetime | None = None) -> int:
    """Write to everybody whose hour it is and who has something unread that they want to hear of; gives how many."""
    now = now or timezone.now()
    sent = 0
    for person in people_with_news(now):
        sent += write_digest(person, now)
    return sent


def people_with_news(now: datetime) -> Iterator[Any]:
    """Those with anything that was said a while ago, not read and not told of. One query for them all."""
    behind = Participation.objects.active().exclude(level=NotificationLevel.NONE)
    behind = behind.filter(room__head_seq__gt=Greatest(F("last_read_seq"), F("notified_seq")))
    people = User.objects.filter(is_active=True, pk__in=behind.values("person")).select_related("attention")
    for person in people.iterator(chunk_size=200):
        if may_write_now(attention_of(person), person, now):
            yield person


def attention_of(person: Any) -> Attention:
    """What the person said about being reached, or what holds for those who said nothing."""
    return getattr(person, "attention", None) or Attention(person=person)


def may_write_now(attention: Attention, person: Any, now: datetime) -> bool:
    """Whether this is an hour at which the person wants to hear of rooms, by the clock on their wall."""
    if attention.rhythm == Rhythm.NEVER:
        return False
    there = now.astimezone(ZoneInfo(person.time_zone or settings.LOCAL_TIME_ZONE))
    if not attention.writes_on_free_days and is_free_day(there.date(), attention.country_id or ""):
        return False
    if attention.rhythm == Rhythm.DAILY:
        return there.hour == attention.quiet_until.hour
    return not attention.is_quiet_at(there.time())


@transaction.atomic
def write_digest(person: Any, now: datetime) -> int:
    """One e-mail with what there is to tell; 1 if it was written. Everything is asked anew, under a lock."""
    mine = Participation.objects.select_for_update(of=("self",)).active().exclude(level=NotificationLevel.NONE)
    mine = mine.filter(person=person, room__in=Room.objects.visible_to(person).current())
    behind = list(
        mine.filter(room__head_seq__gt=Greatest(F("last_read_seq"), F("notified_seq"))).select_related(
            "room", "room__organisation"
        )
    )
    news = []
    for participation in behind:
        participation.person = person
        found = list(unread_of(participation, now))
        if found:
            news.append(news_of(participation, found, person))
            Participation.objects.filter(pk=participation.pk).update(notified_seq=found[-1].seq)
    if not news:
        return 0
    count = sum(one.count for one in news)
    link = news[0].link if len(news) == 1 else reverse("room-list")
    notify(person, "messaging/mail/digest", {"news": news, "count": count}, kind=KIND, link=link)
    return 1


def unread_of(participation: Participation, now: datetime) -> Any:
    """The messages to tell of, in their order: settled, of others, not of somebody whom they blocked."""
    person = participation.person_id
    since = max(participation.last_read_seq, participation.notified_seq)
    found = Message.objects.filter(
        room=participation.room_id, seq__gt=since, deleted_at=None, sent_at__lte=now - SETTLED
    ).exclude(author=person)
    if participation.level == NotificationLevel.MENTIONS:
        found = found.filter(Q(mentions__person=person) | Q(mentions_all=True)).distinct()
    return found.exclude(author__in=blocked_by(participation.person)).select_related("author").order_by("seq")


def news_of(participation: Participation, found: list[Message], person: Any) -> RoomNews:
    room = participation.room
    language = known_language(person.language)
    title = pick(room.titles, language).text or ", ".join(sorted({str(message.author) for message in found}))
    called = set(
        Message.objects.filter(pk__in=[one.pk for one in found], mentions__person=person).values_list("pk", flat=True)
    )
    for message in found:
        message.room = room
    quotable = not room.is_confidential and room.kind not in PRIVATE_KINDS
    quotes = [
        (str(message.author), excerpt(message, 200), message.pk in called or message.mentions_all)
        for message in found[:LINES]
        if quotable
    ]
    place = found[0] if quotable else room
    return RoomNews(room, title, len(found), address_for(place.get_absolute_url(), language), quotes)
