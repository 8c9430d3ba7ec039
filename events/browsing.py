"""What the calendar and an event's page show to one reader."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from messaging.queries import room_opened
from network.core.models import Country

from . import queries
from .admission import closed_because, refused_because
from .choices import Kind, Mode
from .clocks import when, zone_of
from .forms import WHEN, CalendarForm, RegisterForm, spoken_languages
from .months import Month
from .permissions import can_organise, can_see_online_link
from .states import TAKES_SEAT, EventState, RegistrationState

PER_PAGE = 12
TONES = {EventState.CANCELLED: "bad", EventState.POSTPONED: "warn", EventState.DONE: "neutral"}
REGISTRATION_TONES = {
    RegistrationState.CONFIRMED: "good",
    RegistrationState.ATTENDED: "good",
    RegistrationState.OFFERED: "warn",
    RegistrationState.ACCEPTED: "warn",
    RegistrationState.WAITLISTED: "info",
    RegistrationState.PENDING_REVIEW: "info",
}


def index_context(request: HttpRequest) -> dict[str, Any]:
    """The list, or the month, that the address asks for."""
    form, now = CalendarForm(request.GET), timezone.now()
    wanted, language = form.wanted, get_language() or settings.LANGUAGE_CODE
    address = {"country": wanted.country, "kind": wanted.kind}
    shared = {
        "wanted": wanted,
        "facets": facets(request.user, wanted, form.shows_month, now),
        "everything_url": "?" + urlencode({"view": "month"}) if form.shows_month else "?",
        "is_narrowed": bool(wanted.country or wanted.kind),
        "views": [
            {"label": _("List"), "url": query(**address), "current": not form.shows_month},
            {"label": _("Month"), "url": query(**address, view="month"), "current": form.shows_month},
        ],
        "feed_country": wanted.country if wanted.country != "region" else "",
    }
    if form.shows_month:
        return {**shared, **month_context(request, form, address, language, now)}
    pages = queries.calendar_pages(
        queries.calendar_events(request.user, wanted, now), language, newest_first=wanted.when != "ahead"
    )
    page = Paginator(pages, PER_PAGE).get_page(request.GET.get("page"))
    return {
        **shared,
        "listing": page,
        "items": [list_item(p, zone_of(request.user)) for p in page.object_list],
        "spans": [
            {"label": label, "url": query(**address, when=value), "current": wanted.when == value}
            for value, label in WHEN
        ],
    }


def query(**values: str) -> str:
    return "?" + urlencode({name: value for name, value in values.items() if value and value != "ahead"})


def facets(user: Any, wanted: queries.Wanted, shows_month: bool, now: datetime) -> list[dict[str, Any]]:
    """Country and kind, each with the number of events it leaves; what leaves none is not offered."""
    if shows_month:
        wanted = queries.Wanted(wanted.country, wanted.kind, "all")
    by_country, by_kind = queries.counts(user, wanted, now)
    names = {country.pk: country.name for country in Country.objects.all()} | {"region": _("The whole region")}
    rest = {"when": wanted.when, "view": ""} if not shows_month else {"view": "month"}

    def value(name: str, key: str, label: str, count: int, other: dict[str, str]) -> dict[str, Any]:
        current = getattr(wanted, name) == key
        return {
            "label": label,
            "count": count,
            "current": current,
            "url": query(**rest, **other, **{name: "" if current else key}),
        }

    return [
        {
            "label": _("Country"),
            "values": [
                value("country", code, name, by_country.get(code, 0), {"kind": wanted.kind})
                for code, name in names.items()
                if by_country.get(code) or code == wanted.country
            ],
        },
        {
            "label": _("Kind"),
            "values": [
                value("kind", kind, str(label), by_kind.get(kind, 0), {"country": wanted.country})
                for kind, label in Kind.choices
                if by_kind.get(kind) or kind == wanted.kind
            ],
        },
    ]


def month_context(
    request: HttpRequest, form: CalendarForm, address: dict[str, str], language: str, now: datetime
) -> dict[str, Any]:
    today = timezone.localdate(now, timezone.get_default_timezone())
    asked = request.GET.get("month", "")
    month = form.asked_month or Month(today.replace(day=1))
    wanted = queries.Wanted(form.wanted.country, form.wanted.kind, "all")
    events = queries.calendar_events(request.user, wanted, now).between(*month.bounds())
    pages = list(queries.calendar_pages(events, language))

    def link(to: Month | None) -> str:
        return query(**address, view="month", month=to.key) if to else ""

    return {
        "month": month,
        "weeks": month.weeks(pages, today),
        "weekdays": month.dates()[0],
        "month_is_unknown": bool(asked) and form.asked_month is None,
        "previous_url": link(month.previous),
        "next_url": link(month.next),
        "today_url": query(**address, view="month"),
    }


def list_item(page: Any, reader_zone: str) -> dict[str, Any]:
    """One row of the calendar."""
    event = page.event
    pool = event.seats
    return {
        "page": page,
        "event": event,
        "when": when(event.starts_at, event.ends_at, event.time_zone, reader_zone),
        "tone": TONES.get(event.state, ""),
        "free": max(0, pool.capacity - page.taken_count) if pool and event.state == EventState.SCHEDULED else None,
    }


def event_context(page: Any, request: HttpRequest, now: datetime) -> dict[str, Any]:
    """The event's page for this reader: hours, place, seats, and what they may do about them."""
    event, user, zone = page.event, request.user, zone_of(request.user)
    registration = queries.my_registration(user, event)
    return {
        "event": event,
        "when": when(event.starts_at, event.ends_at, event.time_zone, zone),
        "stops": [
            {"stop": stop, "when": when(stop.starts_at, stop.ends_at, stop.time_zone, zone)}
            for stop in event.stops.select_related("municipality__country")
        ],
        "hosts": list(event.hosts.listed()),
        "spoken": ", ".join(str(label) for code, label in spoken_languages() if code in event.languages),
        "tone": TONES.get(event.state, "good"),
        "has_link": event.mode != Mode.IN_PERSON,
        "online_url": event.online_url if can_see_online_link(user, event, registration) else "",
        "may_organise": can_organise(user, event),
        "room": room_opened(user, event.room_key),
        **seats_context(event, user, registration, now),
    }


def seats_context(event: Any, user: Any, registration: Any, now: datetime) -> dict[str, Any]:
    pool = event.seats
    if pool is None:
        return {"pool": None}
    pool.event = event
    closed = closed_because(pool, now)
    by_state = pool.registrations.counted_by_state()
    taken = sum(by_state.get(state, 0) for state in TAKES_SEAT)
    may_register = user.is_authenticated and not closed and not (registration and registration.is_active)
    waits = registration is not None and registration.state == RegistrationState.WAITLISTED
    return {
        "pool": pool,
        "taken": taken,
        "free": max(0, pool.capacity - taken),
        "waiting": by_state.get(RegistrationState.WAITLISTED, 0),
        "closed_because": closed,
        "registration": registration,
        "registration_tone": REGISTRATION_TONES.get(registration.state, "neutral") if registration else "",
        "place": queries.place_in_queue(registration) if waits else None,
        "can_cancel": bool(registration and registration.is_open and not event.has_begun(now)),
        "form": RegisterForm(person=user) if may_register else None,
        "refused_because": not_for_me(pool, user, now) if may_register else "",
    }


def not_for_me(pool: Any, user: Any, now: datetime) -> str:
    """Why none of what the person could choose would do; empty as soon as one would."""
    choices = [*user.organisations(), None]
    reasons = [refused_because(pool, user, organisation, now) for organisation in choices]
    return "" if "" in reasons else reasons[0]
