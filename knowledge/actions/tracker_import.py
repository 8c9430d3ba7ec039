"""A table of recommendations and assessments taken into an edition in work: all of it, or none and why."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.actions.recommendations import assess_recommendation, save_recommendation
from knowledge.choices import Progress
from knowledge.models import Assessment, Recommendation, ShadowReport
from knowledge.outcomes import Line, Outcome
from knowledge.permissions import can_write_report
from knowledge.queries.tracker_table import COLUMNS, EVIDENCE, TEXTS, of_edition, row_of
from knowledge.tables import Row, day_of, read_table
from members.models import Kind, Organisation, Theme
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.text import fix_mixed
from network.core.transitions import locked_row

LONGEST = {"text": 2000, "evidence": 4000}
FACTS = ("theme", "addressees", "finding", "target_on", "carried_from")


@transaction.atomic
def import_table(report: ShadowReport, *, by: Any, content: bytes, only_check: bool = False) -> Outcome:
    """Bring an edition to what the table says, row by row, as a person would through the forms.

    A row without a code makes a recommendation; one of the edition changes it; one of an earlier, published one is
    assessed when its status, day or evidence says something that no edition has said yet. If one row is broken, or only
    a check was asked for, nothing is written; the outcome says of each row what became of it or would. Sending in what
    was sent out changes nothing.
    """
    locked = locked_row(report)
    if not can_write_report(by, locked):
        raise NotAllowed(_("This report is signed off and cannot be changed. Return it to its writers first."))
    rows = read_table(content, required=["code"], known=COLUMNS)
    reader = Importer(locked, by)
    outcome = Outcome([reader.take(row) for row in rows])
    if outcome.broken or only_check:
        transaction.set_rollback(True)
        return outcome
    audit.record("shadowreport.imported", locked, by=by, after=outcome.counts)
    return Outcome(outcome.lines, is_applied=True)


class Importer:
    """Knows everything that rows may name, looked up once."""

    def __init__(self, report: ShadowReport, by: Any) -> None:
        self.report, self.by = report, by
        self.known = {one.code: one for one in of_edition(report).prefetch_related("assessments__report")}
        bodies = Organisation.objects.filter(kind=Kind.PUBLIC_BODY)
        bodies = bodies.filter(country=report.country_id) if report.country_id else bodies
        self.addressees = {one.slug: one for one in bodies}
        self.themes = {one.slug: one for one in Theme.objects.all()}
        self.findings = {str(one.number): one for one in report.findings.all()}
        self.seen: set[str] = set()
        self.told = told_elsewhere(report)

    def take(self, row: Row) -> Line:
        code = row.values.get("code", "").strip()
        try:
            with transaction.atomic():
                outcome, code = self.applied(row, code)
                return Line(row.line, code, outcome)
        except DomainError as problem:
            return Line(row.line, code, "broken", str(problem))

    def applied(self, row: Row, code: str) -> tuple[str, str]:
        if row.problem:
            raise DomainError(row.problem)
        if code and code in self.seen:
            raise DomainError(_("%(code)s stands in this table twice.") % {"code": code})
        self.seen.add(code)
        if not code:
            return "new", self.made(row.values).code
        found = self.known.get(code)
        if found is None:
            raise DomainError(_("There is no %(code)s in this edition or among those it may assess.") % {"code": code})
        stored = row_of(found, None, str)
        if found.report_id == self.report.pk and not found.is_public:
            return ("changed" if self.changed(found, row.values, stored) else "same"), code
        self.must_be_as_published(found, row.values, stored)
        return ("changed" if self.assessed(found, row.values) else "same"), code

    # --- The edition's own ---

    def made(self, values: dict[str, str]) -> Recommendation:
        texts = self.texts_of(values, {})
        if not texts.get(self.report.language):
            column = f"text_{self.report.language}"
            raise DomainError(_("A new recommendation needs its wording in the column %(name)s.") % {"name": column})
        return self.saved(values, {}, texts, None)

    def changed(self, found: Recommendation, values: dict[str, str], stored: dict[str, Any]) -> bool:
        given = {name: values[name] for name in (*FACTS, *TEXTS) if name in values}
        self.must_not_assess(values)
        if all(same(name, value, stored[name]) for name, value in given.items()):
            return False
        self.saved(values, stored, self.texts_of(values, stored), found)
        return True

    def must_not_assess(self, values: dict[str, str]) -> None:
        if any(values.get(name) for name in ("status", "assessed_on", *EVIDENCE)):
            raise DomainError(
                _("An edition does not assess what it recommends itself. Leave status and evidence empty.")
            )

    def saved(
        self, values: dict[str, str], stored: dict[str, Any], texts: dict[str, str], found: Recommendation | None
    ) -> Recommendation:
        def value(name: str) -> str:
            return str(values.get(name, stored.get(name, ""))).strip()

        return save_recommendation(
            self.report,
            by=self.by,
            texts=texts,
            addressees=[one_of(self.addressees, slug, "addressees") for slug in split(value("addressees"))],
            theme=one_of(self.themes, value("theme"), "theme") if value("theme") else None,
            finding=one_of(self.findings, value("finding"), "finding") if value("finding") else None,
            target_on=day_of(value("target_on")),
            carried_from=one_of(self.known, value("carried_from"), "carried_from") if value("carried_from") else None,
            recommendation=found,
        )

    def texts_of(self, values: dict[str, str], stored: dict[str, Any]) -> dict[str, str]:
        found = {name[5:]: cleaned(name, values[name], stored.get(name, "")) for name in TEXTS if name in values}
        return {language: text for language, text in found.items() if text or stored.get(f"text_{language}")}

    # --- Earlier ones ---

    def must_be_as_published(self, found: Recommendation, values: dict[str, str], stored: dict[str, Any]) -> None:
        for name in (*FACTS, *TEXTS):
            if name in values and not same(name, values[name], stored[name]):
                message = _("%(code)s is published: its %(name)s stays as it is. Word it anew where it is assessed.")
                raise DomainError(message % {"code": found.code, "name": name})

    def assessed(self, found: Recommendation, values: dict[str, str]) -> bool:
        status, day = values.get("status", "").strip(), day_of(values.get("assessed_on", ""))
        given = {name[9:]: values[name] for name in EVIDENCE if values.get(name)}
        if not status:
            if day or given:
                raise DomainError(_("Say how far it has come: the column status is empty."))
            return False
        if status not in Progress.values:
            known = ", ".join(Progress.values)
            raise DomainError(_("“%(status)s” is none of: %(known)s.") % {"status": status[:40], "known": known})
        if (found.pk, status, day, frozenset(given.items())) in self.told:
            return False
        before = next(iter(found.assessments.all()), None)
        if before and (before.progress, before.assessed_on, nonempty(before.evidence)) == (status, day, given):
            return False
        kept = before.evidence if before else {}
        evidence = {code: cleaned(f"evidence_{code}", text, kept.get(code, "")) for code, text in given.items()}
        emptied = {code: "" for code in kept if f"evidence_{code}" in values and not values[f"evidence_{code}"]}
        assess_recommendation(
            found,
            by=self.by,
            report=self.report,
            progress=status,
            evidence={**emptied, **evidence},
            on=day or timezone.localdate(),
        )
        return True


def told_elsewhere(report: ShadowReport) -> set[tuple[Any, ...]]:
    """What published assessments of the country say, so that a table of the public tracker can come in unchanged."""
    published = Assessment.objects.filter(published_at__isnull=False, recommendation__country=report.country_id)
    return {
        (one.recommendation_id, one.progress, one.assessed_on, frozenset(nonempty(one.evidence).items()))
        for one in published
    }


def nonempty(texts: dict[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text}


def same(name: str, given: str, stored: Any) -> bool:
    if name == "addressees":
        return split(given) == split(str(stored))
    return given == str(stored) or given.strip() == str(stored)


def split(text: str) -> list[str]:
    return sorted({part.strip() for part in text.split(";") if part.strip()})


def one_of(known: dict[str, Any], name: str, column: str) -> Any:
    if name not in known:
        message = _("“%(name)s” in the column %(column)s is not known here.")
        raise DomainError(message % {"name": name[:60], "column": column})
    return known[name]


def cleaned(column: str, text: str, stored: str) -> str:
    """A text as a form would take it; one that nobody touched stays as it is to the letter."""
    if text == stored:
        return stored
    most = LONGEST[column.partition("_")[0]]
    if len(text) > most:
        message = _("The text in the column %(column)s is longer than %(number)s characters.")
        raise DomainError(message % {"column": column, "number": most})
    return fix_mixed(text.strip())
