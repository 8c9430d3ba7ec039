"""What returns with the clock: offers that run out, seats that came free, events that are over."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from network.core.jobs import periodic

from .actions import close_past_events, promote_waitlist
from .models import SeatPool
from .states import EventState, RegistrationState


@periodic(every=timedelta(minutes=1))
def move_queues_up() -> None:
    """Expire offers in time and give the freed seats to the next in line, pool by pool."""
    now = timezone.now()
    overdue = Q(registrations__state=RegistrationState.OFFERED, registrations__offer_expires_at__lte=now)
    waiting = Q(
        registrations__state=RegistrationState.WAITLISTED, event__state=EventState.SCHEDULED, event__starts_at__gt=now
    )
    for pool in SeatPool.objects.filter(overdue | waiting).distinct():
        promote_waitlist(pool)


@periodic(every=timedelta(minutes=10))
def close_events() -> None:
    close_past_events()
