"""Feeds and files for calendar programs, read back with icalendar."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from events import actions
from events.models import CalendarFeed, Event
from tests.factories.events import EventFactory, RegistrationFactory, SeatPoolFactory, page_for

pytestmark = pytest.mark.django_db

CET = ZoneInfo("Europe/Belgrade")


def entries(client: Client, url: str) -> dict[str, Any]:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    return {str(entry["SUMMARY"]): entry for entry in calendar.walk("VEVENT")}


def test_feed_holds_public_events_with_their_facts(client: Client) -> None:
    event = EventFactory(
        name="Social academy",
        starts_at=datetime(2027, 7, 1, 10, 0, tzinfo=CET),
        online_url="https://meet.example.org/secret",
    )
    EventFactory(name="For members", visibility="members")
    EventFactory(name="Not yet", page=False)

    found = entries(client, "/en/events/calendar.ics")

    assert set(found) == {"Social academy"}
    entry = found["Social academy"]
    assert str(entry["UID"]) == f"{event.uuid}@iris-network"
    assert (int(entry["SEQUENCE"]), str(entry["STATUS"])) == (0, "CONFIRMED")
    assert entry["DTSTART"].dt == event.starts_at
    assert entry["DTSTART"].params["TZID"] == "Europe/Belgrade"
    assert str(entry["LOCATION"]) == "Primer hall 1, Serbia"
    assert b"meet.example.org" not in client.get("/en/events/calendar.ics").content


def test_wall_time_survives_the_change_of_clocks(client: Client) -> None:
    """An event across the autumn night: a calendar program that knows our VTIMEZONE shows noon on both days."""
    event = EventFactory(
        name="Night",
        starts_at=datetime(2027, 10, 30, 12, 0, tzinfo=CET),
        ends_at=datetime(2027, 10, 31, 12, 0, tzinfo=CET),
    )

    response = client.get(f"/en/events/{event.uuid}.ics")

    text = response.content.decode()
    assert "DTSTART;TZID=Europe/Belgrade:20271030T120000" in text
    assert "DTEND;TZID=Europe/Belgrade:20271031T120000" in text
    assert "BEGIN:VTIMEZONE" in text
    entry = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert (entry["DTEND"].dt - entry["DTSTART"].dt.astimezone(ZoneInfo("UTC"))).total_seconds() / 3600 == 25


def test_feed_of_a_country_holds_only_its_events(client: Client) -> None:
    EventFactory(name="Serbian")
    EventFactory(name="Bosnian", country_code="BA")
    EventFactory(name="Regional", country_code=None)

    assert set(entries(client, "/en/events/calendar.ics?country=RS")) == {"Serbian"}
    assert set(entries(client, "/en/events/calendar.ics?country=ba")) == {"Bosnian"}
    assert set(entries(client, "/en/events/calendar.ics")) == {"Serbian", "Bosnian", "Regional"}


@pytest.mark.parametrize("country", ["XX", "RSX", "%00", "'", "R"])
def test_feed_of_an_unknown_country_does_not_exist(client: Client, country: str) -> None:
    assert client.get(f"/en/events/calendar.ics?country={country}").status_code == 404


def test_change_and_cancellation_raise_the_sequence_and_keep_the_uid(client: Client, coordinator: Any) -> None:
    event = EventFactory(name="Hearing")
    before = entries(client, "/en/events/calendar.ics")["Hearing"]

    actions.change_event(event, facts={"venue": "Elsewhere"}, hosts=[], by=coordinator)
    actions.cancel_event(event, by=coordinator, reason="Rain")
    after = entries(client, "/en/events/calendar.ics")["Cancelled: Hearing"]

    assert before["UID"] == after["UID"]
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 2)
    assert str(after["STATUS"]) == "CANCELLED"


def test_postponed_event_is_tentative(client: Client, coordinator: Any) -> None:
    actions.postpone_event(EventFactory(name="Hearing"), by=coordinator, reason="Snow")

    assert str(entries(client, "/en/events/calendar.ics")["Postponed: Hearing"]["STATUS"]) == "TENTATIVE"


def test_feed_speaks_the_language_and_script_of_its_address(client: Client) -> None:
    event = EventFactory(name="Academy")
    page_for(event, "sr", title="Академија у Београду")
    EventFactory(name="Only in English")

    assert set(entries(client, "/sr/events/calendar.ics")) == {"Академија у Београду", "Only in English"}
    assert set(entries(client, "/sr-latn/events/calendar.ics")) == {"Akademija u Beogradu", "Only in English"}
    assert set(entries(client, "/en/events/calendar.ics")) == {"Academy", "Only in English"}


def test_own_feed_holds_confirmed_seats_only(client: Client, member: Any) -> None:
    for state in (
        "confirmed",
        "attended",
        "waitlisted",
        "offered",
        "accepted",
        "pending_review",
        "cancelled",
        "declined",
    ):
        RegistrationFactory(
            person=member,
            state=state,
            pool__event__name=state,
            pool__event__online_url=f"https://meet.example.org/{state}",
        )
    RegistrationFactory(pool__event__name="somebody else’s")
    feed = actions.calendar_feed_of(member)

    found = entries(client, f"/en/events/mine/{feed.token}.ics")

    assert set(found) == {"confirmed", "attended"}
    assert str(found["confirmed"]["CONFERENCE"]) == "https://meet.example.org/confirmed"


def test_own_feed_says_that_the_event_was_cancelled(client: Client, member: Any, coordinator: Any) -> None:
    going = RegistrationFactory(person=member, pool__event__name="Academy")
    waiting = RegistrationFactory(person=member, state="waitlisted", pool__event__name="Training")
    feed = actions.calendar_feed_of(member)

    for registration in (going, waiting):
        actions.cancel_event(registration.event, by=coordinator, reason="Rain")

    found = entries(client, f"/en/events/mine/{feed.token}.ics")
    assert {name: str(entry["STATUS"]) for name, entry in found.items()} == {"Cancelled: Academy": "CANCELLED"}


def test_own_feed_is_revoked_at_once(client: Client, client_for: Any, member: Any) -> None:
    feed = actions.calendar_feed_of(member)
    old = f"/en/events/mine/{feed.token}.ics"
    browser = client_for(member)
    assert client.get(old).status_code == 200

    browser.post("/en/events/mine/calendar/renew/")
    new = f"/en/events/mine/{CalendarFeed.objects.get().token}.ics"
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)

    browser.post("/en/events/mine/calendar/revoke/")
    assert client.get(new).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 32, "0" * 32 + "-" + "0" * 40, "-", "%F0%9F%92%A9-1", "a" * 5000])
def test_forged_token_opens_nothing(client: Client, member: Any, token: str) -> None:
    actions.calendar_feed_of(member)

    assert client.get(f"/en/events/mine/{token}.ics").status_code == 404


def test_right_key_with_a_wrong_proof_opens_nothing(client: Client, member: Any) -> None:
    feed = actions.calendar_feed_of(member)

    assert client.get(f"/en/events/mine/{feed.key.hex}-{'0' * 40}.ics").status_code == 404


def test_file_of_one_event_follows_its_visibility(client: Client, client_for: Any, member: Any) -> None:
    event = SeatPoolFactory(event__visibility="members", event__online_url="https://meet.example.org/x").event
    url = f"/en/events/{event.uuid}.ics"

    assert client.get(url).status_code == 404
    assert b"meet.example.org" not in client_for(member).get(url).content
    RegistrationFactory(pool=event.pool, person=member)
    assert b"https://meet.example.org/x" in client_for(member).get(url).content.replace(b"\r\n ", b"")


@pytest.mark.parametrize("how_many", [1, 3])
def test_feed_costs_the_same_for_one_and_three(client: Client, how_many: int, django_assert_num_queries: Any) -> None:
    for _ in range(how_many):
        EventFactory()
    assert Event.objects.count() == how_many

    with django_assert_num_queries(2):
        client.get("/en/events/calendar.ics")
