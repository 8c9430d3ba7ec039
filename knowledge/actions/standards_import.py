"""A draft of a framework taken in from a table: one row per requirement; all of it, or none and why."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.actions.standards import must_keep
from knowledge.choices import Direction, Logic
from knowledge.models import CaseStudy, FrameworkVersion, Indicator, Remark, Section, Standard
from knowledge.models.standards import number_of
from knowledge.outcomes import Line, Outcome
from knowledge.queries.standards_table import COLUMNS, COUNTRIES, texts_in
from knowledge.states import VersionState
from knowledge.tables import Row, read_table
from network.core import audit
from network.core.errors import DomainError
from network.core.transitions import locked_row


@transaction.atomic
def import_standards(version: FrameworkVersion, *, by: Any, content: bytes, only_check: bool = False) -> Outcome:
    """Make a draft what the table says: what the table does not have, the draft loses. Adopted versions refuse.

    A section, standard or indicator is described by the first row that names it; later rows need only its code.
    """
    must_keep(by)
    locked = locked_row(version)
    if locked.state != VersionState.DRAFT:
        raise DomainError(_("An adopted version never changes. Begin the next one."))
    rows = read_table(content, required=["section", "standard", "indicator"], known=COLUMNS)
    locked.sections.all().delete()
    builder = Builder(locked)
    outcome = Outcome([builder.take(row) for row in rows])
    if outcome.broken or only_check:
        transaction.set_rollback(True)
        return outcome
    audit.record("frameworkversion.imported", locked, by=by, after=outcome.counts)
    return Outcome(outcome.lines, is_applied=True)


class Builder:
    def __init__(self, version: FrameworkVersion) -> None:
        self.version = version
        self.sections: dict[str, Section] = {}
        self.standards: dict[str, Standard] = {}
        self.indicators: dict[tuple[str, str], Indicator] = {}
        self.practices = {study.slug: study for study in CaseStudy.objects.public()}

    def take(self, row: Row) -> Line:
        code = row.values.get("indicator", "").strip()
        try:
            with transaction.atomic():
                if row.problem:
                    raise DomainError(row.problem)
                self.build({name: value.strip() for name, value in row.values.items()})
                return Line(row.line, code, "new")
        except DomainError as problem:
            return Line(row.line, code, "broken", str(problem))

    def build(self, values: dict[str, str]) -> None:
        section = self.section_of(values)
        standard = self.standard_of(section, values)
        indicator = self.indicator_of(standard, values)
        texts = texts_in(values, "remark")
        if not texts:
            return
        direction = values.get("direction", "") or Direction.YES
        if direction not in Direction.values:
            known = ", ".join(Direction.values)
            raise DomainError(_("“%(status)s” is none of: %(known)s.") % {"status": direction[:40], "known": known})
        Remark.objects.create(
            indicator=indicator,
            number=indicator.remarks.count() + 1,
            texts=texts,
            direction=direction,
            unit=values.get("unit", "")[:40],
            thresholds=thresholds_in(values, direction),
        )

    def section_of(self, values: dict[str, str]) -> Section:
        number = values["section"]
        if number in self.sections:
            return self.sections[number]
        if not number.isdigit() or len(number) > 3:
            raise DomainError(_("A section has a number, not “%(text)s”.") % {"text": number[:40]})
        titles = required(values, "section_title", number)
        self.sections[number] = Section.objects.create(version=self.version, number=int(number), titles=titles)
        return self.sections[number]

    def standard_of(self, section: Section, values: dict[str, str]) -> Standard:
        code = code_in(values, "standard")
        if code in self.standards:
            if self.standards[code].section_id != section.pk:
                raise DomainError(_("The standard %(code)s stands in another section already.") % {"code": code})
            return self.standards[code]
        standard = Standard.objects.create(
            section=section,
            code=code,
            position=len(self.standards) + 1,
            titles=required(values, "standard_title", code),
            texts=texts_in(values, "standard_text"),
        )
        for slug in filter(None, (part.strip() for part in values.get("practices", "").split(";"))):
            if slug not in self.practices:
                message = _("“%(name)s” in the column %(column)s is not known here.")
                raise DomainError(message % {"name": slug[:60], "column": "practices"})
            standard.practices.add(self.practices[slug])
        self.standards[code] = standard
        return standard

    def indicator_of(self, standard: Standard, values: dict[str, str]) -> Indicator:
        code = code_in(values, "indicator")
        if (standard.code, code) in self.indicators:
            return self.indicators[standard.code, code]
        logic = values.get("logic", "").upper() or Logic.ALL
        if logic not in Logic.values:
            raise DomainError(_("The column logic says ALL or ANY, not “%(text)s”.") % {"text": logic[:40]})
        indicator = Indicator.objects.create(
            standard=standard,
            code=code,
            position=len(self.indicators) + 1,
            texts=required(values, "indicator_text", code),
            logic=logic,
        )
        self.indicators[standard.code, code] = indicator
        return indicator


def code_in(values: dict[str, str], name: str) -> str:
    code = values[name]
    if not code or len(code) > 20:
        raise DomainError(_("The column %(name)s needs a short code.") % {"name": name})
    return code


def required(values: dict[str, str], name: str, code: str) -> dict[str, str]:
    texts = texts_in(values, name)
    if not texts:
        message = _("%(code)s has no text: fill one of the columns that begin with %(name)s.")
        raise DomainError(message % {"code": code, "name": name})
    return texts


def thresholds_in(values: dict[str, str], direction: str) -> dict[str, str]:
    found = {code: values[code.lower()] for code in COUNTRIES if values.get(code.lower())}
    for code, text in found.items():
        if direction == Direction.YES and text.lower() != "yes":
            raise DomainError(_("%(country)s: write “yes”, or a direction with the number.") % {"country": code})
        if direction != Direction.YES and number_of(text) is None:
            raise DomainError(_("%(country)s: “%(text)s” is not a number.") % {"country": code, "text": text[:40]})
    return {code: text.lower() for code, text in found.items()}
