"""The public pages of projects, and the demo content on them."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from network.core.search.models import SearchEntry
from network.programme import demo
from network.programme.models import Activity, Partner, Pillar, Project, TargetGroup
from network.site.demo.world import World

pytestmark = pytest.mark.django_db


def make_project(slug: str = "iris", **fields: Any) -> Project:
    """A project with one pillar of two activities, told in English and Serbian."""
    project = Project.objects.create(
        slug=slug,
        titles={"en": f"Project {slug}", "sr": f"Пројекат број {len(slug)}"},
        summaries={"en": "What it does.", "sr": "Шта ради."},
        **fields,
    )
    pillar = Pillar.objects.create(project=project, slug="one", titles={"en": "Pillar", "sr": "Стуб"})
    for number in (1, 2):
        Activity.objects.create(pillar=pillar, number=number, titles={"en": f"Activity {number}"})
    Partner.objects.create(project=project, name="Primer centar")
    TargetGroup.objects.create(project=project, slug="all", names={"en": "everybody"}, target=200)
    return project


def test_pages_show_projects_in_the_readers_language(client: Client) -> None:
    make_project(starts_on=date(2017, 12, 1), ends_on=date(2021, 4, 30), is_main=True)
    make_project("other")

    english = client.get("/en/about/projects/").content.decode()
    serbian = client.get("/sr/about/projects/").content.decode()

    assert "Project iris" in english
    assert "December 2017 – April 2021" in english
    assert "Project other" in english
    assert "Пројекат број 4" in serbian


def test_page_of_a_project_says_everything_once(client: Client) -> None:
    project = make_project(descriptions={"en": "First.\n\nSecond <b>."}, is_main=True)

    html = client.get(f"/en/about/projects/{project.slug}/").content.decode()

    assert len(re.findall("<h1", html)) == 1
    for words in ("Project iris", "Pillar", "Activity 1", "Activity 2", "Primer centar", "everybody", "200"):
        assert words in html
    assert "<p>First.</p>" in html
    assert "Second &lt;b&gt;." in html


def test_missing_language_falls_back_with_its_label(client: Client) -> None:
    make_project()

    html = client.get("/mk/about/projects/iris/").content.decode()

    assert 'lang="sr"' in html
    assert "Пројекат број 4" in html


@pytest.mark.parametrize("slug", ["nothing", "иris", "x" * 300, "..", "%00"])
def test_unknown_project_does_not_exist(client: Client, slug: str) -> None:
    assert client.get(f"/en/about/projects/{slug}/").status_code == 404


def test_without_projects_the_page_says_so(client: Client) -> None:
    assert b"No project yet" in client.get("/en/about/projects/").content


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_costs_the_same_for_one_and_three(client: Client, how_many: int, django_assert_num_queries: Any) -> None:
    for number in range(how_many):
        make_project(f"p{number}")

    with django_assert_num_queries(6):
        client.get("/en/about/projects/")


def test_page_costs_a_fixed_number_of_queries(client: Client, django_assert_num_queries: Any) -> None:
    project = make_project()
    for number in range(3, 9):
        Activity.objects.create(pillar=project.pillars.get(), number=number, titles={"en": "More"})

    with django_assert_num_queries(6):
        client.get(project.get_absolute_url())


def test_project_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(IntegrityError, match="project_ends_after_it_begins"):
        make_project(starts_on=date(2020, 1, 1), ends_on=date(2019, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_project_is_found_in_each_language() -> None:
    project = make_project()
    project.save()

    entries = {entry.language: (entry.kind, entry.url) for entry in SearchEntry.objects.all()}
    assert entries == dict.fromkeys(("en", "sr"), ("project", "/about/projects/iris/"))


def test_demo_tells_the_project_and_is_idempotent() -> None:
    for _ in range(2):
        demo.fill(World())

    assert Project.objects.count() == 4
    iris = Project.objects.get(is_main=True)
    assert (iris.starts_on, iris.ends_on) == (date(2017, 12, 1), date(2021, 4, 30))
    assert [pillar.activities.count() for pillar in iris.pillars.all()] == [7, 7, 3]
    assert list(Activity.objects.filter(pillar__project=iris).values_list("number", flat=True)) == list(range(1, 18))
    assert [partner.name for partner in iris.partners.all()] == [
        "IDC",
        "ASB",
        "LIR CD",
        "Open Gate–La Strada",
        "ARSIS",
        "SOS Podgorica",
    ]
    assert list(iris.target_groups.values_list("target", flat=True)) == [200, 20, 10, 200, 20]
    for project in Project.objects.all():
        for texts in (project.titles, project.summaries, project.descriptions):
            assert set(texts) == {"en", "sr"}
