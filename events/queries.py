"""What lists of events read."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from network.core.languages import localized

from .models import Certificate, Event, EventPage, Registration
from .states import TAKES_SEAT, RegistrationState


@dataclass(frozen=True)
class Wanted:
    """What a reader narrowed the calendar to; empty means everything."""

    country: str = ""
    kind: str = ""
    when: str = "ahead"


def calendar_events(user: Any, wanted: Wanted, now: datetime) -> QuerySet[Event]:
    """The announced events that `user` may see, narrowed."""
    events = Event.objects.visible_to(user).announced()
    if wanted.when == "ahead":
        events = events.ahead(now)
    elif wanted.when == "past":
        events = events.past(now)
    if wanted.country == "region":
        events = events.filter(country=None)
    elif wanted.country:
        events = events.filter(country=wanted.country)
    return events.filter(kind=wanted.kind) if wanted.kind else events


def calendar_pages(events: QuerySet[Event], language: str, *, newest_first: bool = False) -> QuerySet[EventPage]:
    """One page per event, in the reader's nearest language, in the order of the calendar."""
    pages = localized(EventPage.objects.live().filter(event__in=events.order_by()), language)
    order = ("-event__starts_at", "-event_id") if newest_first else ("event__starts_at", "event_id")
    taken = Registration.objects.filter(pool__event=OuterRef("event"), state__in=TAKES_SEAT).order_by()
    taken_count = taken.values("pool").annotate(how_many=Count("pk")).values("how_many")
    return (
        pages.select_related("event__country", "event__municipality", "event__pool", "locale")
        .annotate(taken_count=Coalesce(Subquery(taken_count), 0))
        .order_by(*order)
    )


def counts(user: Any, wanted: Wanted, now: datetime) -> tuple[dict[str, int], dict[str, int]]:
    """How many events each country and each kind would leave, given the rest of what is wanted. One query."""
    everything = calendar_events(user, Wanted(when=wanted.when), now).order_by()
    countries: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for code, kind, many in everything.values_list("country", "kind").annotate(how_many=Count("pk")):
        country = code or "region"
        if wanted.kind in ("", kind):
            countries[country] += many
        if wanted.country in ("", country):
            kinds[kind] += many
    return countries, kinds


def my_registration(user: Any, event: Event) -> Registration | None:
    """The registration that matters now: the active one, or the last that ended."""
    if not user.is_authenticated or event.seats is None:
        return None
    mine = list(event.seats.registrations.filter(person=user).select_related("pool").order_by("-registered_at", "-id"))
    for registration in mine:
        registration.pool.event = event
    return next((r for r in mine if r.is_active), mine[0] if mine else None)


@dataclass(frozen=True)
class Place:
    """Where somebody stands in the queue: `ahead` people come first; `passed_over` while the organisation is full."""

    number: int
    ahead: int
    waiting: int
    passed_over: bool


def place_in_queue(registration: Registration) -> Place:
    """How many stand before this registration and why it may be passed over."""
    queue = registration.pool.registrations.queue()
    before = Q(queued_at__lt=registration.queued_at) | Q(queued_at=registration.queued_at, pk__lt=registration.pk)
    numbers = queue.order_by().aggregate(ahead=Count("pk", filter=before), waiting=Count("pk"))
    cap = registration.pool.places_per_organisation
    passed_over = False
    if cap and registration.organisation_id:
        held = registration.pool.registrations.taking_seats().filter(organisation=registration.organisation_id)
        passed_over = held.count() >= cap
    return Place(numbers["ahead"] + 1, numbers["ahead"], numbers["waiting"], passed_over)


def desk_events(user: Any) -> QuerySet[Event]:
    """The events one organises, with what the desk's list shows of them."""

    def how_many(*states: str) -> Count:
        return Count("pool__registrations", filter=Q(pool__registrations__state__in=states))

    return (
        Event.objects.organised_by(user)
        .select_related("country", "municipality", "pool")
        .with_pages()
        .annotate(
            taken_count=how_many(*TAKES_SEAT),
            waiting_count=how_many(RegistrationState.WAITLISTED),
            to_decide_count=how_many(RegistrationState.PENDING_REVIEW),
        )
        .order_by("starts_at", "id")
    )


def my_events(user: Any) -> QuerySet[Registration]:
    """A person's registrations, latest event first."""
    return (
        user.event_registrations.select_related("pool__event__country", "pool__event__municipality", "organisation")
        .prefetch_related("certificates")
        .order_by("-pool__event__starts_at", "-id")
    )


def pages_of(events: list[Event], language: str) -> dict[int, EventPage]:
    """The page of each event in the reader's nearest language, by the event's key."""
    pages = localized(EventPage.objects.live().filter(event__in=events), language).select_related("locale")
    return {page.event_id: page for page in pages}


def to_certify(event: Event) -> QuerySet[Registration]:
    """People who attended and hold no valid certificate yet."""
    held = Certificate.objects.issued().filter(registration__pool__event=event).values("registration")
    attended = event.registrations.filter(state=RegistrationState.ATTENDED, person__isnull=False).exclude(pk__in=held)
    return attended.select_related("person", "pool__event")
