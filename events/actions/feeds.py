"""The private address of a person's own calendar."""

import uuid
from typing import Any

from django.db import transaction

from events.models import CalendarFeed
from network.core import audit


@transaction.atomic
def calendar_feed_of(person: Any) -> CalendarFeed:
    """The person's feed, made when they first ask for it. Idempotent."""
    feed, is_new = CalendarFeed.objects.get_or_create(person=person)
    if is_new:
        audit.record("calendar_feed.opened", feed, by=person)
    return feed


@transaction.atomic
def renew_calendar_feed(person: Any) -> CalendarFeed:
    """Give the feed a new address; the old one is dead at once."""
    feed = calendar_feed_of(person)
    feed.key = uuid.uuid4()
    feed.save(update_fields=["key"])
    audit.record("calendar_feed.renewed", feed, by=person)
    return feed


@transaction.atomic
def revoke_calendar_feed(person: Any) -> None:
    """Close the feed: its address is dead at once. Nothing happens where there is none."""
    for feed in CalendarFeed.objects.select_for_update().filter(person=person):
        audit.record("calendar_feed.revoked", feed, by=person)
        feed.delete()
