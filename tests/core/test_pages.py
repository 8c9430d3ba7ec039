"""Pages of the tree: addresses one can read aloud, and something to read in every language."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import PageViewRestriction

from network.core.context import site_languages, under_prefix
from network.core.languages import LANGUAGES
from network.core.pages import find
from network.site.models import StandardPage
from tests.factories.site import add_page, plant_homes

pytestmark = pytest.mark.django_db


@pytest.fixture
def homes():
    return plant_homes("en", "sr", "sq")


def standard(title, **fields):
    return StandardPage(title=title, body="<p>Text</p>", **fields)


@pytest.mark.parametrize(
    ("language", "title", "slug"),
    [
        ("sr", "Прихватни центри", "prihvatni-centri"),
        ("sr", "Ђорђе и Љубица", "djordje-i-ljubica"),
        ("en", "Who are we?", "who-are-we"),
        ("sq", "Çështje të reja", "ceshtje-te-reja"),
        ("sr", "？！", "standardpage"),
    ],
)
def test_slug_is_filled_before_validation(homes, language, title, slug):
    page = standard(title)

    homes[language].add_child(instance=page)

    assert page.slug == slug
    page.full_clean()


def test_slug_that_is_taken_gets_a_number(homes):
    pages = [homes["sr"].add_child(instance=standard("Вести")) for _time in range(3)]

    assert [page.slug for page in pages] == ["vesti", "vesti-2", "vesti-3"]


def test_slug_that_an_editor_chose_stays(homes):
    assert homes["sr"].add_child(instance=standard("Вести", slug="novosti")).slug == "novosti"


@pytest.fixture
def about(homes):
    """About us in English and Serbian under different addresses, and a page that exists in English only."""
    english = add_page(homes["en"], standard("About us", slug="about"))
    serbian = add_page(homes["sr"], standard("О нама", slug="o-nama"), translation_of=english)
    only = add_page(homes["en"], standard("Only English", slug="only"))
    return {"en": english, "sr": serbian, "only": only}


@pytest.mark.parametrize(
    ("path", "title", "language", "is_fallback"),
    [
        ("/en/about/", "About us", "en", False),
        ("/sr/o-nama/", "О нама", "sr", False),
        ("/sr-latn/o-nama/", "О нама", "sr", False),
        ("/sr/only/", "Only English", "en", True),
        ("/mk/only/", "Only English", "en", True),
        ("/mk/o-nama/", "О нама", "sr", True),
        ("/en/o-nama/", "О нама", "sr", True),
        ("/cnr-cyrl/o-nama/", "О нама", "sr", True),
        ("/mk/", "Home sr", "sr", True),
        ("/sq/", "Home sq", "sq", False),
    ],
)
def test_page_is_shown_in_the_readers_or_the_nearest_language(about, client, path, title, language, is_fallback):
    response = client.get(path)

    assert response.status_code == 200
    assert (response.context["page"].title, response.context["page_language"], response.context["is_fallback"]) == (
        title,
        language,
        is_fallback,
    )


@pytest.mark.parametrize("path", ["/en/nothing/", "/mk/about/only/", "/sr/o-nama/x/", "/en/" + "a/" * 200])
def test_address_that_no_language_knows_is_not_found(about, client, path):
    assert client.get(path).status_code == 404


def test_reader_is_kept_under_their_prefix(about):
    for prefix, expected in (("sr-latn", "/sr-latn/only/"), ("mk", "/mk/only/"), ("en", "/en/only/")):
        with translation.override(prefix):
            assert about["only"].get_url(RequestFactory().get(f"/{prefix}/")) == expected
    assert about["only"].url == "/en/only/"


def test_drafts_stand_in_for_nobody(about, client):
    about["sr"].unpublish()

    assert client.get("/sr/o-nama/").status_code == 404
    assert client.get("/sr/about/").status_code == 200


def test_language_switch_leads_to_the_translation_or_the_same_path(about, client):
    languages = client.get("/en/about/").context["site_languages"]

    assert {choice.code: choice.url for choice in languages} == {
        "en": "/en/about/",
        "sr": "/sr/o-nama/",
        "sr-latn": "/sr-latn/o-nama/",
        "bs": "/bs/about/",
        "cnr": "/cnr/about/",
        "cnr-cyrl": "/cnr-cyrl/about/",
        "mk": "/mk/about/",
        "sq": "/sq/about/",
    }
    assert [choice.code for choice in languages if choice.is_current] == ["en"]


def test_every_choice_of_the_switch_can_be_followed(about, client):
    for start in ("/en/about/", "/sr/only/", "/en/directory/?country=RS&page=1", "/en/nothing/here/"):
        expected = client.get(start).status_code
        urls = [choice.url for choice in client.get(start).context["site_languages"]]

        assert [client.get(url).status_code for url in urls] == [expected] * len(LANGUAGES)


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/en/", "/sr/"),
        ("/en", "/sr/"),
        ("/sr-latn/rooms/?q=č&page=2", "/sr/rooms/?q=č&page=2"),
        ("/healthz", "/sr/"),
        ("/", "/sr/"),
        ("//evil.example/x", "/sr/"),
        ("/xx/page/", "/sr/"),
    ],
)
def test_same_address_under_another_prefix(address, there):
    assert under_prefix(address, "sr") == there


def test_languages_are_named_in_themselves(rf):
    names = [(choice.name, choice.hreflang) for choice in site_languages(rf.get("/en/"))]

    assert names == [(language.native_name, language.hreflang) for language in LANGUAGES.values()]


def test_restricted_page_asks_to_sign_in_and_is_not_kept(about, client):
    PageViewRestriction.objects.create(page=about["en"], restriction_type="login")

    response = client.get("/en/about/")

    assert response.status_code == 302
    assert "no-store" in response.headers["Cache-Control"]
    assert client.get("/en/about/", follow=True).redirect_chain[-1][0].startswith("/en/account/login/?next=/en/about/")
    assert client.get("/mk/about/").status_code == 302  # neither is it open under another prefix


def test_page_is_found_in_two_queries_however_deep(about, homes, django_assert_num_queries):
    deep = about["en"]
    for number in range(4):
        deep = add_page(deep, standard(f"Step {number}"))
    path = deep.url_path.split("/", 2)[2]
    find("about/")  # Wagtail keeps the roots of the trees from now on

    with translation.override("en"), django_assert_num_queries(2):
        assert find(path).page == deep


def test_addresses_of_pages_cost_no_query_once_the_roots_are_known(about, rf, django_assert_num_queries):
    page = StandardPage.objects.select_related("locale").get(pk=about["en"].pk)
    page.get_url(rf.get("/sq/"))

    with django_assert_num_queries(0), translation.override("sq"):
        found = page.get_url(rf.get("/sq/")), page.reader_url, page.parent_url

    assert found == ("/sq/about/", "/sq/about/", "/sq/")


def test_plain_page_takes_few_queries(about, client, django_assert_num_queries):
    client.get("/en/about/")

    with django_assert_num_queries(3):  # where and in which languages, what, restrictions
        client.get("/en/about/")
