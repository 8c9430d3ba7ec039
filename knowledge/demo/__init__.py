"""What the demo network knows: case studies in every state, shadow reports over two years and what became of them, standards, peer reviews."""

from typing import Any

from django.utils import timezone

from network.core.models import OutboxMessage

from . import library, readers, reports, reviews, standards, studies


def fill(world: Any) -> None:
    """Idempotent: what is there already is left as it is. Nobody is written to."""
    studies.fill(world)
    readers.fill(world)
    library.fill(world)
    reports.fill(world)
    standards.fill(world)
    reviews.fill(world)
    OutboxMessage.objects.filter(sent_at=None, given_up_at=None).update(sent_at=timezone.now())
