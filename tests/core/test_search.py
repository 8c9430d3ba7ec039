"""Finding things: whichever way a word is typed, and only what the reader may see."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from network.core import search
from network.core.languages import pick
from network.core.models import Municipality, SearchEntry
from network.core.search import audience, entries, index, names
from network.core.search.engine import newest, suggest
from network.core.search.engine import search as ask
from network.core.search.models import SearchTag, SearchTerm

pytestmark = pytest.mark.django_db

MEMBER = SimpleNamespace(is_authenticated=True, circle="members")
STAFF = SimpleNamespace(is_authenticated=True, circle="staff")


class Things:
    """Towns stand in for whatever is to be found; what is said about them is laid down by each test."""

    model, kind, label = Municipality, "town", "Towns"

    def __init__(self):
        self.said = {}

    def queryset(self):
        return Municipality.objects.filter(slug__in=self.said).exclude(population_rank=999)

    def entries(self, town):
        return self.said.get(town.slug, [])


@pytest.fixture
def things(db, monkeypatch):
    monkeypatch.setattr(entries, "_searchables", {})
    things = Things()
    search.register(things)
    monkeypatch.setattr(
        audience,
        "_circles",
        {
            "members": lambda user: user.circle in ("members", "staff"),
            "staff": lambda user: user.circle == "staff",
        },
    )
    monkeypatch.setattr(names, "_sources", [])
    yield things
    search.unregister(Municipality)


@pytest.fixture
def say(things, django_capture_on_commit_callbacks):
    """Put a thing with these entries into the database, and so into the index."""

    def say(slug, *said):
        things.said[slug] = [search.Entry(**{"language": "sr", "url": f"/towns/{slug}/", **entry}) for entry in said]
        with django_capture_on_commit_callbacks(execute=True):
            return Municipality.objects.create(slug=slug, country_id="RS", names={}, latitude=1, longitude=1)

    return say


def titles(results):
    return [hit.title for hit in results.hits]


CENTRES = {
    "title": "Прихватни центри за тражиоце азила",
    "text": "Извештај о жртвама трговине људима и раду службеника у Србији. Ђорђе Петровић каже: „дете је безбедно“.",
    "country": "RS",
    "tags": ["Азил"],
}


@pytest.mark.parametrize(
    "typed",
    [
        "прихватни центри",
        "prihvatni centri",
        "PRIHVATNI CENTRI",
        "prihvatnim centrima",
        "tražilac azila",
        "trazioci",
        "жртва",
        "zrtava",
        "službenik",
        "djordje petrovic",
        "Đorđe",
        "dijete",
        '"trgovine ljudima"',
        "„трговине људима“",
        "izveštaj o centrima u Srbiji",
        "azil",
    ],
)
def test_search_finds_a_word_however_it_is_typed(say, typed):
    say("a", CENTRES)
    say("b", {"title": "Nešto drugo", "text": "Bez ikakve veze."})

    results = ask(typed, language="sr")

    assert titles(results) == [CENTRES["title"]]
    assert (results.corrections, results.is_relaxed) == ((), False)


@pytest.mark.parametrize(
    ("language", "text", "typed"),
    [
        ("en", "Reception centres for refugees", "centre refugee"),
        ("en", "Reception centres for refugees", "receptions"),
        ("mk", "Прифатните центри за бегалците", "прифатни бегалци"),
        ("mk", "Прифатните центри за бегалците", "prifatnite"),
        ("sq", "Shoqëria civile dhe qendrat e pritjes", "shoqeri"),
        ("sq", "Shoqëria civile dhe qendrat e pritjes", "qendra"),
    ],
)
def test_search_finds_inflected_words_of_every_language(say, language, text, typed):
    say("a", {"title": "A", "text": text, "language": language})

    assert titles(ask(typed)) == ["A"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("prihvatmi", "prihvatni"),
        ("прихватми", "прихватни"),
        ("azjil", "azil"),
        ("izvestjaj o azilu", "izveštaj o azilu"),
    ],
)
def test_search_corrects_a_mistyped_word(say, typed, shown):
    say("a", {**CENTRES, "title": "Prihvatni centri za azil", "text": "Izveštaj za Srbiju."})

    results = ask(typed)

    assert titles(results) == ["Prihvatni centri za azil"]
    assert results.corrected == shown


def test_search_does_not_correct_to_words_the_reader_may_not_see(say):
    say("a", {"title": "Javno", "text": "opšti pregled"})
    say("b", {"title": "Interno", "text": "Operacija Perunika", "audience": "staff"})

    assert ask("Perunjika") == ask("Perunjika", user=AnonymousUser())
    assert (ask("Perunjika").count, ask("Perunjika").corrected) == (0, "")
    assert ask("Perunjika", user=STAFF).corrected == "perunika"


def test_search_shows_each_reader_only_what_they_may_see(say):
    for name in ("public", "members", "staff"):
        say(name, {"title": f"Azil {name}", "audience": name, "country": "RS", "tags": [name]})

    seen = {
        reader: (
            sorted(titles(results := ask("azil", user=user))),
            results.count,
            [(value.value, value.count) for value in results.facets["country"]],
            sorted(value.value for value in results.facets["tag"]),
            len(suggest("azi", user=user)),
        )
        for reader, user in {"nobody": AnonymousUser(), "member": MEMBER, "staff": STAFF}.items()
    }

    assert seen == {
        "nobody": (["Azil public"], 1, [("RS", 1)], ["public"], 1),
        "member": (["Azil members", "Azil public"], 2, [("RS", 2)], ["members", "public"], 2),
        "staff": (["Azil members", "Azil public", "Azil staff"], 3, [("RS", 3)], ["members", "public", "staff"], 3),
    }


def test_search_shows_a_thing_once_in_the_nearest_language(say):
    say(
        "a",
        {"language": "sr", "title": "Миграције у Србији"},
        {"language": "en", "title": "Migration in Serbia (migracije)"},
        {"language": "sq", "title": "Migracije: Migrimi në Serbi"},
    )

    shown = {
        code: [(hit.title, hit.language, hit.is_fallback, hit.url) for hit in ask("migracije", language=code).hits]
        for code in ("sr-latn", "en", "cnr")
    }

    assert shown == {
        "sr-latn": [("Миграције у Србији", "sr", False, "/sr-latn/towns/a/")],
        "en": [("Migration in Serbia (migracije)", "en", False, "/en/towns/a/")],
        "cnr": [("Миграције у Србији", "sr", True, "/cnr/towns/a/")],
    }
    assert ask("migracije").count == 1


def test_search_ranks_titles_first_then_the_readers_language(say):
    say("text", {"title": "Godišnji pregled", "text": "azil azil azil azil"})
    say("other", {"language": "en", "title": "Azil abroad"})
    say("title", {"title": "Zakon o pravima", "text": "…"}, {"language": "bs", "title": "Azil"})
    say("own", {"title": "Azil danas"})

    assert titles(ask("azil", language="sr")) == ["Azil danas", "Azil", "Azil abroad", "Godišnji pregled"]
    assert titles(ask("azil", language="en")) == ["Azil abroad", "Azil danas", "Azil", "Godišnji pregled"]


def test_search_highlights_in_the_script_of_the_text(say):
    say("a", {"title": "Прихватни <центри>", "text": "О жртвама & службеницима."})

    (hit,) = ask("centrima zrtva", language="sr-latn").hits

    assert hit.title_html == "Прихватни &lt;<mark>центри</mark>&gt;"
    assert hit.snippet_html == "О <mark>жртвама</mark> &amp; службеницима."


def test_snippet_is_where_the_words_stand_together(say):
    filler = "Ovo je uvod koji ne govori ni o čemu. " * 40
    say("a", {"title": "A", "text": f"azil {filler} pravo na azil u Srbiji {filler}"})

    (hit,) = ask("pravo azil").hits

    assert "<mark>pravo</mark> na <mark>azil</mark> u Srbiji" in hit.snippet_html
    assert hit.snippet_html.startswith("… ")
    assert hit.snippet_html.endswith(" …")
    assert len(hit.snippet_html) < 320


def test_facets_count_what_a_change_would_show(say):
    say("a", {"title": "Azil 1", "country": "RS", "tags": ["Žene", "Deca"]})
    say("b", {"title": "Azil 2", "country": "RS", "tags": ["жене"]})
    say("c", {"title": "Azil 3", "country": "BA"}, {"title": "Asylum (azil) 3", "country": "BA", "language": "en"})

    results = ask("azil", country="RS", tags=["zene"], language="sr")

    assert results.count == 2
    assert {
        facet: [(value.value, str(value.label), value.count, value.is_selected) for value in values]
        for facet, values in results.facets.items()
    } == {
        "kind": [("town", "Towns", 2, False)],
        "country": [("RS", "Serbia", 2, True)],
        "tag": [("zene", "Žene", 2, True), ("deca", "Deca", 1, False)],
        "language": [("sr", "српски", 2, False)],
    }
    assert [(value.value, value.count) for value in ask("azil").facets["country"]] == [("RS", 2), ("BA", 1)]
    assert [(value.value, value.count) for value in ask("azil").facets["language"]] == [("sr", 3), ("en", 1)]


def test_search_by_filters_alone_lists_the_newest_first(say):
    for day in (3, 1, 2):
        say(f"t{day}", {"title": f"Day {day}", "published_at": datetime(2026, 1, day, tzinfo=UTC)})

    assert titles(ask("", kinds=["town"])) == ["Day 3", "Day 2", "Day 1"]
    assert [hit.title for hit in newest()] == ["Day 3", "Day 2", "Day 1"]
    assert ask("").is_empty


def test_search_relaxes_when_nothing_holds_all_words(say):
    say("a", {"title": "Azil u Srbiji"})
    say("b", {"title": "Pravna pomoć"})

    results = ask("azil pomoć nigde")

    assert sorted(titles(results)) == ["Azil u Srbiji", "Pravna pomoć"]
    assert results.is_relaxed


def test_search_takes_a_beginning_for_a_word_when_nothing_else_is_found(say):
    say("a", CENTRES)

    assert titles(ask("прих")) == titles(ask("centri pri")) == [CENTRES["title"]]


def test_tags_with_a_slug_are_one_in_every_language(say):
    say(
        "a",
        {"title": "Азил", "tags": [search.Tag("women", "Жене")]},
        {"title": "Asylum azil", "language": "en", "tags": [search.Tag("women", "Women")]},
    )
    say("b", {"title": "Азил 2", "tags": [search.Tag("women", "Жене"), search.Tag("women", "Жене")]})

    for language, name in (("sr", "Жене"), ("en", "Women")):
        (tag,) = ask("azil", language=language).facets["tag"]
        assert (tag.value, tag.label, tag.count, tag.lang) == ("women", name, 2, "")
    (foreign,) = ask("azil", language="sq").facets["tag"]
    assert (foreign.label, foreign.lang) == ("Women", "en")
    assert ask("azil", tags=["women"], language="en").facets["tag"][0].label == "Women"


def test_tags_that_somebody_owns_are_named_in_the_language_of_the_reader(say, monkeypatch):
    say("a", {"title": "Азил", "tags": [search.Tag("women", "Жене"), search.Tag("work", "Рад")]})
    own = {"women": {"en": "Women", "sr": "Жене", "sq": "Gratë"}}
    monkeypatch.setattr(
        names, "_sources", [lambda slugs, language: {slug: pick(own[slug], language) for slug in slugs if slug in own}]
    )

    def named(language):
        found = ask("azil", language=language)
        (hit,) = found.hits
        return (
            [(value.label, value.lang) for value in found.facets["tag"]],
            [(tag.text, tag.lang if tag.is_fallback else "") for tag in hit.tags],
        )

    assert named("sq") == ([("Gratë", ""), ("Рад", "sr")], [("Gratë", ""), ("Рад", "sr")])
    assert named("sr") == ([("Жене", ""), ("Рад", "")], [("Жене", ""), ("Рад", "")])


def test_search_pages(say):
    for number in range(23):
        say(f"t{number}", {"title": f"Azil {number:02d}"})

    pages = [ask("azil", page=page) for page in (1, 2, 3, 4)]

    assert [len(results.hits) for results in pages] == [10, 10, 3, 0]
    assert [results.count for results in pages] == [23] * 4
    assert len({hit.title for results in pages for hit in results.hits}) == 23
    assert pages[0].pages == 3


def test_suggest_completes_the_last_word_in_titles(say):
    say("a", CENTRES)
    say("b", {"title": "Izveštaj o radu", "text": "prihvatni"})

    assert [hit.title for hit in suggest("prihv")] == [CENTRES["title"]]
    assert [hit.title for hit in suggest("centri pri")] == [CENTRES["title"]]
    assert suggest("p") == ()
    assert suggest("") == ()


GARBAGE = {
    "empty": "",
    "quote": '"',
    "quotes": '""" "" "',
    "operators": "AND OR NOT NEAR( ) * ^ : - + | & ! <->",
    "column": "title : azil",
    "NUL": "azil\x00",
    "lone surrogate": "\ud800azil\udfff",
    "percent": "100% %s %(x)s",
    "backslash": "\\ ' ; --",
    "punctuation": "?!… — „“",
    "long word": "a" * 10_000,
    "long text": "azil " * 2_000,
    "long phrase": '"' + "a b " * 2_500 + '"',
    "emoji": "🏳️‍🌈 azil",
    "Arabic": "اللجوء",
    "wildcard": "azil*",
    "parentheses": "((((((azil",
}


