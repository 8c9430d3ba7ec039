"""Every interface language finds its words in its own alphabet, with or without a translation of its own."""

import datetime
import os

import pytest
from babel.messages.mofile import read_mo
from django.test import Client
from django.utils import formats, translation
from django.utils.translation import gettext, ngettext

from network.core import catalogues
from network.core.text import script_of

WHEN = datetime.datetime(2024, 3, 5, 17, 0)


@pytest.fixture
def own_folder(tmp_path, settings):
    """A folder of translations with one Serbian and one Montenegrin string."""

    def po(locale, *pairs):
        path = tmp_path / locale / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True)
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=3; plural=0;\\n"\n'
        path.write_text(head + "".join(f'\n{flags}msgid "{key}"\nmsgstr "{text}"\n' for key, text, flags in pairs))

    po(
        "sr",
        ("Hello %(name)s", "Здраво, %(name)s <b>љубави</b> {place}", ""),
        ("Only Serbian", "Само српски", ""),
        ("Doubtful", "Сумњиво", "#, fuzzy\n"),
        ("Log in", "Уђи", ""),
    )
    po("cnr", ("Only Montenegrin", 'Samo %(name)s <a href=\\"/join/\\">crnogorski</a> njegov info@example.org', ""))
    settings.LOCALE_PATHS = [tmp_path]
    yield tmp_path
    catalogues.forget_loaded()


def compiled(folder, locale):
    with (folder / locale / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return {message.id: message.string for message in read_mo(file) if isinstance(message.id, str)}


def test_catalogues_are_filled_along_the_chain_in_the_right_script(own_folder):
    catalogues.compile_all()

    keys = ["Hello %(name)s", "Only Serbian", "Only Montenegrin", "Doubtful"]
    found = {
        locale: [compiled(own_folder, locale).get(key) for key in keys]
        for locale in ("sr", "sr_Latn", "bs", "cnr", "cnr_Cyrl", "mk", "sq")
    }
    latin = ["Zdravo, %(name)s <b>ljubavi</b> {place}", "Samo srpski"]
    cyrillic = ["Здраво, %(name)s <b>љубави</b> {place}", "Само српски"]
    only_cnr = 'Samo %(name)s <a href="/join/">crnogorski</a> njegov info@example.org'
    only_cnr_cyrillic = 'Само %(name)s <a href="/join/">црногорски</a> његов info@example.org'
    assert found == {
        "sr": [*cyrillic, only_cnr_cyrillic, None],
        "sr_Latn": [*latin, only_cnr, None],
        "bs": [*latin, only_cnr, None],
        "cnr": [*latin, only_cnr, None],
        "cnr_Cyrl": [*cyrillic, only_cnr_cyrillic, None],
        "mk": [None] * 4,
        "sq": [None] * 4,
    }


def test_our_words_win_over_those_of_the_libraries(own_folder):
    catalogues.compile_all()

    assert compiled(own_folder, "sr_Latn")["Log in"] == "Uđi"


def test_compiling_again_writes_nothing_until_a_source_changes(own_folder):
    assert catalogues.compile_all() == list(catalogues.SOURCES)
    assert catalogues.compile_all() == []

    source = own_folder / "cnr" / "LC_MESSAGES" / "django.po"
    later = source.stat().st_mtime + 60
    os.utime(source, (later, later))

    assert catalogues.compile_all() == ["sr", "sr-latn", "bs", "cnr", "cnr-cyrl"]


@pytest.mark.parametrize("language", ["sr", "sr-latn", "bs", "cnr", "cnr-cyrl", "mk", "sq"])
def test_what_django_says_is_said_in_the_readers_language_and_script(language):
    with translation.override(language):
        said = gettext("This field is required.")

    assert said != "This field is required."
    assert script_of(said) == ("Cyrl" if language in ("sr", "cnr-cyrl", "mk") else "Latn")


def test_montenegrin_counts_in_three_forms():
    with translation.override("cnr"):
        said = [ngettext("%(num)d year", "%(num)d years", number) % {"num": number} for number in (1, 3, 5, 21)]

    assert said == ["1 godina", "3 godine", "5 godina", "21 godina"]


@pytest.mark.parametrize(
    ("language", "date", "moment", "short", "number"),
    [
        ("en", "5 March 2024", "5 March 2024 17:00", "5/3/2024", "1,234.5"),
        ("sr", "5. марта 2024.", "5. марта 2024. 17:00", "5.3.2024.", "1.234,5"),
        ("sr-latn", "5. marta 2024.", "5. marta 2024. 17:00", "5.3.2024.", "1.234,5"),
        ("bs", "5. marta 2024.", "5. marta 2024. 17:00", "5.3.2024.", "1.234,5"),
        ("cnr", "5. marta 2024.", "5. marta 2024. 17:00", "5.3.2024.", "1.234,5"),
        ("cnr-cyrl", "5. марта 2024.", "5. марта 2024. 17:00", "5.3.2024.", "1.234,5"),
    ],
)
def test_dates_and_numbers_are_written_as_people_write_them(language, date, moment, short, number):
    with translation.override(language):
        written = (
            formats.date_format(WHEN, "DATE_FORMAT"),
            formats.date_format(WHEN, "DATETIME_FORMAT"),
            formats.date_format(WHEN, "SHORT_DATE_FORMAT"),
            formats.number_format(1234.5, force_grouping=True),
        )

    assert written == (date, moment, short, number)


@pytest.mark.parametrize("language", ["mk", "sq"])
def test_the_neighbours_write_the_day_first_and_24_hours(language):
    with translation.override(language):
        assert formats.date_format(WHEN, "DATETIME_FORMAT") in ("5 март 2024 17:00", "5 mars 2024 17:00")
        assert formats.number_format(1234.5, force_grouping=True) == {"mk": "1.234,5", "sq": "1\u00a0234,5"}[language]


@pytest.mark.parametrize("code", ["en", "sr", "sr-latn", "bs", "cnr", "cnr-cyrl", "mk", "sq"])
@pytest.mark.django_db
def test_every_language_keeps_its_own_address(code):
    """Django would send a language it does not know to a relative: /cnr/ to /sr/."""
    assert translation.get_language_from_path(f"/{code}/directory/") == code

    response = Client(headers={"accept-language": code}).get("/")

    assert (response.status_code, response.headers.get("Location")) == (302, f"/{code}/")
