"""Giving, keeping and freeing seats.

Everything here locks the pool before it looks, so that at every instant confirmed seats and live offers together stay
within the capacity, and nobody passes those who wait.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.admission import refused_because
from events.choices import EndedBy, Selection
from events.messages import tell
from events.models import Event, Registration, SeatPool
from events.states import EventState, RegistrationState
from members.models import Organisation
from network.core import audit
from network.core.errors import DomainError
from network.core.transitions import transition

R = RegistrationState


def locked_pool(pool: SeatPool) -> SeatPool:
    """The pool as it now stands, locked until the end of the transaction, with its event read after the lock.

    SECURITY: not in one query. A joined row would be as it was before we waited for the lock: the event could have been
    cancelled meanwhile, and somebody would get a seat at it.
    """
    locked = SeatPool.objects.select_for_update().get(pk=pool.pk)
    locked.event = Event.objects.get(pk=locked.event_id)
    return locked


@transaction.atomic
def register(pool: SeatPool, *, organisation: Organisation | None = None, needs: str = "", by: Any) -> Registration:
    """Register the person `by` and give them a seat, a place in the queue or into the hands of the organisers.

    Registering twice gives the same registration. Raises DomainError with the reason when it is not possible.
    """
    pool, now = locked_pool(pool), timezone.now()
    if already := pool.registrations.active().filter(person=by).first():
        return already
    if reason := refused_because(pool, by, organisation, now):
        raise DomainError(reason)
    registration = Registration.objects.create(
        pool=pool,
        person=by,
        organisation=organisation,
        organisation_name=organisation.name if organisation else "",
        country_id=organisation.country_id if organisation else None,
        needs=needs,
        registered_at=now,
    )
    audit.record("registration.submitted", registration, by=by, country=pool.country_id)
    if pool.selection == Selection.CRITERIA:
        transition(registration, R.PENDING_REVIEW, by=by)
        tell(registration, "registration_received")
    else:
        seat_or_queue(pool, registration, now, by=by)
    return registration


def seat_or_queue(pool: SeatPool, registration: Registration, now: datetime, *, by: Any) -> None:
    """A free seat goes to a newcomer only when nobody waits; otherwise they stand at the end of the queue."""
    move_up(pool, now)
    nobody_waits = not pool.registrations.queue().exists()
    capped = cap_is_reached(pool, registration)
    if nobody_waits and pool.free and not capped:
        transition(registration, R.CONFIRMED, by=by, confirmed_at=now)
        tell(registration, "registration_confirmed")
        return
    if not pool.has_waitlist:
        raise DomainError(
            _("Your organisation has all the seats it can have at this event.") if capped else _("All seats are taken.")
        )
    transition(registration, R.WAITLISTED, by=by, queued_at=now)
    if not move_up(pool, now):
        tell(registration, "registration_waitlisted")
    registration.refresh_from_db()


def cap_is_reached(pool: SeatPool, registration: Registration) -> bool:
    """Whether the organisation of the registration already fills all the seats one organisation may have."""
    if not pool.places_per_organisation or registration.organisation_id is None:
        return False
    held = pool.registrations.taking_seats().filter(organisation=registration.organisation_id)
    return held.exclude(pk=registration.pk).count() >= pool.places_per_organisation


@transaction.atomic
def promote_waitlist(pool: SeatPool) -> int:
    """Expire overdue offers and offer the free seats in the order of the queue; says how many were offered.

    Skips, without dropping them, those whose organisation has its seats. Does nothing after the pool's cut-off, nor
    while the event is postponed. Repeating it changes nothing.
    """
    return move_up(locked_pool(pool), timezone.now())


def move_up(pool: SeatPool, now: datetime) -> int:
    """As `promote_waitlist`, for whoever holds the lock."""
    for registration in pool.registrations.overdue(now).select_related("person"):
        transition(registration, R.EXPIRED, by=None, ended_at=now)
        tell(registration, "offer_expired")
    if pool.event.state != EventState.SCHEDULED or now >= pool.last_offer_at:
        return 0
    free, offered = pool.free, 0
    expires_at = min(now + timedelta(hours=pool.offer_hours), pool.last_offer_at)
    if not free:
        return 0
    for registration in pool.registrations.queue().select_related("person", "pool__event"):
        if offered == free:
            break
        if cap_is_reached(pool, registration):
            continue
        transition(registration, R.OFFERED, by=None, offer_expires_at=expires_at)
        tell(registration, "seat_offered")
        offered += 1
    return offered


def accept_seat(registration: Registration, *, by: Any) -> Registration:
    """Take up the seat that was offered or given by selection. An offer that has run out goes to the next in line.

    Saying yes twice is harmless. Raises DomainError when the offer is over.
    """
    with transaction.atomic():
        pool, now = locked_pool(registration.pool), timezone.now()
        registration.refresh_from_db()
        if registration.state == R.CONFIRMED:
            return registration
        is_over = registration.state == R.OFFERED and not registration.offer_is_live(now)
        if is_over:
            move_up(pool, now)  # must be kept, so the refusal comes after this block
        else:
            transition(registration, R.CONFIRMED, by=by, confirmed_at=now, offer_expires_at=None)
            tell(registration, "registration_confirmed")
    if is_over:
        registration.refresh_from_db()
        raise DomainError(_("This offer has run out and the seat went to the next in line."))
    return registration


@transaction.atomic
def decline_seat(registration: Registration, *, by: Any) -> Registration:
    """Say no to a seat that is kept for one; it goes to the next in line."""
    pool, now = locked_pool(registration.pool), timezone.now()
    transition(registration, R.DECLINED, by=by, ended_at=now, ended_by=EndedBy.PERSON)
    move_up(pool, now)
    return registration


@transaction.atomic
def cancel_registration(registration: Registration, *, by: Any, reason: str = "") -> Registration:
    """Give up a seat or a place in the queue, oneself or by the organisers; the seat goes to the next in line.

    Not once the event has begun: then there is attendance to record.
    """
    pool, now = locked_pool(registration.pool), timezone.now()
    if pool.event.has_begun(now):
        raise DomainError(_("The event has begun; a registration can no longer be cancelled."))
    is_own = by is not None and by.pk == registration.person_id
    ended_by = EndedBy.PERSON if is_own else EndedBy.ORGANISER
    transition(registration, R.CANCELLED, by=by, reason=reason, ended_at=now, ended_by=ended_by)
    tell(registration, "registration_cancelled", reason=reason, is_own=is_own)
    move_up(pool, now)
    return registration


@transaction.atomic
def select_registration(registration: Registration, *, by: Any, reason: str = "") -> Registration:
    """Choose an applicant for a seat; they are asked to say yes. Raises DomainError when no seat is free."""
    pool = locked_pool(registration.pool)
    if not pool.free:
        raise DomainError(_("All seats are taken."))
    if cap_is_reached(pool, registration):
        raise DomainError(_("This organisation has all the seats it can have at this event."))
    transition(registration, R.ACCEPTED, by=by, reason=reason)
    tell(registration, "registration_selected")
    return registration


@transaction.atomic
def reject_registration(registration: Registration, *, by: Any, reason: str = "") -> Registration:
    """Tell an applicant that they were not selected, with the reason given."""
    locked_pool(registration.pool)
    transition(registration, R.REJECTED, by=by, reason=reason, ended_at=timezone.now(), ended_by=EndedBy.ORGANISER)
    tell(registration, "registration_rejected", reason=reason)
    return registration


@transaction.atomic
def record_attendance(registration: Registration, *, came: bool, by: Any) -> Registration:
    """Note at the door, or afterwards, who came. Noting the same twice changes nothing.

    Only from the day of the event on, by the clock of the event.
    """
    pool, now = locked_pool(registration.pool), timezone.now()
    if now.astimezone(pool.event.zone).date() < pool.event.starts_local.date():
        raise DomainError(_("Check-in opens on the day of the event."))
    registration.refresh_from_db()
    state = R.ATTENDED if came else R.NO_SHOW
    if registration.state == state:
        return registration
    return transition(registration, state, by=by, attended_at=now if came else None)
