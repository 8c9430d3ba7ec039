"""The interface is complete in the languages that people translate it into."""

import io

import pytest
from babel.messages.pofile import read_po

from network.core import catalogues

COMPLETE = ["sr", "mk", "sq"]


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


def texts(message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,)