@pytest.mark.parametrize("typed", GARBAGE.values(), ids=GARBAGE.keys())
def test_any_query_is_safe(say, typed):
    say("a", {"title": "Azil", "text": "azil 100 title"})

    assert ask(typed, kinds=[typed[:80].replace("\x00", "").replace("\ud800", "").replace("\udfff", "")]).count == 0
    assert ask(typed).count in (0, 1)
    suggest(typed)


def test_any_entry_can_be_indexed(say):
    say(
        "a",
        {
            "title": "Azil\x00 \ud800x",
            "text": "a" * 10_000 + " \x00 kraj",
            "tags": ["\x00", "ž" * 300],
            "country": None,
        },
    )
    say("b", {"title": "  \x00 "})

    assert titles(ask("azil kraj")) == ["Azil x"]
    assert SearchEntry.objects.count() == 1


def test_index_follows_the_object(say, things, django_capture_on_commit_callbacks):
    town = say("a", {"title": "Azil"})
    things.said["a"] = [search.Entry("sr", "Novi naslov", tags=["Tema"]), search.Entry("en", "New title")]

    with django_capture_on_commit_callbacks(execute=True):
        town.save()
    assert (ask("azil").count, titles(ask("naslov")), titles(ask("title"))) == (0, ["Novi naslov"], ["New title"])

    town.population_rank = 999
    with django_capture_on_commit_callbacks(execute=True):
        town.save()
    assert ask("naslov").count == 0

    town.population_rank = 1
    with django_capture_on_commit_callbacks(execute=True):
        town.save()
    assert ask("naslov").count == 1

    with django_capture_on_commit_callbacks(execute=True):
        town.delete()
    assert (SearchEntry.objects.count(), SearchTag.objects.count()) == (0, 0)


