"""The calendar of the demo network: what took place, what is coming, one event nearly full, one with a queue."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from events.actions.certificates import snapshot
from events.actions.rooms import keep_room_of
from events.codes import new_code
from events.models import Certificate, Event, EventPage, EventsIndexPage, Registration, SeatPool, Stop
from events.states import EventState
from network.core.models import Municipality
from network.site.demo.world import World

from .words import EVENTS, INDEX

LANGUAGES = ("en", "sr")


def fill(world: World) -> None:
    """Idempotent: what is there stays, with the day it was given first."""
    for language in LANGUAGES:
        add_index(world, language)
    for told in EVENTS:
        if not EventPage.objects.filter(slug=told["slug"]).exists():
            add_event(world, told)


def add_index(world: World, language: str) -> None:
    if EventsIndexPage.objects.filter(locale__language_code=language).exists():
        return
    title, introduction = INDEX[language]
    page = EventsIndexPage(title=title, slug="events", introduction=introduction, locale=world.locale(language))
    first = EventsIndexPage.objects.first()
    if first is not None:
        page.translation_key = first.translation_key
    world.home(language).add_child(instance=page)
    page.save_revision().publish()


def add_event(world: World, told: dict[str, Any]) -> None:
    zone = ZoneInfo(told.get("zone", "Europe/Belgrade"))
    first_day = working_day(timezone.localdate() + timedelta(days=told["in_days"]))
    starts = datetime.combine(first_day, time.fromisoformat(told["from"]), zone)
    ends = datetime.combine(
        first_day + timedelta(days=told.get("days", 1) - 1), time.fromisoformat(told["until"]), zone
    )
    event = Event.objects.create(
        name=told["en"][0],
        kind=told["kind"],
        state=told.get("state") or (EventState.DONE if ends < timezone.now() else EventState.SCHEDULED),
        visibility=told.get("visibility", "public"),
        starts_at=starts,
        ends_at=ends,
        time_zone=zone.key,
        mode=told.get("mode", "in_person"),
        country=world.countries.get(told.get("country", "")),
        municipality=Municipality.objects.filter(slug=told.get("municipality", "")).first(),
        venue=told.get("venue", ""),
        online_url=told.get("online_url", ""),
        languages=told.get("languages", ["en"]),
        accreditation_number=told.get("accreditation", ""),
        sequence=1 if told.get("state") else 0,
        created_by=world.users.get("secretariat"),
    )
    listed = [organisation for organisation in world.organisations.values() if organisation.is_listed]
    at_home = [o for o in listed if event.country_id and o.country_id == event.country_id]
    event.hosts.set((at_home or listed)[: told.get("hosts", 1)])
    add_stops(event, told)
    for language in LANGUAGES:
        add_page(event, told, language)
    if "seats" in told:
        add_seats(world, event, told["seats"])


def working_day(day: date) -> date:
    """The day itself or the Tuesday after a weekend: nobody meets on Sundays here."""
    return day + timedelta(days=(1 - day.weekday()) % 7) if day.weekday() >= 5 else day


def add_stops(event: Event, told: dict[str, Any]) -> None:
    for slug, day, place in told.get("stops", []):
        municipality = Municipality.objects.filter(slug=slug).select_related("country").first()
        if municipality is None:
            continue
        starts = event.starts_local + timedelta(days=day)
        Stop.objects.create(
            event=event,
            municipality=municipality,
            place=place,
            starts_at=starts,
            ends_at=starts + timedelta(hours=8),
            time_zone=municipality.country.time_zone,
        )


def add_page(event: Event, told: dict[str, Any], language: str) -> None:
    title, summary, body = told[language]
    page = EventPage(
        event=event,
        title=title,
        slug=told["slug"],
        summary=summary,
        body="".join(f"<p>{paragraph}</p>" for paragraph in body),
        agenda=[("session", session(event, row, language)) for row in told.get("agenda", [])],
        locale=EventsIndexPage.objects.get(locale__language_code=language).locale,
    )
    sibling = EventPage.objects.filter(event=event).first()
    if sibling is not None:
        page.translation_key = sibling.translation_key
    EventsIndexPage.objects.get(locale__language_code=language).add_child(instance=page)
    page.save_revision().publish()


def session(event: Event, row: tuple[Any, ...], language: str) -> dict[str, Any]:
    day, starts, ends, minutes, speakers, titles = row
    return {
        "day": event.starts_local.date() + timedelta(days=day - 1),
        "starts": time.fromisoformat(starts),
        "ends": time.fromisoformat(ends),
        "title": titles[LANGUAGES.index(language)],
        "speakers": speakers,
        "room": "",
        "text": "",
        "minutes": minutes,
    }


def add_seats(world: World, event: Event, told: dict[str, Any]) -> None:
    """Seats with people of the demo network on them; `free` says how many remain, `waiting` who is in the queue."""
    waiting = [world.users[key] for key in told.get("waiting", ()) if key in world.users]
    going = [person for person in participants(world) if person not in waiting][: told.get("going", 0)]
    pool = SeatPool.objects.create(
        event=event,
        capacity=len(going) + told["free"] or 1,
        admission=told.get("admission", "anyone"),
        places_per_organisation=told.get("per_organisation"),
        selection=told.get("selection", "first_come"),
        opens_at=event.starts_at - timedelta(days=90),
        closes_at=event.starts_at - timedelta(days=told.get("closes_days_before", 3)),
    )
    is_over = event.ends_at < timezone.now()
    begun = min(timezone.now(), event.starts_at) - timedelta(days=20)
    for place, person in enumerate([*going, *waiting]):
        at = begun + timedelta(hours=7 * place)
        state = "waitlisted" if person in waiting else state_of(event, place, is_over)
        add_registration(pool, person, state, at)
    if event.state == EventState.SCHEDULED and event.visibility != "staff":
        keep_room_of(event)  # as the first confirmed seat would have done


def participants(world: World) -> list[Any]:
    """The people of the demo network who come to events: those of organisations first, each once."""
    kinds = ("member", "representative", "official", "journalist", "coordinator", "assessor")
    named = [person for kind in kinds for key, person in sorted(world.users.items()) if key.startswith(kind)]
    return list(dict.fromkeys(named))


def state_of(event: Event, place: int, is_over: bool) -> str:
    if event.state == EventState.CANCELLED:
        return "cancelled"
    if is_over:
        return "no_show" if place % 6 == 5 else "attended"
    return "confirmed"


def add_registration(pool: SeatPool, person: Any, state: str, at: datetime) -> None:
    organisation = person.organisations().first()
    registration = Registration.objects.create(
        pool=pool,
        person=person,
        state=state,
        organisation=organisation,
        organisation_name=organisation.name if organisation else "",
        country_id=organisation.country_id if organisation else None,
        registered_at=at,
        queued_at=at if state == "waitlisted" else None,
        confirmed_at=None if state == "waitlisted" else at,
        attended_at=pool.event.starts_at if state == "attended" else None,
        ended_at=timezone.now() if state == "cancelled" else None,
        ended_by="event" if state == "cancelled" else "",
    )
    if state == "attended" and pool.event.accreditation_number:
        Certificate.objects.create(code=new_code(), registration=registration, **snapshot(registration))
