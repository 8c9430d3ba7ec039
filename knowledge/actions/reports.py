from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from knowledge.actions.case_studies import KIND, Conflict
from knowledge.actions.following import tell_followers
from knowledge.actions.recommendations import publish_assessments, publish_recommendations
from knowledge.actions.shelves import locale_in, shelf
from knowledge.models import Finding, ReportIndexPage, ReportSeries, ReportVersion, ShadowReport, ShadowReportPage
from knowledge.permissions import can_handle_country, can_publish_report, can_sign_off_report, can_write_report
from knowledge.queries.people import desk_of
from knowledge.states import ReportState
from knowledge.validators import is_reserved, report_problems, sentences
from network.core import audit
from network.core.errors import DomainError, NotAllowed
from network.core.mail import notify
from network.core.text import slugify
from network.core.transitions import locked_row, transition

MOST_CHAPTERS = 40


# --- Writing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def start_report(
    *,
    by: Any,
    key: UUID,
    series: ReportSeries,
    year: int,
    period_from: Any,
    period_until: Any,
    language: str,
    title: str,
) -> ShadowReport:
    """Begin an edition of a series. The same `key` gives the same report: a form sent twice makes one."""
    if not can_handle_country(by, series.country_id):
        raise NotAllowed(_("The coordinator of the country or the secretariat begins a report."))
    found = ShadowReport.objects.filter(uuid=key).first()
    if found:
        return found
    if series.reports.filter(year=year, superseded_by=None).exists():
        raise DomainError(_("This series has an edition of that year already."))
    report = ShadowReport.objects.create(
        uuid=key,
        slug=free_slug(f"{series.slug}-{year}"),
        title=title,
        series=series,
        country=series.country,
        language=language,
        year=year,
        period_from=period_from,
        period_until=period_until,
        written_by=by,
    )
    page = ShadowReportPage(title=title, locale=locale_in(language), report=report, live=False, owner=by)
    shelf(ReportIndexPage, language).add_child(instance=page)
    audit.record("shadowreport.started", report, by=by)
    return report


@transaction.atomic
def save_report(
    report: ShadowReport,
    *,
    by: Any,
    version: int,
    title: str,
    texts: dict[str, str],
    contributors: Any = None,
) -> ShadowReport:
    """Store the texts of an edition in work that stand around its chapters, and return it with its new version.

    Conflict when somebody saved in between.
    """
    locked = locked_row(report)
    if not can_write_report(by, locked):
        raise NotAllowed(_("This report is signed off and cannot be changed. Return it to its writers first."))
    if locked.version != version:
        raise Conflict(_("Somebody else has saved this report since you opened it. Copy your text, then load theirs."))
    write_texts(draft_of(locked), by=by, title=title, texts=texts)
    if contributors is not None:
        locked.contributors.set(contributors)
    locked.title, locked.version, locked.saved_at = title, locked.version + 1, timezone.now()
    locked.save()
    return locked


def write_texts(
    page: ShadowReportPage,
    *,
    by: Any,
    title: str,
    texts: dict[str, str],
    chapters: list[dict[str, str]] | None = None,
) -> Any:
    page.title = title
    for name in ("summary", "methodology", "funding"):
        setattr(page, name, texts.get(name, ""))
    if chapters is not None:
        page.chapters = [("chapter", one) for one in chapters[:MOST_CHAPTERS]]  # type: ignore[assignment]
    return page.save_revision(user=by, clean=False)


def draft_of(report: ShadowReport) -> ShadowReportPage:
    return source_page(report).get_latest_revision_as_object()


def source_page(report: ShadowReport) -> ShadowReportPage:
    return report.pages.select_related("locale").get(locale__language_code=report.language)


@transaction.atomic
def save_finding(
    report: ShadowReport,
    *,
    by: Any,
    claims: dict[str, str],
    evidence: dict[str, str],
    target_group: Any,
    severity: str,
    sources: Any = None,
    finding: Finding | None = None,
) -> Finding:
    """Add a finding to an edition in work under the next number, or change one of its findings."""
    locked = locked_row(report)
    if not can_write_report(by, locked):
        raise NotAllowed(_("This report is signed off and cannot be changed. Return it to its writers first."))
    if finding is None:
        last = locked.findings.order_by("-number").first()
        finding = Finding(report=locked, number=last.number + 1 if last else 1)
    finding.claims, finding.evidence = {**finding.claims, **claims}, {**finding.evidence, **evidence}
    finding.target_group, finding.severity = target_group, severity
    finding.save()
    if sources is not None:
        finding.sources.set(sources)
    return finding


