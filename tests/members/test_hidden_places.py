"""A hidden location leaks nowhere: one is planted, and everything public is searched for it."""

import json
import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Revision

from members import actions
from members.models import Organisation, ServiceType
from network.core.models import Country, Municipality, SearchEntry
from network.core.text import fold_words
from tests.factories.members import OrganisationFactory, UserFactory
from tests.factories.site import plant_homes

pytestmark = pytest.mark.django_db

STREET = "Xylophone lane 7"
TOWN = "Kvrzgrad"
CYRILLIC = "Кврзград"
POINT = ("43.1234", "21.9876")
EXACT = ("43.12777", "21.98111")
LANGUAGES = ("en", "sr", "sr-latn", "bs", "cnr", "mk", "sq")
TRACES = [STREET, fold_words(STREET), TOWN, CYRILLIC, fold_words(TOWN), *POINT, *EXACT, "kvrzgrad-slug"]


@pytest.fixture
def town():
    return Municipality.objects.create(
        slug="kvrzgrad-slug",
        country=Country.objects.get(pk="RS"),
        names={"en": TOWN, "sr": CYRILLIC},
        latitude=POINT[0],
        longitude=POINT[1],
        population_rank=9999,  # nobody else's town
    )


def plant(precision, town, name="Shelter Beacon"):
    body = OrganisationFactory(
        name=name,
        municipality=town,
        address=STREET,
        latitude=EXACT[0],
        longitude=EXACT[1],
        precision=precision,
        kind="service_provider",
        summaries={"en": "Safe."},
    )
    body.services.add(ServiceType.objects.get(slug="shelter"))
    actions.add_membership(body, by=None)
    actions.save_profile(body, by=None, consents_to_listing=True)
    return Organisation.objects.get(pk=body.pk)


@pytest.fixture(params=["hidden", "country"])
def shelter(request, town, django_capture_on_commit_callbacks):
    plant_homes()
    with django_capture_on_commit_callbacks(execute=True):
        OrganisationFactory(name="Open House")
        return plant(request.param, town)


@pytest.fixture
def shelters(town, django_capture_on_commit_callbacks):
    """One of each precision in one world: whatever is said of a place there, one of them says it."""
    plant_homes()
    with django_capture_on_commit_callbacks(execute=True):
        OrganisationFactory(name="Open House")
        return [plant("hidden", town), plant("country", town, name="Shelter Lantern")]


def public_addresses():
    """Every address that anybody may call and that needs no argument."""

    def walk(patterns, prefix):
        for pattern in patterns:
            address = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, address)
            elif isinstance(pattern, URLPattern):
                door = getattr(pattern.callback, "door", None)
                if door is not None and door.kind in ("public", "machine") and not re.search(r"[<(\[^$]", address):
                    yield address

    return sorted({address.replace("/en/", "/{language}/") for address in walk(get_resolver().url_patterns, "/")})


def body_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


def traces_in(text):
    lowered = text.lower()
    return [trace for trace in TRACES if trace.lower() in lowered]


QUESTIONS = ["", "?q=Shelter", "?q=Beacon", "?country=RS", "?sort=newest", "?kind=service_provider", "?service=shelter"]
QUESTIONS += ["?page=1", "?sort=country"]
LISTS = ("/directory/", "/directory/export.csv", "/directory/export.json", "/search/")


@pytest.mark.parametrize("who", ["anonymous", "stranger"])
def test_no_public_address_shows_the_place(shelters, who, client_for):
    client = Client() if who == "anonymous" else client_for(UserFactory())
    everywhere = [address.format(language=language) for address in public_addresses() for language in ("en", "sr")]
    profiles = [f"/{language}/directory/{body.slug}/" for body in shelters for language in LANGUAGES]
    lists = [f"/{language}{path}" for language in LANGUAGES for path in LISTS[:-1]]
    questions = [
        f"/{language}{path}{question}" for language in ("en", "sr") for path in LISTS for question in QUESTIONS
    ]
    seen, found = 0, {}

    for address in dict.fromkeys([*everywhere, *profiles, *lists, *questions]):
        response = client.get(address)
        seen += response.status_code == 200
        if traces := traces_in(body_of(response)):
            found[address] = traces

    assert found == {}
    assert seen > 150
    shown = body_of(client.get("/en/directory/"))
    assert ("Shelter Beacon" in shown, "Shelter Lantern" in shown) == (True, True)  # what is searched shows them


