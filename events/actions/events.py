"""Planning, changing, postponing and cancelling events."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.choices import EndedBy
from events.messages import tell_all
from events.models import Event, SeatPool
from events.states import AHEAD, EventState, RegistrationState
from members.models import Organisation
from network.core import audit
from network.core.errors import DomainError
from network.core.transitions import locked_row, transition

from .registrations import locked_pool, move_up
from .texts import publish_text

CALENDAR_FACTS = frozenset(
    {"starts_at", "ends_at", "time_zone", "mode", "country", "municipality", "venue", "online_url"}
)
"""What a calendar shows: when one of these changes, so does the sequence, and those registered are told."""


@transaction.atomic
def plan_event(
    *,
    facts: dict[str, Any],
    hosts: list[Organisation],
    language: str,
    text: dict[str, str],
    is_published: bool,
    by: Any,
) -> Event:
    """Put a new event into the calendar with its first page, in `language`, published at once or kept as a draft."""
    event = Event.objects.create(name=text["title"], created_by=by, **facts)
    event.hosts.set(hosts)
    audit.record("event.planned", event, by=by, after=plain(facts))
    publish_text(event, language, text, is_published=is_published, by=by)
    return event


@transaction.atomic
def change_event(event: Event, *, facts: dict[str, Any], hosts: list[Organisation], by: Any) -> Event:
    """Bring the facts up to date; who is registered hears of what concerns them. Unchanged facts change nothing."""
    locked = locked_row(event)
    if locked.state not in AHEAD:
        raise DomainError(_("An event that is over or cancelled is no longer changed."))
    changed = {name: value for name, value in facts.items() if getattr(locked, name) != value}
    before = {name: getattr(locked, name) for name in changed}
    locked.hosts.set(hosts)
    if changed:
        store(locked, changed, by=by, verb="event.changed", before=before)
        if set(changed) & CALENDAR_FACTS:
            tell_all(locked, open_registrations(locked), "event_changed")
    event.refresh_from_db()
    return event


def store(event: Event, changed: dict[str, Any], *, by: Any, verb: str, before: dict[str, Any]) -> None:
    for name, value in changed.items():
        setattr(event, name, value)
    fields = list(changed)
    if set(changed) & CALENDAR_FACTS:
        event.sequence += 1
        event.changed_at = timezone.now()
        fields += ["sequence", "changed_at"]
    event.save(update_fields=fields)
    audit.record(verb, event, by=by, before=plain(before), after=plain(changed))


@transaction.atomic
def set_time(event: Event, *, starts_at: datetime, ends_at: datetime, time_zone: str, by: Any) -> Event:
    """Give the event another time; a postponed one is thereby scheduled again. Those registered are told."""
    locked = locked_row(event)
    wanted: dict[str, Any] = {"starts_at": starts_at, "ends_at": ends_at, "time_zone": time_zone}
    changed = {name: value for name, value in wanted.items() if getattr(locked, name) != value}
    if locked.state == EventState.POSTPONED:
        now = timezone.now()
        transition(event, EventState.SCHEDULED, by=by, sequence=locked.sequence + 1, changed_at=now, **wanted)
    elif locked.state != EventState.SCHEDULED:
        raise DomainError(_("An event that is over or cancelled cannot be moved."))
    elif not changed:
        return event
    else:
        store(locked, changed, by=by, verb="event.moved", before={name: getattr(locked, name) for name in changed})
    event.refresh_from_db()
    tell_all(event, open_registrations(event), "event_changed")
    return event


@transaction.atomic
def postpone_event(event: Event, *, by: Any, reason: str) -> Event:
    """Take the event out of its day; registrations stay, and those registered are told. No offers go out meanwhile."""
    lock_seats(event)
    sequence = locked_row(event).sequence + 1
    transition(event, EventState.POSTPONED, by=by, reason=reason, sequence=sequence, changed_at=timezone.now())
    tell_all(event, open_registrations(event), "event_postponed", reason=reason)
    return event


@transaction.atomic
def cancel_event(event: Event, *, by: Any, reason: str) -> Event:
    """Call the event off: it, every registration and with them every calendar feed change in one commit."""
    lock_seats(event)
    now = timezone.now()
    sequence = locked_row(event).sequence + 1
    transition(event, EventState.CANCELLED, by=by, reason=reason, sequence=sequence, changed_at=now)
    fallen = open_registrations(event)
    for registration in fallen:
        transition(
            registration, RegistrationState.CANCELLED, by=by, reason=reason, ended_at=now, ended_by=EndedBy.EVENT
        )
    tell_all(event, fallen, "event_cancelled", reason=reason)
    return event


@transaction.atomic
def set_seats(event: Event, *, facts: dict[str, Any], countries: list[Any], by: Any) -> SeatPool:
    """Open seats for an event or change their rules. A lower capacity takes a seat from nobody, a higher one moves the
    queue up."""
    pool = SeatPool.objects.filter(event=event).first()
    if pool is None:
        pool, before = SeatPool.objects.create(event=event, **facts), {}
    else:
        pool = locked_pool(pool)
        before = {name: getattr(pool, name) for name in facts}
        for name, value in facts.items():
            setattr(pool, name, value)
        pool.save(update_fields=list(facts))
    pool.countries.set(countries)
    audit.record("seats.set", pool, by=by, before=plain(before), after=plain(facts))
    move_up(pool, timezone.now())
    return pool


def close_past_events() -> int:
    """Mark as done what was scheduled and is over; says how many."""
    over = list(Event.objects.filter(state=EventState.SCHEDULED, ends_at__lt=timezone.now()))
    for event in over:
        transition(event, EventState.DONE, by=None)
    return len(over)


def lock_seats(event: Event) -> None:
    """Seats first, then the event: everybody locks in this order."""
    pool = SeatPool.objects.filter(event=event).first()
    if pool is not None:
        locked_pool(pool)


def open_registrations(event: Event) -> list[Any]:
    return list(event.registrations.open().select_related("person", "pool__event"))


def plain(facts: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in facts.items()}
