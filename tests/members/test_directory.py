import csv
import io
import json
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from members.actions import suspend_organisation
from members.demo.crowd import fill_crowd
from members.exports import csv_cell
from members.models import Organisation, Precision, ServiceType, TargetGroup, Theme, WorkLanguage
from members.profile_sections import Section, SectionItem, register, unregister
from members.queries import directory_export
from members.queries.directory import FACETS, Directory
from network.core.kept import PARTS
from network.core.models import Municipality
from tests.factories.members import OrganisationFactory, licence

pytestmark = pytest.mark.django_db
URL = "/en/directory/"


@pytest.fixture
def three():
    """A lawyers' association in Niš, a shelter in Tirana that hides, and a ministry in Sarajevo."""
    lawyers = OrganisationFactory(
        name="Удружење правника Пример",
        municipality=Municipality.objects.get(slug="nis"),
        summaries={"sr": "Пружамо правну помоћ."},
    )
    lawyers.themes.add(Theme.objects.get(slug="asylum"))
    lawyers.target_groups.add(TargetGroup.objects.get(slug="refugees"))
    lawyers.work_languages.add(WorkLanguage.objects.get(slug="sr"))
    shelter = OrganisationFactory(
        name="Strehëza Shembull", country_code="AL", kind="service_provider", precision=Precision.HIDDEN
    )
    shelter.services.add(ServiceType.objects.get(slug="shelter"))
    ministry = OrganisationFactory(name="Ministarstvo Primjer", country_code="BA", kind="public_body")
    return lawyers, shelter, ministry


def names(response):
    return [organisation.name for organisation in response.context["page"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [0, 1, 2]),
        ("q=pravnika", [0]),
        ("q=ПРАВНИКА", [0]),
        ("q=pravnik", [0]),
        ("q=pravnu pomoc", [0]),
        ("q=nish", [0]),
        ("q=Nis", [0]),
        ("q=strehez", [1]),
        ("q=tirane", []),
        ("q=tirana", []),
        ("country=RS", [0]),
        ("country=RS&country=BA", [0, 2]),
        ("kind=public_body", [2]),
        ("theme=asylum", [0]),
        ("group=refugees", [0]),
        ("service=shelter", [1]),
        ("language=sr", [0]),
        ("theme=asylum&country=AL", []),
        ("town=nis", [0]),
        ("town=tirane", []),
        ("q=%00&country=%00&theme='%22;--&page=zzz&sort=%F0&kind=", [0, 1, 2]),
        ("country=XX", []),
        ("page=-7", [0, 1, 2]),
    ],
    ids=lambda value: str(value) or "nothing",
)
def test_directory_finds(three, query, found):
    response = Client().get(f"{URL}?{query}")

    assert response.status_code == 200
    assert sorted(names(response)) == sorted(three[number].name for number in found)


def test_directory_bears_a_query_of_ten_thousand_letters(three):
    assert Client().get(URL, {"q": "љ" * 10_000}).status_code == 200


def test_facets_count_under_all_other_conditions(three):
    response = Client().get(f"{URL}?theme=asylum")

    facets = {
        str(facet.label): {value.label: value.count for value in facet.values}
        for facet in response.context["directory"].facets
    }
    assert facets["Theme"] == {"Asylum and international protection": 1}
    assert facets["Country"] == {"Serbia": 1}
    assert facets["Kind"] == {"Civil-society organisation": 1}


def test_unlisted_organisation_is_nowhere(three):
    Organisation.objects.filter(pk=three[0].pk).update(is_listed=False)

    assert three[0].name not in names(Client().get(URL))
    assert Client().get(three[0].get_absolute_url()).status_code == 404


def test_listing_ends_with_its_date_even_before_the_nightly_job(three):
    Organisation.objects.filter(pk=three[0].pk).update(listed_until="2020-01-01")

    assert Client().get(three[0].get_absolute_url()).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_directory_costs_the_same_for_one_and_for_three(three, number, django_assert_num_queries):
    keep = [organisation.pk for organisation in three[:number]]
    Organisation.objects.exclude(pk__in=keep).update(is_listed=False)
    Client().get(URL)

    with django_assert_num_queries(9):
        response = Client().get(URL)

    assert len(names(response)) == number


@pytest.mark.parametrize(
    ("query", "queries"),
    [("country=RS", 9), ("theme=asylum&kind=cso", 9), ("town=nis", 10), ("q=pravnika", 10), ("sort=country", 9)],
)
def test_narrowed_directory_costs_a_fixed_number_too(three, query, queries, django_assert_num_queries):
    Client().get(f"{URL}?{query}")

    with django_assert_num_queries(queries):
        Client().get(f"{URL}?{query}")


CONDITIONS = [
    "",
    "kind=cso",
    "country=RS&country=AL",
    "town=nis",
    "theme=asylum",
    "service=shelter&kind=service_provider",
    "language=sr&country=RS",
    "q=primer",
    "q=primer&group=refugees&town=nis",
    "licence=licensed",
]


