"""A version of a framework as a table, one row per requirement; the desk takes the same table back in."""

from collections.abc import Iterator
from typing import Any

from knowledge.models import FrameworkVersion
from network.core.languages import CONTENT_LANGUAGES

LANGUAGES = tuple(CONTENT_LANGUAGES)
COUNTRIES = ("RS", "BA", "MK", "AL", "ME")
TEXT_COLUMNS = ("section_title", "standard_title", "standard_text", "indicator_text", "remark")
COLUMNS = (
    "section", *(f"section_title_{code}" for code in LANGUAGES),
    "standard", *(f"standard_title_{code}" for code in LANGUAGES), *(f"standard_text_{code}" for code in LANGUAGES),
    "practices",
    "indicator", "logic", *(f"indicator_text_{code}" for code in LANGUAGES),
    *(f"remark_{code}" for code in LANGUAGES), "direction", "unit", *(code.lower() for code in COUNTRIES),
)  # fmt: skip


def texts_in(values: dict[str, str], name: str) -> dict[str, str]:
    """The texts of a row under `name`, by language."""
    found = {code: values.get(f"{name}_{code}", "") for code in LANGUAGES}
    return {code: text for code, text in found.items() if text}


def columns_of(name: str, texts: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{code}": texts.get(code, "") for code in LANGUAGES}


def version_rows(version: FrameworkVersion) -> Iterator[dict[str, Any]]:
    """Every row says all about its section, standard and indicator, so that rows can be sorted and filtered."""
    parts = version.sections.prefetch_related("standards__indicators__remarks", "standards__practices")
    for section in parts:
        for standard in section.standards.all():
            for indicator in standard.indicators.all():
                head = {
                    "section": section.number,
                    **columns_of("section_title", section.titles),
                    "standard": standard.code,
                    **columns_of("standard_title", standard.titles),
                    **columns_of("standard_text", standard.texts),
                    "practices": "; ".join(study.slug for study in standard.practices.all() if study.is_public),
                    "indicator": indicator.code,
                    "logic": indicator.logic,
                    **columns_of("indicator_text", indicator.texts),
                }
                for remark in list(indicator.remarks.all()) or [None]:
                    yield {
                        **head,
                        **columns_of("remark", remark.texts if remark else {}),
                        "direction": remark.direction if remark else "",
                        "unit": remark.unit if remark else "",
                        **{code.lower(): remark.thresholds.get(code, "") if remark else "" for code in COUNTRIES},
                    }
