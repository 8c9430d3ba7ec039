"""The directory's list with all that it says of each, for files: few queries per chunk, and no object for each word."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Value
from django.utils.translation import get_language

from members.days import today
from members.models import Licence, Organisation
from network.core.languages import pick
from network.core.models import Municipality

from .directory_facets import VOCABULARIES, united, words

CHUNK = 500
FACTS = ("name", "name_en", "acronym", "kind", "country", "municipality", "precision", "address", "latitude")
FACTS += ("longitude", "front_gate", "website", "email", "phone", "summaries", "slug")


@dataclass(frozen=True)
class Exported:
    """A listed organisation, the words it has in each vocabulary, and the licences that the public may know."""

    organisation: Organisation
    words: dict[str, list[str]]
    licences: list[Licence]


def exported(keys: list[int]) -> Iterator[Exported]:
    """The organisations with these keys, in this order. Who leaves the directory meanwhile is left out."""
    labels, towns = labels_of_words(), {town.pk: town for town in Municipality.objects.order_by()}
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        bodies = {body.pk: body for body in Organisation.objects.listed().filter(pk__in=chunk).only(*FACTS).order_by()}
        said, licences = words_of(chunk, labels), licences_of(chunk)
        for body in (bodies[key] for key in chunk if key in bodies):
            body.municipality = towns.get(body.municipality_id)
            yield Exported(
                body,
                {name: [label for _place, label in sorted(said[body.pk, name])] for name in VOCABULARIES},
                licences[body.pk],
            )


def labels_of_words() -> dict[tuple[str, int], tuple[int, str]]:
    """Place and name of each word of each vocabulary; of a language its code, which is the same for everybody."""
    rows = sorted(united(map(words, VOCABULARIES)), key=lambda word: (word[4], word[2]))
    return {
        (name, key): (place, slug if name == "language" else pick(names, get_language()).text)
        for place, (name, key, slug, names, _position) in enumerate(rows)
    }


def words_of(
    keys: list[int], labels: dict[tuple[str, int], tuple[int, str]]
) -> dict[tuple[int, str], list[tuple[int, str]]]:
    found: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for name, body, word in united(held_by(keys, name) for name in VOCABULARIES):
        found[body, name].append(labels[name, word])
    return found


def held_by(keys: list[int], name: str) -> Any:
    """Rows of vocabulary, organisation and word."""
    field, model = VOCABULARIES[name]
    rows = getattr(Organisation, field).through.objects.filter(organisation__in=keys).order_by()
    return rows.values_list(Value(name), "organisation_id", f"{model._meta.model_name}_id")


def licences_of(keys: list[int]) -> dict[int, list[Licence]]:
    found: dict[int, list[Licence]] = defaultdict(list)
    licences = Licence.objects.public(today()).filter(organisation__in=keys).select_related("service")
    for licence in licences.order_by("service__position", "country"):
        found[licence.organisation_id].append(licence)
    return found
