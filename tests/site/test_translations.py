"""The interface is complete in the languages that people translate it into."""

import io
import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import translation

from network.core import catalogues

COMPLETE = ["sr", "mk", "sq"]
EKAVIAN = re.compile(
    r"\b(vreme|mesto|mesta|gde|ovde|uvek|reč|reči|posle|pre|dve|obe|deca|dece|mesec\w*|prover\w*|promen\w*|izmen\w*"
    r"|zahtev\w*|ocen\w*|izvešt\w*|obavešt\w*|primer|savet\w*|sledeć\w*|posledn\w*|uver\w*|sme|smete)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", COMPLETE)
def test_every_string_of_the_catalogue_is_translated(language: str) -> None:
    files = catalogues.ours(language)

    words = [
        message for file in files for message in read_po(io.BytesIO(file.read_bytes()), locale=language) if message.id
    ]
    missing = [message.id for message in words if message.fuzzy or not all(texts(message))]

    assert missing == []
    assert len(files) == 6
    assert len(words) > 2000


@pytest.mark.parametrize("language", ["bs", "cnr"])
def test_bosnian_and_montenegrin_are_ijekavian(language: str) -> None:
    messages = [message for file in catalogues.ours(language) for message in read_po(io.BytesIO(file.read_bytes()))]
    said = [text for message in messages if message.id for text in texts(message)]

    assert [text for text in said if EKAVIAN.search(text)] == []
    assert len(said) > 900


@pytest.mark.parametrize(
    ("language", "where", "municipality"),
    [("sr-latn", "Gde", "opština"), ("bs", "Gdje", "općina"), ("cnr", "Gdje", "opština")],
)
def test_each_neighbour_has_words_of_its_own(language: str, where: str, municipality: str) -> None:
    with translation.override(language):
        assert (translation.gettext("Where"), translation.gettext("municipality")) == (where, municipality)


def test_the_glossary_has_every_word_in_all_seven_languages() -> None:
    lines = (settings.ROOT / "docs" / "concepts.md").read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    words = [row for row in rows[1:] if row[1] != "—"]  # words of the code only have an explanation instead

    assert [row for row in words if len(row) != 8 or not all(row)] == []
    assert len(words) > 60


def texts(message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,)
