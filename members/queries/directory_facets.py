"""How many organisations of a list have each kind, place, word or licence: one query a facet, whatever their number."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import get_language

from members.days import today
from members.models import Kind, Licence, Organisation, ServiceType, TargetGroup, Theme, WorkLanguage
from members.models.vocabularies import Vocabulary
from members.states import LicenceState
from network.core.charts.region import country_names
from network.core.languages import pick

Counted = list[tuple[str, str, int]]
"""Slug, label and number of each value; those of nobody are missing or 0, but chosen ones are always there."""
Counter = Callable[[QuerySet, set[str]], Counted]


def by_word(name: str, model: type[Vocabulary]) -> Counter:
    through = getattr(Organisation, name).through
    column = str(model._meta.model_name)

    def count(found: QuerySet, chosen: set[str]) -> Counted:
        held = through.objects.filter(organisation__in=found.order_by()).order_by(f"{column}__position")
        rows = held.values_list(f"{column}__slug", f"{column}__names", f"{column}__position")
        counted = [(slug, named(names), number) for slug, names, _place, number in rows.annotate(n=Count("pk"))]
        missing = chosen.difference(slug for slug, _label, _number in counted)
        nobodys: Any = model._default_manager.filter(slug__in=missing) if missing else []
        return counted + [(word.slug, word.name, 0) for word in nobodys]

    return count


def by_country(found: QuerySet, chosen: set[str]) -> Counted:
    rows = found.order_by("country__position").values_list("country_id", "country__names", "country__position")
    counted = [(code, named(names), number) for code, names, _place, number in rows.annotate(n=Count("pk"))]
    missing = chosen.difference(code for code, _label, _number in counted)
    return counted + [(code, name, 0) for code, name in country_names().items() if code in missing]


def named(names: Any) -> str:
    return pick(names, get_language()).text


def by_kind(found: QuerySet, chosen: set[str]) -> Counted:
    numbers = dict(found.order_by().values_list("kind").annotate(number=Count("pk")))
    return [(kind.value, str(kind.label), numbers.get(kind.value, 0)) for kind in Kind]


def by_licence(found: QuerySet, chosen: set[str]) -> Counted:
    shown = Licence.objects.public(today()).filter(organisation__in=found.order_by()).order_by()
    numbers = dict(shown.values_list("effective").annotate(number=Count("organisation_id", distinct=True)))
    return [(state.value, str(state.label), numbers.get(state.value, 0)) for state in LicenceState]


COUNTS: dict[str, Counter] = {
    "country": by_country,
    "kind": by_kind,
    "theme": by_word("themes", Theme),
    "group": by_word("target_groups", TargetGroup),
    "service": by_word("services", ServiceType),
    "licence": by_licence,
    "language": by_word("work_languages", WorkLanguage),
}
