"""The interface is complete in the languages that people translate it into."""

import io
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

COMPLETE = ["sr", "mk", "sq"]


@pytest.mark.parametrize("language", COMPLETE)
def test_every_string_of_the_catalogue_is_translated(language: str) -> None:
    file = Path(settings.ROOT) / "network" / "locale" / language / "LC_MESSAGES" / "django.po"
    catalogue = read_po(io.BytesIO(file.read_bytes()), locale=language)

    missing = [message.id for message in catalogue if message.id and (message.fuzzy or not all(texts(message)))]

    assert missing == []
    assert len(catalogue) > 2000


def texts(message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,)
