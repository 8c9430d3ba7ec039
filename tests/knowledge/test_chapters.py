"""Chapters that several write: one at a time, nobody over somebody else, and the text of the report is what they wrote."""

import io
import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone
from pypdf import PdfReader

from knowledge import permissions
from knowledge.actions import chapters as actions
from knowledge.actions import reports
from knowledge.actions.case_studies import Conflict
from knowledge.models import Chapter, Evidence, ReportVersion, ShadowReport
from knowledge.passages import passages
from knowledge.states import ReportState
from network.core.errors import DomainError, NotAllowed
from tests.crowds import all_at_once
from tests.factories.knowledge import report_in
from tests.factories.members import AffiliationFactory

pytestmark = pytest.mark.django_db

on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="threads need row locks")


@pytest.fixture
def chapter(coordinator, organisation):
    """A chapter of an edition in work, given to the organisation of `member` and `representative`."""
    return actions.add_chapter(report_in(by=coordinator), by=coordinator, title="Schools", organisation=organisation)


def fresh(chapter):
    return Chapter.objects.get(pk=chapter.pk)


ROLES = ["nobody", "stranger", "member", "representative", "coordinator", "coordinator_ba", "editor", "secretariat"]
WRITERS, KEEPERS = {"member", "representative"}, {"coordinator", "secretariat"}


def person(request, role):
    return AnonymousUser() if role == "nobody" else request.getfixturevalue(role)


@pytest.mark.parametrize(
    ("state", "handed_in", "writers"),
    [
        (ReportState.DRAFTING, False, WRITERS | KEEPERS),
        (ReportState.DRAFTING, True, KEEPERS),
        (ReportState.EVIDENCE_REVIEW, False, WRITERS | KEEPERS),
        (ReportState.EVIDENCE_REVIEW, True, KEEPERS),
        (ReportState.COUNTRY_SIGNOFF, True, set()),
        (ReportState.EMBARGOED, True, set()),
        (ReportState.PUBLISHED, True, set()),
    ],
)
def test_chapter_is_written_by_those_in_the_table(request, chapter, state, handed_in, writers):
    ShadowReport.objects.filter(pk=chapter.report_id).update(
        state=state, signed_off_at=timezone.now(), published_at=timezone.now(), embargo_until=timezone.now()
    )
    Chapter.objects.filter(pk=chapter.pk).update(handed_in_at=timezone.now() if handed_in else None)
    found = fresh(chapter)

    allowed = {role for role in ROLES if permissions.can_write_chapter(person(request, role), found)}
    seen = {role for role in ROLES if permissions.can_see_chapter(person(request, role), found)}
    listed = {role for role in ROLES if Chapter.objects.visible_to(person(request, role)).filter(pk=found.pk).exists()}

    assert allowed == writers
    assert seen == listed == WRITERS | KEEPERS


def test_second_writer_is_told_who_writes_and_since_when(chapter, member, representative):
    actions.take_chapter(chapter, by=member)

    with pytest.raises(DomainError, match="Mila Member has been writing here since"):
        actions.take_chapter(chapter, by=representative)
    with pytest.raises(DomainError, match="Mila Member"):
        actions.save_chapter(chapter, by=representative, version=1, text="Mine.")

    assert fresh(chapter).text == ""


def test_lock_ends_when_given_back_or_a_quarter_of_an_hour_after_the_last_save(chapter, member, representative):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        actions.take_chapter(chapter, by=member)
    with time_machine.travel(start + timedelta(minutes=14), tick=False):
        actions.save_chapter(chapter, by=member, version=1, text="Hers.")
    with time_machine.travel(start + timedelta(minutes=28), tick=False), pytest.raises(DomainError):
        actions.take_chapter(chapter, by=representative)
    with time_machine.travel(start + timedelta(minutes=30), tick=False):
        actions.take_chapter(chapter, by=representative)
        actions.give_back_chapter(chapter, by=member)
        assert fresh(chapter).locked_by == representative
        actions.give_back_chapter(chapter, by=representative)

    assert fresh(chapter).locked_by is None


def test_late_save_over_somebody_elses_words_is_a_conflict_and_not_an_overwriting(chapter, member, representative):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        actions.take_chapter(chapter, by=member)
    with time_machine.travel(start + timedelta(hours=1), tick=False):
        actions.take_chapter(chapter, by=representative)
        actions.save_chapter(chapter, by=representative, version=1, text="His.")
        actions.give_back_chapter(chapter, by=representative)
        with pytest.raises(Conflict):
            actions.save_chapter(chapter, by=member, version=1, text="Hers.")

    assert (fresh(chapter).text, fresh(chapter).version) == ("His.", 2)