# --- Deciding -------------------------------------------------------------------------------------------------------


def must_handle(by: Any) -> Any:
    def check(locked: ShadowReport) -> None:
        if not can_handle_country(by, locked.country_id):
            raise NotAllowed(_("The coordinator of the country or the secretariat decides about this report."))

    return check


@transaction.atomic
def send_to_review(report: ShadowReport, *, by: Any) -> ShadowReport:
    """The writers are done: the evidence is looked at before anybody signs."""

    def check(locked: ShadowReport) -> None:
        must_handle(by)(locked)
        problems = report_problems(locked, draft_of(locked))
        if problems:
            raise DomainError(sentences(problems))

    return transition(report, ReportState.EVIDENCE_REVIEW, by=by, check=check)


@transaction.atomic
def return_to_writers(report: ShadowReport, *, by: Any, reason: str) -> ShadowReport:
    """Back to writing, with a reason; a signature given before counts no longer."""
    if not reason.strip():
        raise DomainError(_("Say what is to be changed."))
    return transition(
        report,
        ReportState.DRAFTING,
        by=by,
        reason=reason,
        check=must_handle(by),
        signed_off_by=None,
        signed_off_at=None,
        embargo_until=None,
    )


@transaction.atomic
def sign_off_report(report: ShadowReport, *, by: Any) -> ShadowReport:
    """The coordinator answers for the report in the name of the country's organisations."""

    def check(locked: ShadowReport) -> None:
        if not can_sign_off_report(by, locked):
            raise NotAllowed(_("Only the coordinator of the country signs off its report."))
        problems = report_problems(locked, draft_of(locked))
        if problems:
            raise DomainError(sentences(problems))
        assemble(locked, by=by)

    return transition(
        report, ReportState.COUNTRY_SIGNOFF, by=by, check=check, signed_off_by=by, signed_off_at=timezone.now()
    )


@transaction.atomic
def embargo_report(report: ShadowReport, *, by: Any, until: datetime) -> ShadowReport:
    """Publish by itself at `until`, and show nobody anything before."""
    if until <= timezone.now():
        raise DomainError(_("The embargo must end in the future."))
    return transition(report, ReportState.EMBARGOED, by=by, check=must_handle(by), embargo_until=until)


@transaction.atomic
def publish_report(report: ShadowReport, *, by: Any, now: datetime | None = None) -> ShadowReport:
    """Let everybody read a signed-off edition, and put its recommendations and assessments into the tracker.

    `by=None` is the clock, at the end of an embargo. A report that nobody signed cannot be published. `now` dates the
    publication of an edition that was public elsewhere before.
    """
    now = min(now or timezone.now(), timezone.now())

    def check(locked: ShadowReport) -> None:
        if by is not None and not can_publish_report(by, locked):
            raise NotAllowed(_("The coordinator of the country or the secretariat publishes this report."))
        if locked.signed_off_at is None:
            raise DomainError(_("The report must be signed off before it is published."))
        if by is None and (locked.embargo_until is None or locked.embargo_until > now):
            raise DomainError(_("The embargo is not over."))

    transition(report, ReportState.PUBLISHED, by=by, check=check, published_at=now)
    for page in report.pages.all():
        draft = page.get_latest_revision_as_object()
        draft.save_revision(user=by, clean=False).publish(user=by, skip_permission_checks=True)
    keep_versions(report, note="", now=now)
    carried_on = publish_recommendations(report, now)
    tell_followers([*carried_on, *publish_assessments(report, now)])
    told = desk_of(report.country_id)
    notify(told, "knowledge/mail/report_published", {"report": report}, kind=KIND, link=report.get_absolute_url())
    return report


def publish_due_reports() -> int:
    """Publish what was waiting for the end of its embargo; returns how many."""
    due = list(ShadowReport.objects.embargo_over(timezone.now()))
    for report in due:
        publish_report(report, by=None)
    return len(due)


