"""What was published, answered, used or adopted is refused by the database itself, past every model and action."""

import pytest
from django.db import IntegrityError, connection, transaction

from knowledge.actions import instruments, recommendations, reports, responses
from knowledge.models import Assessment, Instrument
from knowledge.states import ReportState
from tests.factories.knowledge import report_in
from tests.factories.reviews import adopted_version, draft_version, instrument

pytestmark = pytest.mark.django_db


def refused(sql: str) -> bool:
    """Whether the database refuses a statement that would change something."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            assert cursor.rowcount > 0, "the statement touched no row"
    except IntegrityError:
        return True
    return False


@pytest.fixture
def tracked(coordinator):
    """A recommendation that a later edition has assessed and an institution answered; the edition is still in work."""
    recommendation = report_in(ReportState.PUBLISHED, by=coordinator, year=2025).recommendations.get()
    edition = report_in(ReportState.DRAFTING, by=coordinator, year=2026, made=0)
    recommendations.assess_recommendation(
        recommendation,
        report=edition,
        by=coordinator,
        progress="partly",
        evidence={"en": "Two rooms."},
        on="2026-02-01",
    )
    responses.record_response(
        recommendation, by=coordinator, institution=recommendation.addressees.get(), position="accepted", text="Yes.",
        language="en", given_on="2026-03-01",
    )  # fmt: skip
    return edition


def test_assessment_can_be_rewritten_until_its_edition_is_published_and_never_after(tracked, coordinator):
    change = "UPDATE knowledge_assessment SET progress = 'fully'"

    before = refused(change)
    reports.send_to_review(tracked, by=coordinator)
    reports.sign_off_report(tracked, by=coordinator)
    reports.publish_report(tracked, by=coordinator)
    after = refused(change), refused("UPDATE knowledge_assessment SET published_at = NULL")

    assert (before, after) == (False, (True, True))
    assert Assessment.objects.published().count() == 1


on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite empties test databases by deleting"
)


@on_postgresql
def test_what_was_published_or_answered_is_not_deleted(tracked, coordinator):
    tables = ["assessment", "wording", "governmentresponse", "reportversion"]
    in_work = refused("DELETE FROM knowledge_assessment WHERE published_at IS NULL")
    recommendations.assess_recommendation(
        tracked.series.reports.get(year=2025).recommendations.get(),
        report=tracked, by=coordinator, progress="partly", evidence={}, on="2026-02-01",
    )  # fmt: skip
    reports.send_to_review(tracked, by=coordinator)
    reports.sign_off_report(tracked, by=coordinator)
    reports.publish_report(tracked, by=coordinator)

    assert not in_work
    assert {table: refused(f"DELETE FROM knowledge_{table}") for table in tables} == dict.fromkeys(tables, True)


@on_postgresql
@pytest.mark.parametrize("part", ["section", "standard", "indicator", "remark"])
def test_nothing_is_taken_out_of_an_adopted_version(part):
    adopted_version()

    assert refused(f"DELETE FROM knowledge_{part}")


@on_postgresql
def test_question_goes_until_its_instrument_is_used():
    found = instrument()
    first, *_rest = found.items.values_list("pk", flat=True)

    before = refused(f"DELETE FROM knowledge_instrumentitem WHERE id = {first}")
    instruments.freeze(found)

    assert (before, refused("DELETE FROM knowledge_instrumentitem")) == (False, True)


def test_wording_and_response_stand_but_an_institution_may_be_merged_into_another(tracked):
    found = {
        "wording": refused("UPDATE knowledge_wording SET texts = '{}'"),
        "words": refused("UPDATE knowledge_governmentresponse SET text = 'No.'"),
        "position": refused("UPDATE knowledge_governmentresponse SET position = 'rejected'"),
        "merged": refused("UPDATE knowledge_governmentresponse SET institution_id = institution_id"),
    }

    assert found == {"wording": True, "words": True, "position": True, "merged": False}


PARTS = ["section", "standard", "indicator", "remark"]


@pytest.mark.parametrize("part", PARTS)
def test_part_of_a_framework_changes_in_a_draft_only(part):
    column = "code" if part in ("standard", "indicator") else "number"
    change = f"UPDATE knowledge_{part} SET {column} = {column}"

    draft_version(title="A draft")
    in_draft = refused(change)
    adopted_version(title="In force")

    assert (in_draft, refused(change)) == (False, True)


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_added_to_an_adopted_version(part):
    adopted_version()
    table = f"knowledge_{part}"
    with connection.cursor() as cursor:
        names = [one.name for one in connection.introspection.get_table_description(cursor, table) if one.name != "id"]
    distinct = {"number": "number + 90"} if part in ("section", "remark") else {"code": "'9.9'"}
    values = ", ".join(distinct.get(name, name) for name in names)

    assert refused(f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {table}")


def test_question_changes_until_its_instrument_is_used():
    instrument()
    change = "UPDATE knowledge_instrumentitem SET number = number"

    before = refused(change)
    instruments.freeze(Instrument.objects.get())

    assert (before, refused(change)) == (False, True)
