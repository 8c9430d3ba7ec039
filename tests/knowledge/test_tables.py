"""Out as a table, into a spreadsheet and back: nothing is lost, nothing is taken in by half, each broken row is named."""

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.actions import recommendations, reports
from knowledge.actions.tracker_import import import_table
from knowledge.exports import cell, csv_lines, uncell
from knowledge.models import Assessment, Recommendation
from knowledge.queries.tracker_table import COLUMNS, edition_rows
from knowledge.states import ReportState
from knowledge.tables import read_table
from network.core.errors import DomainError, NotAllowed
from tests.factories.knowledge import institution, report_in

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)


def table_of(report) -> list[dict[str, str]]:
    return [{name: str(value) for name, value in row.items()} for row in edition_rows(report, str)]


def file_of(rows, columns=COLUMNS) -> bytes:
    return "".join(csv_lines(columns, rows)).encode()


@given(texts)
def test_every_text_comes_back_from_its_cell(text):
    assert uncell(cell(text)) == text


@given(
    st.lists(st.fixed_dictionaries({"code": texts.filter(str.strip), "text_en": texts, "text_sr": texts}), max_size=4)
)
def test_every_table_comes_back_from_its_file(rows):
    content = file_of(rows, ["code", "text_en", "text_sr"])

    assert [row.values for row in read_table(content, required=["code"], known=COLUMNS)] == rows


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_tables_of_spreadsheets_with_semicolons_are_read(delimiter):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([["Code", "text_en"], ["RS-2026-01", "a, b; c"], [], ["", "x\ny"]])

    rows = read_table(file.getvalue().encode(), required=["code"], known=COLUMNS)

    assert [(row.line, row.values) for row in rows] == [
        (2, {"code": "RS-2026-01", "text_en": "a, b; c"}),
        (4, {"code": "", "text_en": "x\ny"}),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"PK\x03\x04\x00\x00", "not a CSV file"),
        ("code,text_sr\nRS-2026-01,Šta".encode("cp1250"), "not a CSV file"),
        (b"text_en\nx", "lacks: code"),
        (b"code,colour\nRS-2026-01,red", "not ours: colour"),
        (b"code,code\na,b", "twice: code"),
        (b'code,text_en\nRS-2026-01,"open', "Line 2 cannot be read"),
    ],
)
def test_file_that_is_no_table_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(DomainError, match=sentence):
        read_table(content, required=["code"], known=COLUMNS)


# --- Into an edition ------------------------------------------------------------------------------------------------


@pytest.fixture
def edition(coordinator):
    """An edition in work with two recommendations of its own and an assessment of an earlier one."""
    earlier = report_in(ReportState.PUBLISHED, by=coordinator, year=2025).recommendations.get()
    edition = report_in(by=coordinator, year=2026, made=2)
    recommendations.assess_recommendation(
        earlier, by=coordinator, report=edition, progress="partly", evidence={"en": "Half of it."}, on=date(2026, 1, 10)
    )
    return edition


def test_table_sent_back_as_it_was_changes_nothing(coordinator, edition):
    before = table_of(edition)

    outcome = import_table(edition, by=coordinator, content=file_of(before))

    assert outcome.counts == {"new": 0, "changed": 0, "same": 3, "broken": 0}
    assert table_of(edition) == before


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_out_edit_in_and_out_again_gives_the_edited_table(coordinator, edition, data):
    words = st.text(st.sampled_from("abč đш Ђ,;\"'=+-@\n\t"), min_size=1, max_size=30).map(str.strip).filter(bool)
    rows = table_of(edition)
    for row in rows[1:]:
        row["text_en"] = data.draw(words)
        row["text_sr"] = data.draw(words | st.just(""))
        row["target_on"] = data.draw(st.dates(date(2000, 1, 1)).map(date.isoformat) | st.just(""))
    rows[0]["status"] = data.draw(st.sampled_from(["partly", "fully", "regressed"]))
    rows[0]["evidence_en"] = data.draw(words)
    from network.core.text import fix_mixed

    for row in rows:
        for name in ("text_en", "text_sr", "evidence_en"):
            row[name] = fix_mixed(row[name])

    outcome = import_table(edition, by=coordinator, content=file_of(rows))

    assert outcome.broken == []
    assert table_of(edition) == rows


def test_row_without_a_code_becomes_a_recommendation(coordinator, edition):
    body = institution(name="Primer ministarstvo rada")
    row = {"code": "", "text_en": "Do it.", "addressees": body.slug, "target_on": "2027-01-31"}

    outcome = import_table(edition, by=coordinator, content=file_of([row], list(row)))

    made = Recommendation.objects.get(code=outcome.lines[0].code)
    assert (outcome.counts["new"], made.code, made.texts) == (1, "RS-2026-03", {"en": "Do it."})
    assert (list(made.addressees.all()), made.target_on, made.is_public) == ([body], date(2027, 1, 31), False)


