"""The words that the network agreed on, as data: `words.json` holds them and `load` brings them into the database."""

import json
from pathlib import Path
from typing import Any

WORDS = Path(__file__).with_name("words.json")


def load_vocabularies(**_signal: Any) -> None:
    """Add the words that are missing; runs after each migration and leaves what editors have changed alone."""
    from members import models  # inline: this module is named while apps load

    for model_name, rows in json.loads(WORDS.read_text()).items():
        model = getattr(models, model_name)
        model.objects.bulk_create(
            [model(position=position, **row) for position, row in enumerate(rows, start=1)], ignore_conflicts=True
        )
