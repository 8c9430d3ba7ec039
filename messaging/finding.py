"""What people look for: words in what was said, topics, what they kept, and somebody to write to."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.utils import timezone

from members.models import Affiliation, Organisation, RoleGrant, User
from network.core.text import fold_words

from .models import Bookmark, Message, Room
from .permissions import blocked_by
from .states import RoomKind


@dataclass(frozen=True)
class MessageSearch:
    """What somebody looks for in the rooms they may read."""

    words: str = ""
    room: Room | None = None
    author: UUID | None = None
    by: str = ""
    topic: str = ""
    since: date | None = None
    until: date | None = None
    with_file: bool = False


def find_messages(user: Any, wanted: MessageSearch) -> Any:
    """Messages that hold every word asked for, whatever their script and diacritics, newest first.

    Nothing of people whom `user` blocked, but in a conversation of the two.
    """
    found = Message.objects.visible_to(user).filter(deleted_at=None)
    found = found.exclude(~Q(room__kind=RoomKind.DIRECT), author__in=blocked_by(user))
    if wanted.room:
        found = found.filter(room=wanted.room)
    for word in fold_words(wanted.words).split():
        found = found.filter(folded__contains=word)
    if wanted.by:
        found = found.filter(author__full_name__icontains=wanted.by)
    if wanted.topic:
        found = found.filter(topic=wanted.topic)
    if wanted.author:
        found = found.filter(author__uuid=wanted.author)
    if wanted.since:
        found = found.filter(sent_at__date__gte=wanted.since)
    if wanted.until:
        found = found.filter(sent_at__date__lte=wanted.until)
    if wanted.with_file:
        found = found.filter(has_files=True)
    return found.complete().select_related("room").order_by("-sent_at", "-id")


def topics_of(room: Room, limit: int = 30) -> list[dict[str, Any]]:
    """The topics talked about in a room, newest first, with how much was said and when last."""
    topics = room.messages.exclude(topic="").values("topic").annotate(count=Count("pk"), last=Max("sent_at"))
    return list(topics.order_by("-last")[:limit])


def bookmarks_of(user: Any) -> QuerySet[Bookmark]:
    """What `user` kept and may still read, newest first."""
    kept = Bookmark.objects.filter(
        person=user, message__deleted_at=None, message__room__in=Room.objects.visible_to(user)
    )
    return kept.select_related("message__author", "message__room")


def people_to_write_to(user: Any, words: str = "") -> Any:
    """People of the network whom `user` could start a conversation with, by name, each with where they work (`places`).

    Whoever only has an account is not shown around: they are found by those who know their e-mail address.
    """
    people = User.objects.filter(is_active=True).exclude(pk=user.pk)
    people = people.exclude(blocks__blocked=user).exclude(pk__in=user.blocks.values("blocked"))
    at_home = Affiliation.objects.in_force().filter(organisation__in=Organisation.objects.listed())
    working = RoleGrant.objects.current(timezone.now())
    of_network = Q(pk__in=at_home.values("person")) | Q(pk__in=working.values("person"))
    people = people.filter((of_network & Q(full_name__icontains=words)) | Q(email__iexact=words or " "))
    places = Affiliation.objects.in_force().select_related("organisation").order_by("organisation__name")
    return people.prefetch_related(Prefetch("affiliations", places, to_attr="places")).order_by("full_name", "pk")