@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_of_six_who_save_over_the_same_version_at_once_one_writes(coordinator, organisation):
    chapter = actions.add_chapter(report_in(by=coordinator), by=coordinator, title="Schools", organisation=organisation)
    people = [AffiliationFactory(organisation=organisation).person for _writer in range(6)]

    outcomes = all_at_once([lambda p=p: actions.save_chapter(chapter, by=p, version=1, text=f"{p.pk}") for p in people])

    saved = [outcome for outcome in outcomes if not isinstance(outcome, DomainError)]
    assert len(saved) == 1
    assert (fresh(chapter).version, fresh(chapter).text) == (2, str(saved[0].saved_by_id))


def test_desk_frees_a_chapter_that_was_left_open(chapter, coordinator, member, representative):
    actions.take_chapter(chapter, by=member)

    with pytest.raises(NotAllowed):
        actions.free_chapter(chapter, by=representative)
    actions.free_chapter(chapter, by=coordinator)

    assert actions.take_chapter(chapter, by=representative).locked_by == representative


def test_review_waits_for_every_chapter_and_names_the_one_that_is_missing(chapter, coordinator, member):
    with pytest.raises(DomainError, match="“Schools” is empty"):
        reports.send_to_review(chapter.report, by=coordinator)
    actions.save_chapter(chapter, by=member, version=1, text="Full.")
    with pytest.raises(DomainError, match="“Schools” has not been handed in"):
        reports.send_to_review(chapter.report, by=coordinator)
    actions.hand_in_chapter(chapter, by=member)
    actions.hand_in_chapter(chapter, by=member)

    assert reports.send_to_review(chapter.report, by=coordinator).state == ReportState.EVIDENCE_REVIEW


def test_published_text_is_what_the_organisations_wrote(chapter, client, coordinator, member, organisation):
    actions.save_chapter(chapter, by=member, version=1, text="Half of the *children*.")
    actions.hand_in_chapter(chapter, by=member)
    reports.send_to_review(chapter.report, by=coordinator)
    reports.sign_off_report(chapter.report, by=coordinator)
    reports.publish_report(chapter.report, by=coordinator)

    page = client.get(chapter.report.get_absolute_url())

    shown = [(value["title"], value["author"]) for _anchor, value, _author in page.context["chapters"]]
    assert shown == [("Housing", ""), ("Schools", organisation.name)]
    assert "Half of the <em>children</em>." in page.content.decode()


def test_writing_room_works_without_script_and_autosaves_with_it(chapter, client_for, member, representative):
    mine, theirs = client_for(member), client_for(representative)
    address = chapter.get_absolute_url()

    assert mine.get(f"{address}write/").url == address  # not taken yet
    room = mine.post(f"{address}take/").url
    saved = mine.post(f"{address}autosave/", {"version": 1, "text": "First."})
    stale = mine.post(f"{address}autosave/", {"version": 1, "text": "Second."})
    other = theirs.get(address).content.decode()
    refused = theirs.post(f"{address}autosave/", {"version": 2, "text": "Mine."})

    assert room == f"{address}write/"
    assert (saved.status_code, json.loads(saved.content)["version"]) == (200, 2)
    assert [stale.status_code, refused.status_code] == [409, 409]
    assert "Mila Member is writing here" in other
    assert fresh(chapter).text == "First."


def test_evidence_is_numbered_in_its_country_and_kept_back_where_it_must_be(
    client, client_for, coordinator, member, chapter
):
    address = f"/en/knowledge/reports/mine/{chapter.report.uuid}/evidence/"
    for title, public in (("A secret talk", ""), ("The law", "on")):
        client_for(member).post(address, {"kind": "talks", "title": title, "is_public": public})
    finding = reports.save_finding(
        chapter.report, by=coordinator, claims={"en": "So it is."}, evidence={}, target_group=None, severity="serious",
        sources=Evidence.objects.all(),
    )  # fmt: skip
    actions.remove_chapter(chapter, by=coordinator)
    for step in (reports.send_to_review, reports.sign_off_report, reports.publish_report):
        step(chapter.report, by=coordinator)

    page = client.get(chapter.report.get_absolute_url()).content.decode()

    assert list(Evidence.objects.values_list("number", "title")) == [(1, "A secret talk"), (2, "The law")]
    assert finding.sources.count() == 2
    assert ("The law" in page, "A secret talk" in page, "Kept back to protect people" in page) == (True, False, True)


