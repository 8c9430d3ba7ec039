from datetime import UTC, date, datetime, time
from operator import itemgetter
from typing import Any
from uuid import uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge.actions import recommendations as recommendation_actions
from knowledge.actions import reports as actions
from knowledge.actions import responses
from knowledge.actions.chapters import add_chapter, take_chapter, write_chapters
from knowledge.actions.evidence import add_evidence
from knowledge.models import Recommendation, ReportSeries, ShadowReport
from members.models import Organisation, TargetGroup, Theme
from members.models.facts import MEMBER_KINDS
from network.core.pdf import typeset

from . import people, report_texts, report_texts_more
from .studies import SPACE

SERIES = {**report_texts.SERIES, **report_texts_more.SERIES}
EDITIONS = sorted([*report_texts_more.EDITIONS, *report_texts.EDITIONS], key=itemgetter("year"))
RESPONSES = [*report_texts.RESPONSES, *report_texts_more.RESPONSES]


def fill(world: Any) -> None:
    if ShadowReport.objects.exists():
        return
    for slug, words in SERIES.items():
        ReportSeries.objects.get_or_create(
            slug=slug,
            defaults={
                "titles": words["titles"],
                "descriptions": words["descriptions"],
                "country": world.countries[words["country"]],
                "theme": Theme.objects.filter(slug=words["theme"]).first(),
            },
        )
    known: dict[str, Recommendation] = {}
    for edition in EDITIONS:
        publish(world, edition, known)
    for name, key, position, day, language, text in RESPONSES:
        responses.record_response(
            known[name],
            by=people.coordinator(known[name].country_id),
            institution=people.institution(world, key),
            position=position,
            text=text,
            language=language,
            given_on=date.fromisoformat(day),
        )


SOURCES = [
    ("talks", "64 conversations in eleven towns", "", False),
    ("document", "Local action plans and budgets of 31 towns", "Towns", True),
    ("figures", "Enrolment in primary schools", "Example institute of statistics", True),
]


DOCUMENTS = {
    "document": (
        "31-towns.pdf",
        "Of 31 plans read, nine name a sum, and six of these sums stand in the town’s budget.",
    ),
    "talks": (
        "guide-for-the-talks.pdf",
        "How we spoke with people: nobody was asked for a name, notes held no places.",
    ),
}


def paper(title: str, document: tuple[str, str]) -> SimpleUploadedFile:
    name, text = document
    content = typeset("core/letter.typ", {"title": title, "facts": [], "paragraphs": [text]}, language="en")
    return SimpleUploadedFile(name, content, "application/pdf")


CARRIED_ON = {"RS-6": "RS-3"}
WORDED_ANEW = {
    "RS-2": {
        "en": "Give national support to a local action plan only where the municipal budget has a line of its own for it.",
        "sr": "Давати државну подршку локалном акционом плану само тамо где општински буџет за њега има своју ставку.",
    }
}


def publish(world: Any, edition: dict[str, Any], known: dict[str, Recommendation]) -> None:
    """Write an edition in English, let the country's coordinator bring it as far as it goes, and tell it in its other languages."""
    series = ReportSeries.objects.get(slug=edition["series"])
    by, year = people.coordinator(series.country_id), edition["year"]
    report = actions.start_report(
        by=by,
        key=uuid5(SPACE, f"{series.slug}-{year}"),
        series=series,
        year=year,
        period_from=date(year - 1, 1, 1),
        period_until=date(year - 1, 12, 31),
        language="en",
        title=edition["title"]["en"],
    )
    contributors = Organisation.objects.listed().filter(
        people.INVENTED, country=series.country_id, kind__in=MEMBER_KINDS
    )[:3]
    title, texts, chapters = words_of(edition, "en")
    report = actions.save_report(
        report, by=by, version=report.version, title=title, texts=texts, contributors=contributors
    )
    writers = [*contributors, None, None, None]
    given = [{**one, "organisation": writer} for one, writer in zip(chapters, writers, strict=False)]
    write_chapters(report, by=by, chapters=given)
    add_contents(world, report, edition, known, by)
    if edition["until"] == "evidence_review":
        actions.send_to_review(report, by=by)
        leave_a_chapter_open(report, by)
        return
    actions.send_to_review(report, by=by)
    actions.sign_off_report(report, by=by)
    day = datetime.combine(date.fromisoformat(edition["published"]), time(8), tzinfo=UTC)
    actions.publish_report(report, by=by, now=day)
    for language in edition["title"].keys() - {"en"}:
        title, texts, chapters = words_of(edition, language)
        actions.add_report_translation(
            report, by=people.editor(), language=language, title=title, texts=texts, chapters=chapters
        )
    for recommendation in known.values():
        recommendation.refresh_from_db()


def add_contents(
    world: Any, report: ShadowReport, edition: dict[str, Any], known: dict[str, Recommendation], by: Any
) -> None:
    findings = [
        actions.save_finding(
            report,
            by=by,
            claims=claims,
            evidence=evidence,
            target_group=TargetGroup.objects.filter(slug=group).first(),
            severity=severity,
        )
        for severity, group, claims, evidence in edition["findings"]
    ]
    for finding, (kind, title, source, public) in zip(findings, SOURCES, strict=False):
        facts = {"kind": kind, "title": title, "source": source, "is_public": public}
        if kind in DOCUMENTS:
            facts["document"] = paper(title, DOCUMENTS[kind])
        finding.sources.add(add_evidence(report, by=by, dated_on=date(report.year - 1, 11, 3), **facts))
    for name, finding, theme, addressees, target, texts in edition["recommendations"]:
        known[name] = recommendation_actions.save_recommendation(
            report,
            by=by,
            texts=texts,
            addressees=[people.institution(world, key) for key in addressees],
            theme=Theme.objects.filter(slug=theme).first(),
            finding=findings[finding - 1] if finding else None,
            target_on=date.fromisoformat(target),
            carried_from=known.get(CARRIED_ON.get(name, "")),
        )
    later = report_texts_more.ASSESSED_LATER.get((edition["series"], edition["year"]), [])
    for name, progress, day, evidence in [*edition["assessments"], *later]:
        recommendation_actions.assess_recommendation(
            known[name],
            by=by,
            report=report,
            progress=progress,
            evidence=evidence,
            on=date.fromisoformat(day),
            rewording=WORDED_ANEW.get(name),
        )


def words_of(edition: dict[str, Any], language: str) -> tuple[str, dict[str, str], list[dict[str, str]]]:
    texts = {name: edition[name][language] for name in ("summary", "methodology")}
    chapters = [{"title": title, "author": "", "text": text} for title, text in edition["chapters"][language]]
    return edition["title"][language], texts, chapters


def leave_a_chapter_open(report: ShadowReport, by: Any) -> None:
    """One chapter more, in which somebody of its organisation is writing."""
    writer = next(iter(people.authors(report.country_id or "")), None)
    organisation = writer.organisations().listed().first() if writer else None
    if organisation:
        take_chapter(add_chapter(report, by=by, title="Work and papers", organisation=organisation), by=writer)
