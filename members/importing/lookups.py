from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from members.models import Kind, Organisation, Precision, ServiceType, TargetGroup, Theme, WorkLanguage
from members.names import most_similar, sorted_words
from network.core.models import Country, Municipality
from network.core.text import fold_words

VOCABULARIES: dict[str, Any] = {
    "themes": Theme,
    "target_groups": TargetGroup,
    "services": ServiceType,
    "work_languages": WorkLanguage,
}


def keys(slug: str, names: dict[str, str]) -> set[str]:
    return {slug.lower(), *(fold_words(name) for name in names.values())}


@dataclass
class Lookups:
    """Everything a row may point at, by every way of writing it. Loaded once for the whole table."""

    kinds: dict[str, str] = field(default_factory=dict)
    precisions: dict[str, str] = field(default_factory=dict)
    countries: dict[str, Country] = field(default_factory=dict)
    towns: dict[tuple[str, str], Municipality] = field(default_factory=dict)
    words: dict[str, dict[str, Any]] = field(default_factory=dict)
    numbers: dict[tuple[str, str, str], str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    shown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def load(cls) -> "Lookups":
        found = cls()
        for choices, target in ((Kind.choices, found.kinds), (Precision.choices, found.precisions)):
            for value, label in choices:
                target[value] = target[fold_words(str(label))] = value
        for country in Country.objects.in_network():
            for key in keys(country.pk, country.names):
                found.countries[key] = country
        for town in Municipality.objects.all():
            for key in keys(town.slug, town.names):
                found.towns[town.country_id, key] = town
        for name, model in VOCABULARIES.items():
            found.words[name] = {key: word for word in model.objects.all() for key in keys(word.slug, word.names)}
        rows = Organisation.objects.values_list("country", "register_name", "register_key", "bare_name", "name")
        for country_code, register, number, bare, shown in rows:
            found.remember(country_code, register, number, bare, shown)
        return found

    def remember(self, country: str, register: str, number: str, bare: str, shown: str) -> None:
        if number:
            self.numbers.setdefault((country, fold_words(register), number), shown)
        if bare:
            self.names[country].append(sorted_words(bare))
            self.shown[country].append(shown)

    def same_number(self, country: str, register: str, number: str) -> str:
        return self.numbers.get((country, fold_words(register), number), "") if number else ""

    def like(self, country: str, bare: str) -> str:
        """The name of an organisation of that country that may be the same one."""
        place = most_similar(bare, self.names[country])
        return "" if place is None else self.shown[country][place]