BROKEN = [
    ({"code": "XX-1"}, "There is no XX-1"),
    ({"code": "RS-2026-01", "target_on": "31.3.2026"}, "not as “31.3.2026”"),
    ({"code": "RS-2026-01", "addressees": "nobody"}, "“nobody” in the column addressees"),
    ({"code": "RS-2026-01", "theme": "nothing"}, "“nothing” in the column theme"),
    ({"code": "RS-2026-01", "text_en": "x" * 2001}, "longer than 2000"),
    ({"code": "RS-2026-01", "status": "fully"}, "does not assess what it recommends itself"),
    ({"code": "RS-2025-01", "status": "nearly"}, "“nearly” is none of"),
    ({"code": "RS-2025-01", "text_en": "Changed."}, "is published"),
    ({"code": "RS-2025-01", "evidence_en": "Seen."}, "the column status is empty"),
    ({"code": "", "text_sr": "Само српски."}, "the column text_en"),
]


@pytest.mark.parametrize(("row", "sentence"), BROKEN, ids=[sentence for _row, sentence in BROKEN])
def test_broken_row_is_named_and_nothing_is_taken_in(coordinator, edition, row, sentence):
    good = {"code": "RS-2026-02", "text_en": "A better wording."}
    columns = sorted({*row, *good, "text_en"}, key=COLUMNS.index)
    full = {name: value for name, value in table_of(edition)[-1].items() if name in columns}
    own = next(one for one in table_of(edition) if one["code"] == row["code"]) if row["code"] in ("RS-2026-01",) else {}
    bad = {name: row.get(name, own.get(name, "")) for name in columns}
    if row["code"] == "RS-2025-01" and "text_en" not in row:
        bad["text_en"] = table_of(edition)[0]["text_en"]
    before = table_of(edition)

    outcome = import_table(edition, by=coordinator, content=file_of([{**full, **good}, bad], columns))

    assert [(line.number, line.code) for line in outcome.broken] == [(3, row["code"])]
    assert sentence in outcome.broken[0].sentence
    assert not outcome.is_applied
    assert table_of(edition) == before


def test_every_broken_row_is_reported_and_a_code_that_stands_twice(coordinator, edition):
    content = b"code\nRS-2026-01\nRS-2026-01\nRS-1999-01\nRS-2026-02,too,many\n"

    outcome = import_table(edition, by=coordinator, content=content)

    assert [(line.number, line.sentence.split(" ")[0]) for line in outcome.broken] == [
        (3, "RS-2026-01"),
        (4, "There"),
        (5, "This"),
    ]


def test_check_says_what_would_change_and_changes_nothing(coordinator, edition):
    content = b"code,text_en\nRS-2026-01,Better.\n"

    outcome = import_table(edition, by=coordinator, content=content, only_check=True)

    assert (outcome.counts["changed"], outcome.is_applied) == (1, False)
    assert Recommendation.objects.get(code="RS-2026-01").texts["en"] == "Open a shelter number 1."


def test_public_table_of_published_editions_can_come_in_without_assessing_anything_twice(client, coordinator, edition):
    reports.send_to_review(edition, by=coordinator)
    reports.sign_off_report(edition, by=coordinator)
    reports.publish_report(edition, by=coordinator)
    later = report_in(by=coordinator, year=2027)
    content = b"".join(client.get("/en/knowledge/tracker/recommendations.csv").streaming_content)

    outcome = import_table(later, by=coordinator, content=content)

    assert outcome.counts == {"new": 0, "changed": 0, "same": 3, "broken": 0}
    assert Assessment.objects.filter(report=later).count() == 0


def test_signed_off_edition_takes_no_table(coordinator, edition):
    reports.send_to_review(edition, by=coordinator)
    reports.sign_off_report(edition, by=coordinator)

    with pytest.raises(NotAllowed):
        import_table(edition, by=coordinator, content=b"code\n")


def test_table_page_shows_each_broken_row(client_for, coordinator, edition):
    browser = client_for(coordinator)
    address = f"/en/desk/reports/{edition.uuid}/import/"
    file = io.BytesIO(b"code,target_on\nRS-2026-01,soon\n")
    file.name = "table.csv"

    page = browser.post(address, {"table": file}).content.decode()
    taken = b"".join(browser.get(f"/en/desk/reports/{edition.uuid}/recommendations.csv").streaming_content)

    assert "not as “soon”" in page
    assert taken.decode("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)


@pytest.mark.parametrize("who", ["coordinator_ba", "editor", "member"])
def test_table_of_an_edition_does_not_exist_for_others(request, client_for, edition, who):
    browser = client_for(request.getfixturevalue(who))

    for page in ("import/", "recommendations.csv"):
        assert browser.get(f"/en/desk/reports/{edition.uuid}/{page}").status_code == 404
