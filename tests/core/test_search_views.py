"""The search page, its suggestions and the JSON: what readers and machines are given."""

import pytest
from django.test import Client

from tests.core.test_search import CENTRES, GARBAGE, say, things  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    return Client()


def get(client, path, **params):
    return client.get(path, {key: value for key, value in params.items() if value is not None})


def test_search_page_shows_hits_in_the_readers_script(visitor, say):  # noqa: F811
    say("a", CENTRES)

    cyrillic = get(visitor, "/sr/search/", q="prihvatni").content.decode()
    latin = get(visitor, "/sr-latn/search/", q="прихватни").content.decode()
    english = get(visitor, "/en/search/", q="prihvatni").content.decode()

    assert '<a href="/sr/towns/a/"><mark>Прихватни</mark> центри за тражиоце азила</a>' in cyrillic
    assert '<a href="/sr-latn/towns/a/"><mark>Prihvatni</mark> centri za tražioce azila</a>' in latin
    assert '<a href="/en/towns/a/" lang="sr"><mark>Прихватни</mark> центри за тражиоце азила</a>' in english
    assert "in Serbian" in english


def test_search_page_works_in_every_language(visitor, say):  # noqa: F811
    say("a", CENTRES)

    for code in ("en", "sr", "sr-latn", "bs", "cnr", "cnr-cyrl", "mk", "sq"):
        response = get(visitor, f"/{code}/search/", q="azil")
        assert (response.status_code, response.content.decode().count("<h1>")) == (200, 1)


def test_search_page_links_facets_that_add_and_take_away(visitor, say):  # noqa: F811
    say("a", CENTRES)
    say("b", {"title": "Azil", "country": "BA"})

    plain = get(visitor, "/en/search/", q="azil", page="2").content.decode()
    narrowed = get(visitor, "/en/search/", q="azil", country="RS").content.decode()

    assert 'href="?q=azil&amp;country=RS"' in plain
    assert '<a class="facet__value" href="?q=azil" aria-current="true">' in narrowed
    assert '<input type="hidden" name="country" value="RS">' in narrowed


def test_search_page_without_question_shows_what_is_new(visitor, say):  # noqa: F811
    from datetime import UTC, datetime

    assert "Nothing has been published yet." in get(visitor, "/en/search/").content.decode()
    say("a", {"title": "Just published", "published_at": datetime(2026, 1, 1, tzinfo=UTC)})

    assert "Just published" in get(visitor, "/en/search/").content.decode()


def test_search_page_without_hits_says_what_to_do(visitor, say):  # noqa: F811
    say("a", CENTRES)

    page = get(visitor, "/en/search/", q="zebra", kind="town").content.decode()

    assert "Nothing was found." in page
    assert 'href="?q=zebra"' in page


def test_search_page_tells_of_a_correction(visitor, say):  # noqa: F811
    say("a", CENTRES)

    page = get(visitor, "/sr-latn/search/", q="prihvatmi <centri>").content.decode()

    assert "<strong>prihvatni &lt;centri&gt;</strong>" in page


def test_search_page_answers_htmx_with_the_results_alone(visitor, say):  # noqa: F811
    say("a", CENTRES)

    part = visitor.get(
        "/sr-latn/search/", {"q": "azil"}, headers={"HX-Request": "true", "HX-Target": "search-results"}
    ).content.decode()

    assert part.strip().startswith('<div id="search-results"')
    assert "<html" not in part
    assert "Prihvatni centri" in part


def test_suggestions_are_a_listbox_of_links(visitor, say):  # noqa: F811
    say("a", CENTRES)
    say("b", {"title": "Prihvatni plan", "audience": "members"})

    part = get(visitor, "/sr-latn/search/suggest/", q="pri").content.decode()

    assert part.count('role="option"') == part.count("<a ") == 1
    assert 'role="listbox"' in part
    assert 'href="/sr-latn/towns/a/"' in part
    assert get(visitor, "/en/search/suggest/", q="x").content.decode().strip() == ""


@pytest.mark.parametrize("path", ["/en/search/", "/en/directory/", "/en/nothing-here/"])
def test_every_page_suggests_from_its_header(visitor, path):
    page = get(visitor, path).content.decode()

    assert 'id="site-search"' in page
    assert (
        page.count('hx-get="/en/search/suggest/"')
        == page.count("data-suggest\n")
        == (2 if path == "/en/search/" else 1)
    )


def test_api_answers_json_for_everybody(visitor, say):  # noqa: F811
    say("a", {**CENTRES, "text": "Рад & ред"})

    response = get(visitor, "/api/search/", q="prihvatmi", lang="sr-latn", kind="town")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json() == {
        "query": "prihvatmi",
        "language": "sr-latn",
        "corrected": "prihvatni",
        "relaxed": False,
        "count": 1,
        "page": 1,
        "pages": 1,
        "results": [
            {
                "kind": "town",
                "title": "Прихватни центри за тражиоце азила",
                "title_html": "<mark>Прихватни</mark> центри за тражиоце азила",
                "snippet_html": "Рад &amp; ред",
                "url": "http://testserver/sr-latn/towns/a/",
                "country": "RS",
                "tags": ["Азил"],
                "language": "sr",
                "published_at": None,
            }
        ],
        "facets": {
            "kind": [{"value": "town", "label": "Towns", "count": 1}],
            "country": [{"value": "RS", "label": response.json()["facets"]["country"][0]["label"], "count": 1}],
            "tag": [{"value": "azil", "label": "Азил", "count": 1}],
            "language": [{"value": "sr", "label": "српски", "count": 1}],
        },
    }


def test_api_holds_what_is_public_also_for_members(client_for, member, say):  # noqa: F811
    say("a", {"title": "Azil", "audience": "members"})

    assert get(client_for(member), "/api/search/", q="azil").json()["count"] == 0


@pytest.mark.parametrize("path", ["/en/search/", "/sr/search/suggest/", "/api/search/"])
@pytest.mark.parametrize("typed", GARBAGE.values(), ids=GARBAGE.keys())
def test_any_question_gets_a_page(visitor, say, path, typed):  # noqa: F811
    say("a", CENTRES)
    typed = typed.encode("utf-8", "replace").decode()

    for params in (
        {"q": typed},
        {"q": "azil", "kind": typed, "page": typed, "country": typed, "tag": typed, "lang": typed},
    ):
        assert get(visitor, path, **params).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "99999999999", "²", "x", "1e3", ""])
def test_any_page_number_gets_a_page(visitor, say, page):  # noqa: F811
    say("a", CENTRES)

    assert get(visitor, "/en/search/", q="azil", page=page).status_code == 200


def test_search_is_read_only(visitor):
    assert [visitor.post(path).status_code for path in ("/en/search/", "/en/search/suggest/", "/api/search/")] == [
        405
    ] * 3