@pytest.mark.parametrize("who", ["stranger", "coordinator_ba", "editor"])
def test_chapter_and_library_do_not_exist_for_others(request, client_for, chapter, who):
    browser = client_for(request.getfixturevalue(who))
    address = chapter.get_absolute_url()

    statuses = [browser.get(address).status_code, browser.get(f"{address}write/").status_code]
    statuses += [browser.post(f"{address}{verb}/").status_code for verb in ("take", "autosave", "hand-in", "give-back")]
    statuses.append(browser.get(f"/en/knowledge/reports/mine/{chapter.report.uuid}/evidence/").status_code)

    assert statuses == [404] * 7


# --- Versions, replacement, paper -----------------------------------------------------------------------------------


def test_corrected_edition_keeps_the_text_that_was_cited(client, coordinator):
    report = report_in(ReportState.CORRECTED, by=coordinator)
    texts = {"summary": "The second correction.", "methodology": "We asked.", "funding": ""}
    reports.correct_report(report, by=coordinator, note="31, not 13.", texts=texts, chapters=[])
    own = report.get_absolute_url()

    pages = [client.get(f"{own}versions/1.{number}/").content.decode() for number in range(3)]

    assert ["The second correction." in page for page in pages] == [False, False, True]
    assert ["The year in short." in page for page in pages] == [True, True, False]
    assert ["It was corrected since" in page for page in pages] == [True, True, False]
    assert "version 1.0" in pages[0]
    assert client.get(f"{own}versions/1.3/").status_code == 404
    with pytest.raises(TypeError):
        ReportVersion.objects.first().save()


def test_edition_is_replaced_only_by_a_later_one_of_its_series(client, coordinator):
    earlier = report_in(ReportState.PUBLISHED, by=coordinator, year=2025)
    later = report_in(ReportState.PUBLISHED, by=coordinator, year=2026)

    with pytest.raises(DomainError):
        reports.supersede_report(later, by=coordinator, replaced_by=earlier)
    reports.supersede_report(earlier, by=coordinator, replaced_by=later)

    page = client.get(earlier.get_absolute_url()).content.decode()
    assert ("A newer version replaces this report." in page, later.get_absolute_url() in page) == (True, True)


def words_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en", "Recommendations"),
        ("sr", "Препоруке"),
        ("sr-latn", "Preporuke"),
        ("mk", "Препораки"),
        ("sq", "Rekomandime"),
    ],
)
def test_report_is_set_in_type_in_the_script_of_the_reader(client, coordinator, language, word):
    report = report_in(ReportState.CORRECTED, by=coordinator)

    response = client.get(f"/{language}/knowledge/reports/{report.slug}/report.pdf")

    words = words_of(response.content)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert [part in words for part in (word, "RS-2026-01", "The year in short.", "None were added.", "A figure.")] == [
        True
    ] * 5


def test_what_people_typed_is_no_command_on_paper(client, coordinator):
    report = report_in(ReportState.PUBLISHED, by=coordinator)
    hostile = '#panic("x") $x$ <label> \\ = no'
    texts = {
        "summary": hostile,
        "methodology": "| a | b |\n|---|---|\n| 1 |\n\n- one\n    - two\n\n> said\n\n1. first",
        "funding": "",
    }
    reports.correct_report(
        report, by=coordinator, note="-", texts=texts, chapters=[{"title": hostile, "author": "", "text": hostile}]
    )

    words = words_of(client.get(f"{report.get_absolute_url()}report.pdf").content)

    assert words.count('panic("x") $x$') >= 4


def test_headings_on_paper_go_down_one_step_at_a_time():
    text = "### Deep\n\nA word.\n\n# High\n\n### Lower"

    levels = [one["level"] for one in passages(text, under=1) if one["kind"] == "heading"]

    assert levels == [2, 2, 3]


def test_years_stand_side_by_side_with_an_empty_place_for_who_reported_nothing(client, coordinator, coordinator_ba):
    report = report_in(by=coordinator)
    for severity in ("concern", "urgent"):
        reports.save_finding(
            report, by=coordinator, claims={"en": f"A {severity}."}, evidence={}, target_group=None, severity=severity
        )
    for step in (reports.send_to_review, reports.sign_off_report, reports.publish_report):
        step(report, by=coordinator)
    report_in(ReportState.EMBARGOED, by=coordinator_ba, code="BA")

    columns = client.get("/en/knowledge/reports/compare/").context["columns"]

    seen = {
        column.country.code: [[one.severity for one in edition.findings] for edition in column.editions]
        for column in columns
    }
    assert seen == {"RS": [["urgent", "concern"]], "BA": [], "MK": [], "AL": [], "ME": []}
