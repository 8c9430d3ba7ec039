"""The organisers' desk: who may sit there, and what they do."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from events.exports import harmless
from events.models import Event, EventPage, SeatPool
from network.core.models import AuditEntry
from tests.factories.events import EventFactory, RegistrationFactory, SeatPoolFactory, in_days, index_for

pytestmark = pytest.mark.django_db

PAGES = ["event-desk", "event-change", "event-move", "event-seats", "event-postpone", "event-cancel", "event-export",
         "event-check-in", "event-registrations"]  # fmt: skip
DECISIONS = ["attended", "absent", "select", "reject", "remove"]

PLAN = {
    "title": "Нова обука",
    "summary": "О чему је реч.",
    "body": "First.\n\nSecond <b>.",
    "starts_at": "2027-03-01T10:00",
    "ends_at": "2027-03-01T16:00",
    "time_zone": "Europe/Belgrade",
    "kind": "training",
    "visibility": "public",
    "mode": "in_person",
    "country": "RS",
    "is_published": "on",
}


@pytest.mark.parametrize("page", PAGES)
def test_desk_is_for_the_organisers_of_the_event(
    page: str,
    client_for: Any,
    stranger: Any,
    member: Any,
    editor: Any,
    coordinator: Any,
    coordinator_ba: Any,
    secretariat: Any,
) -> None:
    event = SeatPoolFactory().event
    url = reverse(page, args=[event.uuid])

    found = {
        "anonymous": Client().get(url).status_code,
        "stranger": client_for(stranger).get(url).status_code,
        "member": client_for(member).get(url).status_code,
        "editor": client_for(editor).get(url).status_code,
        "coordinator of another country": client_for(coordinator_ba).get(url).status_code,
        "without second factor": client_for(coordinator, second_factor=False).get(url).status_code,
        "coordinator": client_for(coordinator).get(url).status_code,
        "secretariat": client_for(secretariat).get(url).status_code,
    }

    assert found == {
        "anonymous": 302,
        "stranger": 404,
        "member": 404,
        "editor": 404,
        "coordinator of another country": 404,
        "without second factor": 302,
        "coordinator": 200,
        "secretariat": 200,
    }


@pytest.mark.parametrize("decision", DECISIONS)
def test_decisions_are_posts_of_the_organisers(
    decision: str, client_for: Any, stranger: Any, coordinator: Any, coordinator_ba: Any
) -> None:
    registration = RegistrationFactory(state="confirmed")
    url = reverse(f"registration-{decision}", args=[registration.uuid])

    assert Client().post(url).status_code == 302
    assert client_for(stranger).post(url).status_code == 404
    assert client_for(coordinator_ba).post(url).status_code == 404
    assert client_for(coordinator_ba).get(url).status_code == 405
    registration.refresh_from_db()
    assert registration.state == "confirmed"
    assert client_for(coordinator).post(url).status_code == 302


def test_coordinator_who_registered_cannot_decide_for_another_countrys_event(
    client_for: Any, coordinator_ba: Any
) -> None:
    registration = RegistrationFactory(person=coordinator_ba, state="pending_review")

    response = client_for(coordinator_ba).post(reverse("registration-select", args=[registration.uuid]))

    assert response.status_code == 403


def test_planning_makes_event_and_page_and_leads_to_the_seats(
    client_for: Any, coordinator: Any, client: Client
) -> None:
    index_for("sr")
    browser = client_for(coordinator)

    response = browser.post("/sr/desk/events/new/", PLAN)

    event = Event.objects.get()
    assert response["Location"] == f"/sr/desk/events/{event.uuid}/seats/"
    assert (event.name, event.country_id, event.starts_local.hour, event.created_by) == (
        "Нова обука",
        "RS",
        10,
        coordinator,
    )
    page = EventPage.objects.get()
    assert (page.slug, page.live, page.language) == ("nova-obuka", True, "sr")
    assert page.body == "<p>First.</p>\n\n<p>Second &lt;b&gt;.</p>"
    assert client.get("/sr/events/nova-obuka/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "required"),
        ({"ends_at": "2027-03-01T09:00"}, "later than the beginning"),
        ({"starts_at": "2027-03-28T02:30"}, "clocks go forward"),
        ({"country": "BA"}, "valid choice"),
        ({"municipality": "sarajevo"}, "another country"),
        ({"mode": "online"}, "needs a link"),
        ({"online_url": "javascript:alert(1)"}, "valid URL"),
        ({"time_zone": "Mars/Olympus"}, "valid choice"),
    ],
)
def test_bad_plan_says_what_is_wrong_and_keeps_what_was_typed(
    changes: dict[str, str], sentence: str, client_for: Any, coordinator: Any
) -> None:
    from network.core.models import Municipality

    index_for("en")
    data = PLAN | changes
    if "municipality" in data:
        data["municipality"] = Municipality.objects.get(slug=data["municipality"]).pk

    response = client_for(coordinator).post("/en/desk/events/new/", data)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert "О чему је реч." in response.content.decode()
    assert not Event.objects.exists()


@pytest.mark.parametrize("is_known", [True, False])
def test_planning_without_a_calendar_in_that_language_says_so(
    client_for: Any, coordinator: Any, is_known: bool
) -> None:
    """Also where Wagtail has never heard of the language, as on a new site."""
    if not is_known:
        Locale.objects.exclude(language_code="en").delete()

    response = client_for(coordinator).post("/mk/desk/events/new/", PLAN)

    assert "На овој јазик сè уште нема календар" in response.content.decode()
    assert not Event.objects.exists()


def test_seats_are_opened_by_the_clock_of_the_event(client_for: Any, coordinator: Any) -> None:
    event = EventFactory()
    data = {
        "capacity": "25",
        "admission": "members",
        "selection": "first_come",
        "opens_at": "2026-12-01T09:00",
        "closes_at": "2026-12-10T18:00",
        "has_waitlist": "on",
        "offer_hours": "24",
        "countries": ["RS", "BA"],
    }

    response = client_for(coordinator).post(reverse("event-seats", args=[event.uuid]), data)

    assert response.status_code == 302
    pool = SeatPool.objects.get()
    assert (pool.capacity, pool.admission, pool.has_waitlist, pool.offer_hours) == (25, "members", True, 24)
    assert pool.closes_at.astimezone(event.zone).isoformat() == "2026-12-10T18:00:00+01:00"
    assert {country.pk for country in pool.countries.all()} == {"RS", "BA"}


NONSENSE = [
    ("capacity", "0"),
    ("capacity", "-5"),
    ("capacity", "999999999999"),
    ("offer_hours", "0"),
    ("closes_at", "2020-01-01T00:00"),
    ("places_per_organisation", "0"),
    ("countries", "XX"),
    ("opens_at", "tomorrow"),
]


@pytest.mark.parametrize(("field", "value"), NONSENSE)
def test_nonsense_seats_are_refused(field: str, value: str, client_for: Any, coordinator: Any) -> None:
    event = EventFactory()
    data = {"capacity": "5", "admission": "anyone", "selection": "first_come", "opens_at": "2026-12-01T09:00",
            "closes_at": "2026-12-10T18:00", "offer_hours": "24", field: value}  # fmt: skip

    response = client_for(coordinator).post(reverse("event-seats", args=[event.uuid]), data)

    assert response.status_code == 200
    assert b"Please check these entries" in response.content
    assert not SeatPool.objects.exists()


def test_cancelling_needs_a_reason_and_happens_once(client_for: Any, coordinator: Any) -> None:
    event = RegistrationFactory().event
    url = reverse("event-cancel", args=[event.uuid])
    browser = client_for(coordinator)

    assert browser.post(url, {"reason": ""}).status_code == 200
    assert browser.post(url, {"reason": "Rain"}).status_code == 302
    again = browser.post(url, {"reason": "Rain"})

    assert again.status_code == 200
    assert "cannot become" in again.content.decode()
    event.refresh_from_db()
    assert (event.state, event.sequence) == ("cancelled", 1)


def test_text_in_another_language_shares_the_address(client_for: Any, coordinator: Any) -> None:
    event = EventFactory(name="Academy")
    index_for("sr")
    data = {"title": "Академија", "summary": "О чему је реч.", "body": "", "is_published": "on"}

    response = client_for(coordinator).post(reverse("event-text", args=[event.uuid, "sr"]), data)

    assert response.status_code == 302
    english, serbian = EventPage.objects.order_by("id")
    assert (serbian.slug, serbian.translation_key, serbian.live) == (english.slug, english.translation_key, True)


@pytest.mark.parametrize("language", ["xx", "sr-latn", "%00", "EN"])
def test_text_in_an_unknown_language_is_the_english_one(language: str, client_for: Any, coordinator: Any) -> None:
    event = EventFactory()

    response = client_for(coordinator).get(f"/en/desk/events/{event.uuid}/text/{language}/")

    assert response.status_code == 200
    assert b"Text in English" in response.content


def test_export_is_complete_and_harmless_in_a_spreadsheet(client_for: Any, coordinator: Any, member: Any) -> None:
    pool = SeatPoolFactory()
    member.full_name = "=HYPERLINK(1)"
    member.save()
    RegistrationFactory(pool=pool, person=member, organisation_name="Ђачки центар, Ниш", needs="-2+3")

    response = client_for(coordinator).get(reverse("event-export", args=[pool.event.uuid]))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    head, row = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert dict(zip(head, row, strict=True)) | {"Registered": ""} == {
        "Name": "'=HYPERLINK(1)",
        "E-mail": "member@example.org",
        "Organisation": "Ђачки центар, Ниш",
        "Country": "",
        "State": "Confirmed",
        "Registered": "",
        "Checked in": "",
        "Needs": "'-2+3",
    }
    assert AuditEntry.objects.filter(verb="registrations.exported").count() == 1


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("Ana", "Ana"),
        (None, ""),
        (3, "3"),
    ],
)
def test_harmless_disarms_formulas(cell: Any, written: str) -> None:
    assert harmless(cell) == written


def test_check_in_finds_people_in_any_script_and_marks_them(client_for: Any, coordinator: Any) -> None:
    pool = SeatPoolFactory(event__starts_at=in_days(-0.01), opens_at=in_days(-2))
    here = RegistrationFactory(pool=pool, person__full_name="Ђорђе Пример")
    RegistrationFactory(pool=pool, person__full_name="Ana Primer")
    RegistrationFactory(pool=pool, person__full_name="Ђура Чека", state="waitlisted")
    browser, url = client_for(coordinator), reverse("event-check-in", args=[pool.event.uuid])

    found = browser.get(url, {"q": "djordje"}).context_data["people"]
    assert [registration.person_name for registration in found] == ["Ђорђе Пример"]

    response = browser.post(reverse("registration-attended", args=[here.uuid]), {"next": url})
    assert response["Location"] == url
    here.refresh_from_db()
    assert here.state == "attended"


def test_next_never_leads_to_another_site(client_for: Any, coordinator: Any) -> None:
    registration = RegistrationFactory()

    response = client_for(coordinator).post(
        reverse("registration-remove", args=[registration.uuid]), {"next": "https://evil.example/"}
    )

    assert response["Location"] == reverse("event-desk", args=[registration.event.uuid])


@pytest.mark.parametrize("how_many", [1, 3])
def test_desk_list_costs_the_same_for_one_and_three(
    how_many: int, client_for: Any, secretariat: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(how_many):
        RegistrationFactory()
    browser = client_for(secretariat)

    with django_assert_num_queries(7):
        browser.get("/en/desk/events/")


@pytest.mark.parametrize("how_many", [1, 3])
def test_desk_of_an_event_costs_the_same_for_one_and_three(
    how_many: int, client_for: Any, secretariat: Any, organisation: Any, django_assert_num_queries: Any
) -> None:
    pool = SeatPoolFactory()
    for _ in range(how_many):
        RegistrationFactory(pool=pool, organisation=organisation, organisation_name="Primer centar", country_id="RS")
    browser = client_for(secretariat)

    with django_assert_num_queries(13):
        browser.get(reverse("event-desk", args=[pool.event.uuid]))
