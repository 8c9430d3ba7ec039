"""Brings the countries and municipalities of the files beside this one into the database."""

import json
from pathlib import Path
from typing import Any

from network.core.text import sort_key

HERE = Path(__file__).parent
COUNTRY_FIELDS = [
    "names",
    "footnote",
    "languages",
    "scripts",
    "currency",
    "time_zone",
    "in_network_from",
    "in_network_until",
    "position",
]
MUNICIPALITY_FIELDS = ["country", "names", "sort_key", "latitude", "longitude", "population_rank"]


def load_places(**_signal: Any) -> None:
    """Insert or bring up to date every country and municipality; runs after each migration and changes nothing else."""
    from network.core.models import Country, Municipality  # inline: this module is named while apps load

    countries = json.loads((HERE / "countries.json").read_text())
    Country.objects.bulk_create(
        [
            Country(code=row["code"], **{f: row[f] for f in COUNTRY_FIELDS if f != "position"}, position=position)
            for position, row in enumerate(countries, start=1)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=COUNTRY_FIELDS,
    )
    places = json.loads((HERE / "municipalities.json").read_text())
    Municipality.objects.bulk_create(
        [
            Municipality(
                slug=row["slug"],
                country_id=row["country"],
                names=row["names"],
                sort_key=sort_key(row["name"]),
                latitude=row["latitude"],
                longitude=row["longitude"],
                population_rank=row["population_rank"],
            )
            for row in places
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=MUNICIPALITY_FIELDS,
    )
