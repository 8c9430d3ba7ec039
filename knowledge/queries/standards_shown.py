"""Which standards case studies show, as their pages, the editor and the list name them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from knowledge.models import Standard
from knowledge.states import VersionState

VERSION = "standards__section__version"


def standard_names() -> list[tuple[str, str]]:
    """Every standard in force as (key, what a reader calls it)."""
    return [(one.key, f"{one.code} {one.title}") for one in Standard.objects.in_force()]


def grouped(standards: Iterable[Standard]) -> list[tuple[Any, list[Standard]]]:
    """Standards of `in_force()` by their framework."""
    found: dict[Any, list[Standard]] = {}
    for standard in standards:
        found.setdefault(standard.section.version.framework, []).append(standard)
    return list(found.items())


def standards_shown(studies: Any) -> dict[str, int]:
    """How many of the studies show which standard in force, by its key."""
    shown = studies.filter(**{f"{VERSION}__state": VersionState.ADOPTED}).order_by()
    rows = shown.values_list(f"{VERSION}__framework__slug", "standards__code").annotate(number=Count("pk"))
    return {f"{framework}:{code}": number for framework, code, number in rows}
