"""Pages of the tree in the search: their translations, their addresses, and the private ones."""

import pytest
from wagtail.models import Locale, Page, PageViewRestriction, Site

from network.core import search
from network.core.search import entries
from network.core.search.engine import search as ask

pytestmark = pytest.mark.django_db


class Pages:
    model, kind, label = Page, "page", "Pages"

    def queryset(self):
        return Page.objects.live().filter(depth__gt=2).select_related("locale")

    def entries(self, page):
        language = page.locale.language_code
        yield search.Entry(language, page.title, url=f"/{page.url_path.split('/', 2)[2]}")


@pytest.fixture(autouse=True)
def pages(monkeypatch):
    monkeypatch.setattr(entries, "_searchables", {})
    yield search.register(Pages)
    search.unregister(Page)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def section(committed):
    with committed():
        home = Site.objects.get(is_default_site=True).root_page
        section = home.add_child(instance=Page(title="Knowledge", slug="knowledge"))
        section.add_child(instance=Page(title="Perunika practice", slug="practice"))
    return section


def urls(words="perunika"):
    return [hit.url for hit in ask(words).hits]


def test_page_is_found_and_its_translation_is_the_same_thing(section, committed):
    page = section.get_children().get()
    with committed():
        Page.objects.get(depth=1).add_child(
            instance=Page(
                title="Пракса Перуника",
                slug="praksa",
                locale=Locale.objects.get(language_code="sr"),
                translation_key=page.translation_key,
            )
        )
        Page.objects.filter(slug="praksa").update(depth=3)
        search.refresh(Page.objects.get(slug="praksa"))

    results = ask("perunika", language="en")

    assert [(hit.title, hit.language) for hit in results.hits] == [("Perunika practice", "en")]
    assert [(value.value, value.count) for value in results.facets["language"]] == [("en", 1), ("sr", 1)]

    with committed():
        page.delete()
    assert [(hit.title, hit.language) for hit in ask("perunika").hits] == [("Пракса Перуника", "sr")]
    Page.objects.filter(slug="praksa").update(depth=2)


def test_page_is_not_found_while_unpublished(section, committed):
    page = section.get_children().get()

    with committed():
        page.unpublish()
    assert urls() == []

    with committed():
        page.save_revision().publish()
    assert urls() == ["/en/knowledge/practice/"]


def test_addresses_follow_a_page_above_that_is_renamed_or_moved(section, committed):
    with committed():
        section.slug = "know"
        section.save_revision().publish()
    assert urls() == ["/en/know/practice/"]

    with committed():
        other = Site.objects.get(is_default_site=True).root_page.add_child(instance=Page(title="Other", slug="other"))
        Page.objects.get(slug="practice").move(other, pos="last-child")
    assert urls() == ["/en/other/practice/"]


def test_private_page_and_what_is_under_it_is_not_found(section, committed):
    with committed():
        restriction = PageViewRestriction.objects.create(page=section, restriction_type="login")
    assert (urls(), ask("knowledge").count) == ([], 0)

    with committed():
        Page.objects.get(slug="practice").save()
    assert urls() == []

    with committed():
        restriction.delete()
    assert urls() == ["/en/knowledge/practice/"]


def test_page_that_is_deleted_takes_what_is_under_it_along(section, committed):
    with committed():
        Page.objects.get(pk=section.pk).delete()

    assert (urls(), ask("knowledge").count) == ([], 0)