@transaction.atomic
def correct_report(
    report: ShadowReport, *, by: Any, note: str, texts: dict[str, str], chapters: list[dict[str, str]]
) -> ShadowReport:
    """Publish a corrected text. What was corrected and when stays on the page, and the version number goes up."""
    if not note.strip():
        raise DomainError(_("Say what was corrected."))
    now = timezone.now()
    corrections = [*report.corrections, {"at": now.isoformat(), "note": note}]
    transition(
        report,
        ReportState.CORRECTED,
        by=by,
        reason=note,
        check=must_handle(by),
        corrected_at=now,
        corrections=corrections,
    )
    page = draft_of(report)
    write_texts(page, by=by, title=page.title, texts=texts, chapters=chapters).publish(
        user=by, skip_permission_checks=True
    )
    keep_versions(report, note=note, now=now)
    return report


@transaction.atomic
def supersede_report(report: ShadowReport, *, by: Any, replaced_by: ShadowReport) -> ShadowReport:
    """Say on the page of an edition that a later one of its series replaces it. Its text stays to be read and cited."""

    def check(locked: ShadowReport) -> None:
        must_handle(by)(locked)
        if not may_replace(replaced_by, locked):
            raise DomainError(_("Only a published, later edition of the same series replaces a report."))

    return transition(report, ReportState.SUPERSEDED, by=by, check=check, superseded_by=replaced_by)


def may_replace(later: ShadowReport, earlier: ShadowReport) -> bool:
    return later.is_readable and later.series_id == earlier.series_id and later.year > earlier.year


@transaction.atomic
def withdraw_report(report: ShadowReport, *, by: Any, reason: str) -> ShadowReport:
    """Take the text away and leave a page that says why. The recommendations stay: others have built on them."""
    if not reason.strip():
        raise DomainError(_("Say why the report is withdrawn."))
    transition(report, ReportState.WITHDRAWN, by=by, reason=reason, check=must_handle(by), withdrawal_reason=reason)
    for page in report.pages.filter(live=True):
        UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    return report


@transaction.atomic
def add_report_translation(
    report: ShadowReport, *, by: Any, language: str, title: str, texts: dict[str, str], chapters: list[dict[str, str]]
) -> ShadowReportPage:
    """Tell an edition in a further language, for readers at once when it is public. Idempotent by language."""
    locale = locale_in(language)
    page = report.pages.filter(locale=locale).first()
    if page is None:
        key = source_page(report).translation_key
        page = ShadowReportPage(title=title, locale=locale, report=report, live=False, owner=by, translation_key=key)
        shelf(ReportIndexPage, language).add_child(instance=page)
    revision = write_texts(page, by=by, title=title, texts=texts, chapters=chapters)
    if report.is_readable:
        revision.publish(user=by, skip_permission_checks=True)
        keep_versions(report, note="", now=timezone.now())
    audit.record("shadowreport.translated", report, by=by, after={"language": language})
    return page


def keep_versions(report: ShadowReport, *, note: str, now: datetime) -> None:
    """Part of whatever makes a text public: each language as it now reads, under the version's number."""
    number = len(report.corrections)
    kept = set(report.versions.filter(number=number).values_list("language", flat=True))
    for page in report.pages.filter(live=True).select_related("locale", "live_revision"):
        language = page.locale.language_code
        if page.live_revision and language not in kept:
            ReportVersion.objects.create(
                report=report, number=number, language=language, revision=page.live_revision, note=note, at=now
            )


def assemble(report: ShadowReport, *, by: Any) -> None:
    """Part of signing off: what the organisations wrote becomes the text of the edition."""
    chapters = [{name: getattr(one, name) for name in ("title", "author", "text")} for one in report.chapters.all()]
    if chapters:
        page = draft_of(report)
        texts = {name: getattr(page, name) for name in ("summary", "methodology", "funding")}
        write_texts(page, by=by, title=page.title, texts=texts, chapters=chapters)


def free_slug(wanted: str) -> str:
    base = slugify(wanted, "en")[:150].strip("-") or "report"
    if is_reserved(base):
        base = f"{base}-report"
    slug, number = base, 2
    while ShadowReport.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug
