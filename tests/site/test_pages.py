import pytest
from django.test import Client

from network.core.models import Country
from network.site.models import CountryPage, NewsIndexPage, NewsPage, StandardPage
from tests.factories.members import OrganisationFactory
from tests.factories.site import add_page, plant_homes

pytestmark = pytest.mark.django_db


def news(home, number: int) -> NewsIndexPage:
    index = add_page(home, NewsIndexPage(title="News", slug="news"))
    for position in range(number):
        add_page(
            index, NewsPage(title=f"Piece {position}", slug=f"piece-{position}", summary="Summary", body="<p>Text</p>")
        )
    return index


@pytest.mark.parametrize("rows", [1, 3])
def test_home_page_costs_the_same_however_much_there_is(rows: int, django_assert_num_queries, client: Client) -> None:
    homes = plant_homes()
    news(homes["en"], rows)
    for number in range(rows):
        OrganisationFactory(name=f"Primer {number}")
    client.get("/en/")  # what Django and Wagtail remember for the life of a process

    with django_assert_num_queries(HOME_QUERIES):
        response = client.get("/en/")

    assert response.status_code == 200
    assert [teaser.title for teaser in response.context["news"]] == [f"Piece {n}" for n in reversed(range(rows))]


HOME_QUERIES = 12


def test_home_page_once_made_costs_few_queries_until_something_is_published(
    settings, django_assert_max_num_queries, client: Client, client_for, stranger, transactional_db
) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    index = news(plant_homes()["en"], 1)
    client.get("/en/")
    reader = client_for(stranger)
    reader.get("/en/")

    with django_assert_max_num_queries(12):
        before = reader.get("/en/").context["news"]
    add_page(index, NewsPage(title="Fresh", slug="fresh", summary="Summary", body="<p>Text</p>"))

    assert [teaser.title for teaser in before] == ["Piece 0"]
    assert [teaser.title for teaser in reader.get("/en/").context["news"]] == ["Fresh", "Piece 0"]


def test_home_page_is_read_in_both_scripts(client: Client) -> None:
    plant_homes()

    cyrillic = client.get("/sr/").content.decode()
    latin = client.get("/sr-latn/").content.decode()

    assert "Прихватни центри и помоћ" in cyrillic
    assert "Prihvatni centri i pomoć" in latin
    assert "Прихватни" not in latin
    assert 'lang="sr-Cyrl"' in cyrillic
    assert 'lang="sr-Latn"' in latin


def test_untranslated_page_is_shown_in_the_nearest_language_and_says_so(client: Client) -> None:
    homes = plant_homes()
    add_page(homes["sr"], StandardPage(title="О мрежи", slug="about", body="<p>Шест партнера</p>"))

    page = client.get("/cnr/about/").content.decode()

    assert "Šest partnera" in page
    assert "notice--info" in page
    assert client.get("/mk/about/").status_code == 200


@pytest.mark.parametrize("prefix", ["sr-latn", "cnr", "mk", "sq"])
def test_links_to_what_is_not_translated_keep_readers_under_their_prefix(client: Client, prefix: str) -> None:
    homes = plant_homes()
    index = news(homes["sr"], 1)
    serbia = Country.objects.get(code="RS")
    add_page(homes["sr"], CountryPage(title="Србија", slug="srbija", country=serbia, lead="Увод"))

    context = client.get(f"/{prefix}/").context
    piece = client.get(context["news"][0].url)

    assert context["news_url"] == f"/{prefix}/news/"
    assert context["news"][0].url == f"/{prefix}/news/piece-0/"
    assert context["region"]["urls"] == {"RS": f"/{prefix}/srbija/"}
    assert piece.context["page"].get_parent().specific == index
    assert piece.context["index_url"] == f"/{prefix}/news/"


def test_unpublished_page_is_not_there(client: Client) -> None:
    homes = plant_homes()
    page = add_page(homes["en"], StandardPage(title="Draft", slug="draft", body="<p>Hidden words</p>"))
    page.unpublish()

    assert client.get("/en/draft/").status_code == 404


def test_country_page_shows_its_own_members_only(client: Client) -> None:
    homes = plant_homes()
    add_page(
        homes["en"], CountryPage(title="Serbia", slug="serbia", lead="Lead", country=Country.objects.get(code="RS"))
    )
    OrganisationFactory(name="Primer Beograd", country_id="RS")
    OrganisationFactory(name="Primer Tirana", country_id="AL")

    response = client.get("/en/serbia/")

    assert [teaser.title for teaser in response.context["organisations"]] == ["Primer Beograd"]
    assert "Primer Tirana" not in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/xx/", "/en/no-such-page/", "/en/serbia%00/", "/%F0%9F%92%A9/", "/en/?page=%00&q=%ff"]
)
def test_nonsense_addresses_get_a_clean_page(client: Client, address: str) -> None:
    plant_homes()

    assert client.get(address, follow=True).status_code in (200, 400, 404)


def test_news_list_has_pages(client: Client) -> None:
    homes = plant_homes()
    news(homes["en"], 14)

    assert len(client.get("/en/news/").context["teasers"]) == 12
    assert len(client.get("/en/news/?page=2").context["teasers"]) == 2
    assert client.get("/en/news/?page=nonsense").status_code == 200
