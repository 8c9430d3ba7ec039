"""What follows from a change of an event: its pages are found anew, kept pages forgotten, its room kept right."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from network.core import search
from network.core.middleware.page_cache import bump_after_commit
from network.core.transitions import transitioned

from .actions.rooms import close_room_of, keep_room_of
from .models import Event, Registration, SeatPool
from .states import TAKES_PART, EventState


@receiver(post_save, sender=Event, dispatch_uid="events.refresh_pages")
def refresh_pages(instance: Event, raw: bool = False, **_signal: Any) -> None:
    if not raw:
        transaction.on_commit(lambda: [search.refresh(page) for page in instance.pages.all()], robust=True)


for _model in (Event, SeatPool, Registration):
    post_save.connect(bump_after_commit, sender=_model, dispatch_uid=f"events.forget_pages.{_model.__name__}")


@receiver(transitioned, sender=Registration, dispatch_uid="events.keep_room")
def keep_room(obj: Registration, before: str, to: str, **_signal: Any) -> None:
    """Sent after commit, whoever caused it: a person, an organiser, or the clock that gives an expired seat on."""
    if (before in TAKES_PART) != (to in TAKES_PART):
        keep_room_of(obj.pool.event)


@receiver(transitioned, sender=Event, dispatch_uid="events.close_room")
def close_room(obj: Event, to: str, reason: str, **_signal: Any) -> None:
    if to == EventState.CANCELLED:
        close_room_of(obj, reason=reason)
