"""What follows from a change of an event: its pages are found anew, and kept pages are forgotten."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from network.core import search
from network.core.middleware.page_cache import bump_after_commit

from .models import Event, Registration, SeatPool


@receiver(post_save, sender=Event, dispatch_uid="events.refresh_pages")
def refresh_pages(instance: Event, raw: bool = False, **_signal: Any) -> None:
    if not raw:
        transaction.on_commit(lambda: [search.refresh(page) for page in instance.pages.all()], robust=True)


for _model in (Event, SeatPool, Registration):
    post_save.connect(bump_after_commit, sender=_model, dispatch_uid=f"events.forget_pages.{_model.__name__}")