@pytest.mark.parametrize("question", [TOWN, CYRILLIC, "Xylophone", STREET, "kvrzgrad-slug", *POINT])
def test_asking_for_the_place_does_not_find_the_shelter(shelter, question):
    client = Client()
    places = [
        ("/en/directory/", {"q": question}),
        ("/en/directory/", {"town": question}),
        ("/en/directory/", {"town": "kvrzgrad-slug"}),
        ("/en/directory/export.csv", {"q": question}),
        ("/en/directory/export.json", {"town": "kvrzgrad-slug"}),
        ("/api/search/", {"q": question, "lang": "en"}),
        ("/en/search/suggest/", {"q": question}),
    ]

    found = [(path, query) for path, query in places if "Shelter Beacon" in body_of(client.get(path, query))]

    assert found == []
    nothing = body_of(client.get("/en/search/", {"q": "qqzzxxyy"}))  # shows what is new instead
    assert body_of(client.get("/en/search/", {"q": question})).count("Shelter Beacon") <= nothing.count(
        "Shelter Beacon"
    )


def test_index_sitemap_revisions_and_columns_for_searching_hold_no_trace(shelter):
    entries = SearchEntry.objects.filter(kind="organisation")
    columns = [field.name for field in SearchEntry._meta.concrete_fields]
    rows = json.dumps(list(entries.values(*columns)), default=str, ensure_ascii=False)

    assert entries.count() >= 2
    assert traces_in(rows) == []
    assert traces_in(shelter.folded_text) == []
    assert traces_in(body_of(Client().get("/sitemap.xml"))) == []
    assert traces_in(json.dumps(list(Revision.objects.values_list("content", flat=True)), ensure_ascii=False)) == []


def test_map_has_no_dot_and_keeps_its_bounds(shelter):
    page = Client().get("/en/directory/")
    profile = Client().get(shelter.get_absolute_url())

    assert TOWN not in body_of(page)
    assert "<circle" not in body_of(profile) or traces_in(body_of(profile)) == []


def test_coordinator_sees_where_it_is_and_a_foreign_one_does_not(shelter, coordinator, coordinator_ba, client_for):
    url = reverse("organisation-edit", args=[shelter.uuid])

    assert STREET in body_of(client_for(coordinator).get(url))
    assert STREET not in body_of(client_for(coordinator_ba).get(url))


def test_hiding_later_takes_the_traces_away_at_once(town, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        body = OrganisationFactory(name="Was Open", municipality=town, address=STREET, precision="exact")
        actions.add_membership(body, by=None)
    assert STREET in body_of(Client().get(body.get_absolute_url()))

    with django_capture_on_commit_callbacks(execute=True):
        actions.save_profile(body, by=None, precision="hidden")

    body.refresh_from_db()
    assert traces_in(body_of(Client().get(body.get_absolute_url()))) == []
    assert traces_in(json.dumps(list(SearchEntry.objects.values_list("title", "text")), default=str)) == []


def test_error_pages_hold_no_trace(shelter):
    for address in (f"/en/directory/{shelter.slug}x/", "/en/directory/kvrzgrad/", "/en/nowhere/"):
        response = Client().get(address)
        assert response.status_code == 404
        assert (
            traces_in(body_of(response).replace("/en/directory/kvrzgrad/", "").replace("directory/kvrzgrad/", "")) == []
        )