def test_index_is_not_touched_by_what_is_rolled_back(say, things, django_capture_on_commit_callbacks):
    town = say("a", {"title": "Azil"})
    things.said["a"] = []

    with django_capture_on_commit_callbacks(execute=False):
        town.save()

    assert ask("azil").count == 1


def test_reindex_brings_back_everything_and_forgets_the_rest(say, things):
    say("a", {"title": "Azil"})
    say("b", {"title": "Zastarelo"})
    del things.said["b"]
    SearchEntry.objects.filter(title="Azil").delete()

    assert index.rebuild() == 1

    assert (titles(ask("azil")), ask("zastarelo").count) == (["Azil"], 0)
    assert set(SearchTerm.objects.values_list("word", flat=True)) == {"azil", "azi"}  # the word and its stem


@pytest.mark.parametrize("number", [1, 3])
def test_search_costs_the_same_queries_however_much_is_found(say, number, django_assert_num_queries):
    for place in range(number):
        say(f"t{place}", {"title": f"Azil {place}", "tags": ["Deca"], "country": "RS"})

    with django_assert_num_queries(5):  # known words, hits with counts, entries, their tags, countries
        assert ask("azil").count == number
    with django_assert_num_queries(6):  # and the nearest words
        assert ask("azjil").count == number
    with django_assert_num_queries(3):
        assert len(suggest("azi")) == number


@pytest.mark.parametrize("number", [1, 3])
def test_refreshing_costs_the_same_queries_however_long_the_text(say, things, number, django_assert_max_num_queries):
    town = say("a", {"title": "Azil"})
    things.said["a"] = [search.Entry("sr", "Azil", text=" ".join(f"reč{chr(97 + n)}" for n in range(5 * number)))]

    with django_assert_max_num_queries(20):
        search.refresh(town)


def test_full_text_index_is_there():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(vector) FROM core_searchentry")
        else:
            cursor.execute("SELECT count(*) FROM core_searchindex")
        assert cursor.fetchone() is not None
