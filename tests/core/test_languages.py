"""Which language a reader gets, and what they are told when it is not their own."""

import pytest
from django.conf import settings
from wagtail.models import Locale, Page

from network.core import languages
from network.core.languages import Localised, chain, language, localized, pick


def test_languages_are_those_of_the_settings():
    assert list(languages.LANGUAGES) == [code for code, _name in settings.LANGUAGES]
    assert list(languages.CONTENT_LANGUAGES) == [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    assert [each.name for each in languages.LANGUAGES.values()] == [name for _code, name in settings.LANGUAGES]


@pytest.mark.parametrize("code", languages.LANGUAGES)
def test_chain_begins_with_the_own_language_and_holds_all(code):
    assert chain(code)[0] == language(code).content
    assert set(chain(code)) == set(languages.CONTENT_LANGUAGES)


def test_chain_of_montenegrin():
    assert chain("cnr")[:4] == ("cnr", "bs", "sr", "en")
    assert chain("cnr-cyrl") == chain("cnr")
    assert chain("sr-latn") == chain("sr")


@pytest.mark.parametrize("code", [None, "", "xx", "\x00", "en-GB", "EN", "de"])
def test_unknown_language_is_english(code):
    assert language(code).code == "en"


@pytest.mark.parametrize(
    ("texts", "code", "expected"),
    [
        ({"en": "Help", "sr": "Помоћ"}, "sr-latn", Localised("Помоћ", "sr", False)),
        ({"en": "Help", "sr": "Помоћ"}, "cnr", Localised("Помоћ", "sr", True)),
        ({"en": "Help", "bs": "Pomoć", "sr": ""}, "sr", Localised("Pomoć", "bs", True)),
        ({"sq": "Ndihmë"}, "mk", Localised("Ndihmë", "sq", True)),
        ({"ar": "مساعدة"}, "en", Localised("مساعدة", "ar", True)),
        ({"en": ""}, "en", Localised("", "en", False)),
        ({}, "sr-latn", Localised("", "sr", False)),
        (None, "xx", Localised("", "en", False)),
    ],
)
def test_pick(texts, code, expected):
    assert pick(texts, code) == expected


def test_localised_reads_as_its_text_and_names_its_language():
    localised = pick({"sr": "Помоћ"}, "en")

    assert (str(localised), bool(localised), str(localised.language_name)) == ("Помоћ", True, "in Serbian")
    assert not pick({}, "en")


@pytest.fixture
def trees(db):
    """Three pages: one in English and Serbian, one in Serbian and Albanian, one in Bosnian with an English draft."""
    root = Page.objects.get(depth=1)
    homes = {}
    for code in ("en", "sr", "bs", "sq"):
        locale = Locale.objects.get(language_code=code)
        homes[code] = root.add_child(instance=Page(title=f"Home {code}", slug=f"home-{code}", locale=locale))

    def page(code, title, like=None, live=True):
        page = Page(title=title, slug=title.lower(), locale=homes[code].locale, live=live)
        if like:
            page.translation_key = like.translation_key
        return homes[code].add_child(instance=page)

    first = page("en", "One-en")
    page("sr", "One-sr", like=first)
    second = page("sq", "Two-sq")
    page("sr", "Two-sr", like=second)
    third = page("bs", "Three-bs")
    page("en", "Three-en", like=third, live=False)
    return Page.objects.filter(depth=3, title__contains="-").live().order_by("title")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", [("One-en", "en", False), ("Three-bs", "bs", True), ("Two-sr", "sr", True)]),
        ("sr-latn", [("One-sr", "sr", False), ("Three-bs", "bs", True), ("Two-sr", "sr", False)]),
        ("cnr", [("One-sr", "sr", True), ("Three-bs", "bs", True), ("Two-sr", "sr", True)]),
        ("sq", [("One-en", "en", True), ("Three-bs", "bs", True), ("Two-sq", "sq", False)]),
    ],
)
def test_localized_shows_each_page_once_in_one_query(trees, code, expected, django_assert_num_queries):
    with django_assert_num_queries(1):
        shown = [(page.title, page.content_language, page.is_fallback) for page in localized(trees, code)]

    assert shown == expected


def test_localized_can_be_narrowed_counted_and_sliced(trees):
    pages = localized(trees, "en")

    assert pages.count() == 3
    assert [page.title for page in pages[1:2]] == ["Three-bs"]
    assert [page.title for page in pages.filter(title__startswith="T")] == ["Three-bs", "Two-sr"]
    assert {page.content_language for page in pages.specific()} == {"en", "bs", "sr"}
