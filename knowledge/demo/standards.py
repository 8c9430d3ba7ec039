from datetime import date
from typing import Any
from uuid import uuid5

from knowledge.actions import standards as actions
from knowledge.actions.standards_import import import_standards
from knowledge.actions.study_facts import change_facts
from knowledge.exports import csv_lines
from knowledge.models import CaseStudy, Framework, Standard
from knowledge.queries.standards_table import COLUMNS, columns_of
from members.models import ServiceType

from . import people
from .standard_texts import FRAMEWORK, INDICATORS, LICENSING, OTHER, OTHER_ROWS, SECTIONS, STANDARDS
from .studies import SPACE

OWN, RULEBOOK = "standards-of-a-welcoming-service", "example-rulebook-on-social-services"
SHOWN = {
    "guardian": {f"{OWN}:1.1", f"{OWN}:2.1", f"{RULEBOOK}:12"},
    "tea": {f"{OWN}:1.2", f"{OWN}:2.2"},
    "interpreters": {f"{OWN}:1.2"},
    "flat": {f"{OWN}:2.1", f"{OWN}:3.1"},
}
"""Which of the studies show which standards in force."""


def fill(world: Any) -> None:
    """Two versions of the network's own standards with a difference, a state's rulebook beside them, and licensing."""
    if Framework.objects.exists():
        return
    by = people.editor()
    first = actions.start_framework(by=by, label="2025", **FRAMEWORK)
    import_standards(first, by=by, content=file_of(rows(before=True)))
    actions.adopt_version(first, by=by)
    second = actions.start_version(first.framework, by=by, label="2026")
    import_standards(second, by=by, content=file_of(rows()))
    actions.adopt_version(second, by=by)
    other = actions.start_framework(by=by, label="2024", country=world.countries["RS"], **OTHER)
    import_standards(other, by=by, content=file_of(OTHER_ROWS))
    actions.adopt_version(other, by=by)
    actions.relate_standards(
        by=by,
        source=Standard.objects.get(section__version=second, code="2.1"),
        target=Standard.objects.get(section__version=other, code="12"),
        relation="broader",
        note="by day; nights are left open there",
    )
    for name, codes in SHOWN.items():
        study = CaseStudy.objects.filter(uuid=uuid5(SPACE, name), is_public=True).first()
        if study:
            shown = [one for one in Standard.objects.in_force() if one.key in codes]
            change_facts(study, by=by, standards=shown)
    for slug, code, required, texts, authority, basis, years in LICENSING:
        service = ServiceType.objects.filter(slug=slug).first()
        if service:
            actions.save_licensing(
                by=by, country=world.countries[code], service_type=service, texts=texts, is_required=required,
                authority=authority, legal_basis=basis, valid_years=years, verified_on=date(2026, 3, 2),
            )  # fmt: skip


def rows(*, before: bool = False) -> list[dict[str, Any]]:
    """The table of the version in force, or of the one before, which asked for less."""
    practice = CaseStudy.objects.public().order_by("pk").first()
    made = []
    for standard, code, logic, texts, remarks in INDICATORS:
        if before and code == "3.1.a":
            continue
        for remark, direction, unit, thresholds in remarks:
            if before and code == "2.1.a" and direction == "at_most":
                thresholds = {**thresholds, "RS": "20", "ME": "15"}
            titles, words = STANDARDS[standard]
            made.append(
                {
                    "section": standard[0],
                    **columns_of("section_title", SECTIONS[standard[0]]),
                    "standard": standard,
                    **columns_of("standard_title", titles),
                    **columns_of("standard_text", words),
                    "practices": practice.slug if practice and standard == "1.2" else "",
                    "indicator": code,
                    "logic": logic,
                    **columns_of("indicator_text", texts),
                    **columns_of("remark", remark),
                    "direction": direction,
                    "unit": unit,
                    **{country.lower(): value for country, value in thresholds.items()},
                }
            )
    return made


def file_of(table: list[dict[str, Any]]) -> bytes:
    return "".join(csv_lines(COLUMNS, [{name: row.get(name, "") for name in COLUMNS} for row in table])).encode()