@pytest.mark.parametrize("query", CONDITIONS, ids=lambda query: query or "nothing")
def test_every_count_is_what_following_its_link_shows(crowd, query):
    """The counts come from a gathering, from indexes or from the list itself: each must equal the list it leads to."""
    directory = Directory(QueryDict(query))

    assert directory.total == directory.narrowed().count()
    for name, facet in zip(FACETS, directory.facets, strict=True):
        for value in facet.values:
            (slug,) = {*QueryDict(value.url.partition("?")[2]).getlist(name)} ^ {*directory.asked[name]}
            alone = Directory(QueryDict(directory.query(**{name: [slug]})))
            assert (str(facet.label), value.label, value.count) == (
                str(facet.label),
                value.label,
                alone.narrowed().count(),
            )
    for marker in directory.markers:
        there = Directory(QueryDict(marker.url.partition("?")[2]))
        assert (marker.label, marker.count) == (marker.label, there.narrowed().count())


@pytest.fixture
def crowd(three):
    """Forty of all kinds, some of them not listed, some not any more."""
    fill_crowd(SimpleNamespace(), 40)
    bodies = list(Organisation.objects.filter(slug__startswith="primer-broj").order_by("pk"))
    for body in bodies[:4]:
        Organisation.objects.filter(pk=body.pk).update(is_listed=False)
    for body in bodies[4:8]:
        Organisation.objects.filter(pk=body.pk).update(listed_until="2020-01-01")
    nis = Municipality.objects.get(slug="nis")
    Organisation.objects.filter(pk__in=[body.pk for body in bodies[:20]]).update(municipality=nis, country="RS")
    for body in bodies[::5]:
        licence(body, confirmed_at=timezone.now())


def test_suspended_organisation_leaves_what_is_kept_for_all(crowd, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 600
    PARTS.clear()
    body = Organisation.objects.listed().filter(municipality__slug="nis", kind="cso", precision="municipality").first()
    before = Client().get(URL).context["directory"]

    with django_capture_on_commit_callbacks(execute=True):
        suspend_organisation(body, reason="Whatever.", by=None)
    after = Client().get(URL + "?sort=newest").context["directory"]
    PARTS.clear()

    assert after.total == before.total - 1
    assert numbers(after.facets[0]) == {**numbers(before.facets[0]), "Serbia": numbers(before.facets[0])["Serbia"] - 1}
    assert marked(after)["Niš"] == marked(before)["Niš"] - 1


def numbers(facet):
    return {value.label: value.count for value in facet.values}


def marked(directory):
    return {marker.label: marker.count for marker in directory.markers}


@pytest.mark.parametrize("number", [1, 3])
def test_profile_costs_the_same_for_one_word_and_for_three(three, number, django_assert_num_queries):
    three[0].themes.set(Theme.objects.all()[:number])
    Client().get(three[0].get_absolute_url())

    with django_assert_num_queries(9):
        Client().get(three[0].get_absolute_url())


def test_export_holds_what_the_page_shows_and_no_formula(three):
    lawyers = three[0]
    lawyers.name = '=HYPERLINK("http://example.org")'
    lawyers.phone = "+381 18 000 000"
    lawyers.save()
    lawyers.themes.add(Theme.objects.get(slug="integration"))

    response = Client().get("/en/directory/export.csv?country=RS")

    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 1
    assert rows[0]["Name"] == '\'=HYPERLINK("http://example.org")'
    assert rows[0]["Phone"] == "'+381 18 000 000"
    assert rows[0]["Themes"] == "Asylum and international protection, Integration and inclusion"
    data = json.loads(Client().get("/en/directory/export.json?country=RS").getvalue())
    assert (data["count"], data["organisations"][0]["municipality"]) == (1, "Niš")


@pytest.mark.parametrize("kind", ["csv", "json"])
@pytest.mark.parametrize("number", [1, 3])
def test_export_costs_the_same_for_one_and_for_three(three, number, kind, django_assert_num_queries):
    keep = [organisation.pk for organisation in three[:number]]
    Organisation.objects.exclude(pk__in=keep).update(is_listed=False)

    with django_assert_num_queries(6):
        written = Client().get(f"/en/directory/export.{kind}").getvalue().decode()

    assert [body.name in written for body in three] == [position < number for position in range(3)]


def test_export_of_many_keeps_order_words_and_licences(crowd, monkeypatch):
    monkeypatch.setattr(directory_export, "CHUNK", 7)

    data = json.loads(Client().get("/en/directory/export.json?sort=country").getvalue())["organisations"]

    bodies = Organisation.objects.listed().order_by("country__position", "sort_key", "id")
    assert [(line["name"], line["themes"], line["languages"], len(line["licences"])) for line in data] == [
        (
            body.name,
            [theme.name for theme in body.themes.all()],
            [language.slug for language in body.work_languages.all()],
            body.licences.count(),
        )
        for body in bodies
    ]
    assert len(data) > 30
    assert {len(line["licences"]) for line in data} == {0, 1}


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_csv_cell_defuses(value):
    assert csv_cell(value) == f"'{value}"


def test_summary_in_another_language_is_labelled(three):
    page = Client().get("/en/directory/?country=RS").content.decode()

    assert 'lang="sr"' in page
    assert "in Serbian" in page


def test_profile_shows_the_sections_that_other_apps_registered(three):
    register(Section("test", "What they wrote", 1, lambda body, user: [SectionItem(f"About {body.slug}", "/x/")]))
    try:
        page = Client().get(three[0].get_absolute_url()).content.decode()
    finally:
        unregister("test")

    assert "What they wrote" in page
    assert f"About {three[0].slug}" in page
