"""The calendar, the page of an event and what people do there; hostile input included."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events import actions
from events.models import Event, Registration
from messaging.models import Room
from tests.factories.events import EventFactory, RegistrationFactory, SeatPoolFactory, in_days, index_for, page_for

pytestmark = pytest.mark.django_db


def url_of(event: Event, language: str = "en") -> str:
    return f"/{language}/events/{event.pages.first().slug}/"


def register_url(event: Event) -> str:
    return reverse("event-register", args=[event.uuid])


def test_list_shows_what_is_coming_and_what_was(client: Client) -> None:
    EventFactory(name="Next academy")
    EventFactory(name="Last academy", starts_at=in_days(-30), state="done")
    EventFactory(name="Members only", visibility="members")
    EventFactory(name="Unpublished", page=False)
    index_for("en")

    ahead = client.get("/en/events/").content.decode()
    past = client.get("/en/events/?when=past").content.decode()
    everything = client.get("/en/events/?when=all").content.decode()

    assert ("Next academy" in ahead, "Last academy" in ahead) == (True, False)
    assert ("Next academy" in past, "Last academy" in past) == (False, True)
    assert ("Next academy" in everything, "Last academy" in everything) == (True, True)
    for html in (ahead, past, everything):
        assert "Members only" not in html
        assert "Unpublished" not in html


def test_list_narrows_by_country_and_kind_with_counts(client: Client) -> None:
    EventFactory(name="Serbian hearing", kind="hearing")
    EventFactory(name="Bosnian academy", kind="academy", country_code="BA")
    EventFactory(name="Regional academy", kind="academy", country_code=None)
    EventFactory(name="Hidden Serbian academy", kind="academy", visibility="staff")

    context = client.get("/en/events/?kind=academy").context_data

    assert [item["page"].title for item in context["items"]] == ["Bosnian academy", "Regional academy"]
    countries, kinds = ({v["label"]: v["count"] for v in facet["values"]} for facet in context["facets"])
    assert countries == {"Bosnia and Herzegovina": 1, "The whole region": 1}
    assert {str(label): count for label, count in kinds.items()} == {"Social academy": 2, "Public hearing": 1}
    regional = client.get("/en/events/?country=region").context_data
    assert [item["page"].title for item in regional["items"]] == ["Regional academy"]


def test_month_shows_an_event_on_each_of_its_days(client: Client) -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Europe/Belgrade")
    EventFactory(
        name="Long one",
        starts_at=datetime(2027, 1, 30, 10, tzinfo=zone),
        ends_at=datetime(2027, 2, 2, 0, 0, tzinfo=zone),
    )

    def days(month: str) -> list[str]:
        weeks = client.get(f"/en/events/?view=month&month={month}").context_data["weeks"]
        return [str(day.on) for week in weeks for day in week if day.pages and day.is_in_month]

    assert days("2027-01") == ["2027-01-30", "2027-01-31"]
    assert days("2027-02") == ["2027-02-01"]
    assert days("2027-03") == []


GARBAGE = [
    "view=month&month=2026-13",
    "view=month&month=9999-99",
    "view=month&month=0000-00",
    "view=month&month=2100-12",
    "view=month&month=2000-01",
    "view=month&month=%00",
    "view=<script>",
    "country=XX",
    "country='%20OR%201=1",
    "country=%00",
    "kind=nonsense",
    "when=yesterday",
    "page=-1",
    "page=99999999999999999999",
    "page=abc",
    "country=RS&country=BA&kind=&when=",
    "month[]=1&view=month",
    "x=" + "y" * 5000,
]


@pytest.mark.parametrize("query", GARBAGE)
def test_garbage_in_the_address_gives_a_clean_page(client: Client, query: str) -> None:
    EventFactory()

    response = client.get(f"/en/events/?{query}")

    assert response.status_code == 200
    assert b"<script>" not in response.content.split(b"</head>")[1]


def test_month_out_of_range_shows_this_month_and_says_so(client: Client) -> None:
    index_for("en")

    assert b"We do not know that month" in client.get("/en/events/?view=month&month=2026-13").content
    assert b"We do not know that month" not in client.get("/en/events/?view=month").content


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_costs_the_same_for_one_and_three(client: Client, how_many: int, django_assert_num_queries: Any) -> None:
    for _ in range(how_many):
        SeatPoolFactory()
    client.get("/en/events/")  # site and locales are remembered

    with django_assert_num_queries(7):
        client.get("/en/events/")


@pytest.mark.parametrize("how_many", [1, 3])
def test_event_page_costs_the_same_for_one_and_three(
    client: Client, how_many: int, django_assert_num_queries: Any
) -> None:
    pool = SeatPoolFactory()
    for _ in range(how_many):
        RegistrationFactory(pool=pool)
    url = url_of(pool.event)
    client.get(url)

    with django_assert_num_queries(8):
        client.get(url)


@pytest.mark.parametrize("how_many", [1, 3])
def test_my_events_cost_the_same_for_one_and_three(
    client_for: Any, member: Any, how_many: int, django_assert_num_queries: Any
) -> None:
    for _ in range(how_many):
        RegistrationFactory(person=member)
    browser = client_for(member)

    with django_assert_num_queries(8):
        browser.get("/en/events/mine/")


def test_page_is_shown_in_the_nearest_language_with_a_label(client: Client) -> None:
    event = EventFactory(name="Academy")
    page_for(event, "sr", title="Академија")

    assert "Академија" in client.get(url_of(event, "sr")).content.decode()
    assert "Akademija" in client.get(url_of(event, "sr-latn")).content.decode()
    assert 'lang="sr">Академија</a>' in client.get("/mk/events/").content.decode()


@pytest.mark.parametrize(
    ("visibility", "anonymous", "member_sees", "coordinator_sees"),
    [("public", 200, 200, 200), ("members", 404, 200, 200), ("staff", 404, 404, 200)],
)
def test_page_is_shown_to_those_who_may_know(
    visibility: str,
    anonymous: int,
    member_sees: int,
    coordinator_sees: int,
    client_for: Any,
    member: Any,
    coordinator: Any,
) -> None:
    event = EventFactory(visibility=visibility)
    browsers = [Client(), client_for(member), client_for(coordinator)]

    for address in (url_of(event), event.get_absolute_url(), reverse("event-ics", args=[event.uuid])):
        assert [b.get(address, follow=True).status_code for b in browsers] == [anonymous, member_sees, coordinator_sees]


def test_online_link_shows_after_confirmation_only(client_for: Any, member: Any) -> None:
    pool = SeatPoolFactory(event__mode="online", event__online_url="https://meet.example.org/secret")
    browser = client_for(member)

    assert b"meet.example.org" not in Client().get(url_of(pool.event)).content
    assert b"meet.example.org" not in browser.get(url_of(pool.event)).content
    browser.post(register_url(pool.event))
    assert b"https://meet.example.org/secret" in browser.get(url_of(pool.event)).content


def test_registering_on_the_page_confirms_and_comes_back(client_for: Any, member: Any, organisation: Any) -> None:
    pool = SeatPoolFactory()
    browser = client_for(member)

    for _click in range(2):
        response = browser.post(
            register_url(pool.event), {"organisation": organisation.pk, "needs": "A ramp"}, follow=True
        )
        assert response.status_code == 200
        assert response.redirect_chain[-1][0] == url_of(pool.event)
        assert b"Your seat is confirmed" in response.content

    registration = Registration.objects.get()
    assert (registration.person, registration.organisation, registration.needs) == (member, organisation, "A ramp")


def test_forged_registration_of_a_closed_event_is_refused_and_loses_nothing(client_for: Any, member: Any) -> None:
    pool = SeatPoolFactory(opens_at=in_days(-3), closes_at=in_days(-1))

    response = client_for(member).post(register_url(pool.event), {"needs": "A ramp"})

    assert response.status_code == 422
    assert b"Registration closed on" in response.content
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    "data", [{"organisation": "999999"}, {"organisation": "x"}, {"needs": "y" * 501}, {"organisation": "-1"}]
)
def test_forged_form_is_shown_again_with_what_is_wrong(client_for: Any, member: Any, data: dict[str, str]) -> None:
    pool = SeatPoolFactory()

    response = client_for(member).post(register_url(pool.event), data)

    assert response.status_code == 422
    assert b"Please check these entries" in response.content
    assert data.get("needs", "") in response.content.decode()
    assert not Registration.objects.exists()


def test_registering_for_an_organisation_of_others_is_refused(
    client_for: Any, stranger: Any, organisation: Any
) -> None:
    response = client_for(stranger).post(register_url(SeatPoolFactory().event), {"organisation": organisation.pk})

    assert response.status_code == 422
    assert not Registration.objects.exists()


def test_registering_needs_an_account_a_post_and_an_event_one_may_see(client_for: Any, member: Any) -> None:
    public, staff, without = SeatPoolFactory().event, SeatPoolFactory(event__visibility="staff").event, EventFactory()

    anonymous = Client().post(register_url(public))
    assert (anonymous.status_code, anonymous["Location"].startswith("/en/account/login/")) == (302, True)
    assert client_for(member).get(register_url(public)).status_code == 405
    assert client_for(member).post(register_url(staff)).status_code == 404
    assert client_for(member).post(register_url(without)).status_code == 404


def test_offer_is_accepted_declined_and_cancelled_by_its_person_only(
    client_for: Any, member: Any, stranger: Any, coordinator: Any
) -> None:
    registration = RegistrationFactory(person=member, state="offered")
    urls = {name: reverse(f"registration-{name}", args=[registration.uuid]) for name in ("accept", "decline", "cancel")}

    for url in urls.values():
        assert Client().post(url).status_code == 302
        assert client_for(stranger).post(url).status_code == 404
        assert client_for(coordinator).post(url).status_code == 403
        assert client_for(member).get(url).status_code == 405
    registration.refresh_from_db()
    assert registration.state == "offered"

    browser = client_for(member)
    assert b"Your seat is confirmed" in browser.post(urls["accept"], follow=True).content
    assert "cannot become" in browser.post(urls["decline"], follow=True).content.decode()
    assert b"Your registration is cancelled" in browser.post(urls["cancel"], follow=True).content
    registration.refresh_from_db()
    assert registration.state == "cancelled"


def test_page_explains_the_place_in_the_queue(client_for: Any, member: Any) -> None:
    pool = SeatPoolFactory(capacity=1)
    RegistrationFactory(pool=pool)
    RegistrationFactory(pool=pool, state="waitlisted")
    actions.register(pool, by=member)

    html = client_for(member).get(url_of(pool.event)).content.decode()

    assert "You are number <strong>2</strong> of 2 on the waiting list." in html
    assert "you have 48 hours to accept it" in html


def test_what_people_typed_is_never_markup(client: Client, client_for: Any, coordinator: Any, member: Any) -> None:
    evil = "<script>alert(1)</script>"
    event = SeatPoolFactory(event__name=evil, event__venue=evil).event
    RegistrationFactory(pool=event.pool, person=member, needs=evil, organisation_name=evil)

    for html in (
        client.get("/en/events/").content,
        client.get(url_of(event)).content,
        client_for(coordinator).get(reverse("event-desk", args=[event.uuid])).content,
        client_for(member).get("/en/events/mine/").content,
    ):
        assert evil.encode() not in html
        assert b"&lt;script&gt;alert(1)" in html


def test_room_of_those_who_take_part_is_linked_for_them_only(
    client_for: Any, member: Any, stranger: Any, django_capture_on_commit_callbacks: Any
) -> None:
    pool = SeatPoolFactory()
    with django_capture_on_commit_callbacks(execute=True):
        client_for(member).post(register_url(pool.event))
    address = Room.objects.get(kind="event").get_absolute_url()

    pages = [browser.get(url_of(pool.event)).content.decode() for browser in (client_for(member), client_for(stranger))]

    assert [address in page for page in pages] == [True, False]
