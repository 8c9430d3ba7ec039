"""Tables of organisations: read with a sentence per row, entered as a whole, undone."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from members import actions, tasks
from members.actions import imports, organisations, say_progress
from members.importing import COLUMNS
from members.models import Organisation, RegistryImport
from network.core.errors import DomainError
from network.core.models import AuditEntry, SearchEntry
from tests.factories.members import AffiliationFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

HEAD = "name,kind,country,register_name,register_number"


def table(*lines: str, head: str = HEAD, encoding: str = "utf-8", name: str = "table.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([head, *lines]).encode(encoding))


@pytest.fixture
def bring(client_for, secretariat):
    client = client_for(secretariat)

    def post(file):
        response = client.post(reverse("desk-imports"), {"file": file})
        return RegistryImport.objects.get() if response.status_code == 302 else response

    post.client = client
    return post


def verdicts(found):
    return [(row["number"], row["verdict"]) for row in found.rows]


def sentences(found):
    return [error["sentence"] for row in found.rows for error in row["errors"]]


def enter(found, bring):
    bring.client.post(reverse("desk-import-enter", args=[found.uuid]))
    found.refresh_from_db()
    return found


def test_reading_reports_and_changes_nothing(bring):
    OrganisationFactory(name="Known", register_name="APR", register_number="11-1")

    found = bring(
        table("New,cso,RS,APR,22", "Known,cso,RS,APR,111", "Nameless kind,,RS,APR,33", "Twice,cso,RS,APR,2 2")
    )

    assert verdicts(found) == [(2, "new"), (3, "same"), (4, "error"), (5, "error")]
    assert sentences(found) == ["This must not be empty.", "Row 2 has this register number already."]
    assert Organisation.objects.count() == 1
    assert bring.client.get(found.get_absolute_url()).status_code == 200
    assert not found.can_run


def test_whole_table_is_entered_and_logged(bring):
    head = f"{HEAD},municipality,themes,summary_language,summary,work_languages,precision"
    found = bring(
        table(
            "Удружење Пример,CSO,Србија,АПР,1,Ниш,asylum; integration,sr,Помажемо.,sr;en,country",
            "Two,media,AL,,,,,,,,",
            head=head,
        )
    )
    assert sentences(found) == []

    enter(found, bring)

    body = Organisation.objects.get(name="Удружење Пример")
    assert found.state == "done"
    assert (body.country_id, body.municipality.slug, body.precision, body.summaries) == (
        "RS",
        "nis",
        "country",
        {"sr": "Помажемо."},
    )
    assert sorted(theme.slug for theme in body.themes.all()) == ["asylum", "integration"]
    assert AuditEntry.objects.filter(verb="organisation.registered").count() == 2
    assert AuditEntry.objects.filter(verb="registryimport.done").count() == 1


def test_nothing_is_entered_when_one_row_is_refused_at_the_last_moment(bring):
    found = bring(table("First,cso,RS,APR,1", "Second,cso,RS,APR,2"))
    OrganisationFactory(register_name="APR", register_number="2")

    enter(found, bring)

    assert found.state == "read"
    assert "Row 3" in found.problem
    assert not Organisation.objects.filter(name="First").exists()
    assert "Row 3" in bring.client.get(found.get_absolute_url()).content.decode()


def test_row_that_is_taken_meanwhile_is_named_wherever_it_stands(bring, monkeypatch):
    monkeypatch.setattr(organisations, "BATCH", 2)
    found = bring(table(*(f"Name {n},cso,RS,APR,{n}" for n in range(1, 6))))
    OrganisationFactory(register_name="APR", register_number="4")

    enter(found, bring)

    assert (found.state, "Row 5" in found.problem, Organisation.objects.count()) == ("read", True, 1)


def test_progress_is_told_while_nobody_sees_a_row_yet(bring, monkeypatch, secretariat):
    monkeypatch.setattr(organisations, "BATCH", 2)
    found = bring(table(*(f"Name {n},cso,RS,APR,{n}" for n in range(1, 6))))
    page, told = reverse("desk-import-progress", args=[found.uuid]), []

    def follow(done):
        say_progress(found, done, 5)
        told.append(bring.client.get(page, headers={"HX-Request": "true"}).content.decode())

    organisations.register_organisations(imports.registrations(found.rows), by=secretariat, tell=follow)

    assert [re.search(r"\d+ / \d+", html)[0] for html in told] == ["2 / 5", "4 / 5", "5 / 5"]
    assert all('hx-trigger="load delay:500ms"' in html for html in told)


def test_second_of_two_who_enter_it_breaks_nothing(bring, secretariat):
    found = bring(table("First,cso,RS,APR,1"))

    entered = [tasks.enter_import.call(found.pk, secretariat.pk) for _ in range(2)]

    found.refresh_from_db()
    assert (entered, found.state, found.problem) == ([True, False], "done", "")


def test_what_nobody_foresaw_is_said_too(bring, secretariat):
    found = bring(table("First,cso,RS,APR,1"))
    found.rows[0]["words"]["themes"] = ["a-theme-that-was-deleted"]
    found.save()

    response = bring.client.post(reverse("desk-import-enter", args=[found.uuid]), follow=True)

    assert "Something broke on our side" in response.content.decode()
    assert not Organisation.objects.exists()


def test_page_without_javascript_is_led_back_and_one_with_it_is_told_to_begin_anew(bring):
    found = bring(table("First,cso,RS,APR,1"))
    progress = reverse("desk-import-progress", args=[found.uuid])

    waiting = bring.client.get(f"{progress}?waiting", headers={"HX-Request": "true"})
    idle = bring.client.get(progress, headers={"HX-Request": "true"})
    entered = bring.client.post(reverse("desk-import-enter", args=[found.uuid]), headers={"HX-Request": "true"})
    again = bring.client.post(reverse("desk-import-enter", args=[found.uuid]))
    over = bring.client.get(f"{progress}?waiting", headers={"HX-Request": "true"})

    assert "0 / 1" in waiting.content.decode()
    assert {response.headers.get("HX-Redirect") for response in (idle, entered, over)} == {found.get_absolute_url()}
    assert again.url == found.get_absolute_url()
    assert Organisation.objects.count() == 1


def test_entering_and_undoing_cost_the_same_for_few_rows_and_many(secretariat, django_capture_on_commit_callbacks):
    counts = {}
    for size in (1, 20):
        lines = (f"Name {n},media,RS,APR,{size}-{n},asylum,sr;en,yes" for n in range(size))
        file = table(*lines, head=f"{HEAD},themes,work_languages,consents_to_listing")
        found = actions.read_import(file, was_converted=False, by=secretariat)
        with CaptureQueriesContext(connection) as entering, django_capture_on_commit_callbacks(execute=True):
            actions.enter_import(found, by=secretariat)
        assert SearchEntry.objects.filter(kind="organisation").count() == size
        with CaptureQueriesContext(connection) as undoing:
            actions.undo_import(found, by=secretariat)
        counts[size] = (len(entering), len(undoing))

    assert all(many <= few for few, many in zip(counts[1], counts[20], strict=True))  # the first also learns words
    assert max(counts[1]) < 65


def test_last_import_is_undone_while_untouched(bring, secretariat, django_capture_on_commit_callbacks):
    lines = ("First,media,RS,APR,1,asylum,yes", "Second,cso,RS,APR,2,asylum,yes")
    with django_capture_on_commit_callbacks(execute=True):
        found = enter(bring(table(*lines, head=f"{HEAD},themes,consents_to_listing")), bring)
    assert SearchEntry.objects.filter(title="First").exists()

    bring.client.post(reverse("desk-import-undo", args=[found.uuid]))

    found.refresh_from_db()
    assert (found.state, Organisation.objects.count()) == ("undone", 0)
    assert not SearchEntry.objects.filter(title="First").exists()
    assert AuditEntry.objects.filter(verb="organisation.removed", reason="table.csv").count() == 2
    with pytest.raises(DomainError, match="Only the last"):
        actions.undo_import(found, by=secretariat)


def test_import_whose_organisations_are_used_stays(bring, secretariat):
    found = enter(bring(table("First,cso,RS,APR,1", "Second,cso,RS,APR,2")), bring)
    AffiliationFactory(organisation=Organisation.objects.get(name="Second"))

    with pytest.raises(DomainError, match="Second"):
        actions.undo_import(found, by=secretariat)

    assert Organisation.objects.count() == 2


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('=HYPERLINK("x"),cso,RS,,', "This cell holds a formula."),
        ("@SUM(A1),cso,RS,,", "This cell holds a formula."),
        ("x" * 10_000 + ",cso,RS,,", "This has 10000 characters; at most 200 are possible."),
        ("Name,emperor,RS,,", "is not one of the choices"),
        ("Name,cso,XX,,", "is not one of the choices"),
        (",cso,RS,,", "This must not be empty."),
    ],
    ids=["formula", "at", "long", "kind", "country", "empty"],
)
def test_bad_cell_gets_a_sentence_in_its_row(line, says, bring):
    found = bring(table("Good,cso,RS,,", line))

    assert verdicts(found) == [(2, "new"), (3, "error")]
    assert says in " ".join(sentences(found))
    assert bring.client.get(found.get_absolute_url()).status_code == 200


def test_homoglyphs_are_put_right_and_said(bring):
    found = bring(table("Udruženje Рrimer,cso,RS,,"))

    assert "look-alike letters" in found.rows[0]["warnings"][0]
    assert found.rows[0]["facts"]["name"] == "Udruženje Primer"


def test_likely_duplicate_in_another_script_is_said(bring):
    OrganisationFactory(name="Удружење грађана Атина")

    found = bring(table("NVO Atina,cso,RS,,"))

    assert "May be the same as “Удружење грађана Атина”" in found.rows[0]["warnings"][0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_cyrillic_comes_through_in_every_usual_encoding(encoding, bring):
    found = bring(table("Удружење Пример,cso,RS,,", encoding=encoding))

    assert [row["name"] for row in found.rows] == ["Удружење Пример"]
    assert bool(found.notes) is (encoding in ("cp1251", "utf-16"))


def test_old_latin_encoding_is_converted_and_said(bring):
    found = bring(table("Udruženje Šuma,cso,RS,,", encoding="cp1250"))

    assert found.rows[0]["name"] == "Udruženje Šuma"
    assert "not saved as UTF-8" in found.notes[0]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (SimpleUploadedFile("a.csv", b"\x00\x01\x02\x03"), "not a plain text file"),
        (SimpleUploadedFile("a.xlsx", b"name,kind"), "content is something else"),
        (SimpleUploadedFile("a.exe", b"MZ"), "not possible here"),
        (SimpleUploadedFile("a.csv", b"a,b\n1,2"), "Missing: name, kind, country"),
        (SimpleUploadedFile("a.csv", b"\n\n"), "empty"),
        (SimpleUploadedFile("a.csv", b"name,kind,country,name\nx,cso,RS,y"), "stands twice"),
        (SimpleUploadedFile("a.csv", HEAD.encode() + b"\nx,cso,RS,," * 2001), "at most 2000"),
    ],
    ids=["binary", "not-xlsx", "program", "headings", "empty", "doubled", "long"],
)
def test_file_that_is_no_such_table_is_refused_beside_the_field(file, says, bring):
    response = bring(file)

    assert says in str(response.context["form"].errors["file"])
    assert not RegistryImport.objects.exists()


def workbook(*rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("table.xlsx", out.getvalue())


def test_formula_in_a_workbook_is_refused_in_its_row(bring):
    found = bring(workbook(HEAD.split(","), ["=1+1", "cso", "RS", "", ""], ["Good", "cso", "RS", "APR", 28000001]))

    assert verdicts(found) == [(2, "error"), (3, "new")]
    assert found.rows[1]["facts"]["register_number"] == "28000001"


def test_shelter_is_hidden_unless_the_table_says_otherwise(bring):
    found = bring(table("Shelter,cso,RS,,,shelter", head=f"{HEAD},services"))

    assert found.rows[0]["facts"]["precision"] == "hidden"
    assert "stays hidden" in found.rows[0]["warnings"][0]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_template_is_a_table_that_reads_without_mistakes(kind, bring):
    content = bring.client.get(reverse("desk-import-template", args=[kind])).content

    found = bring(SimpleUploadedFile(f"t.{kind}", content))

    assert sentences(found) == []
    if kind == "xlsx":
        assert [cell.value for cell in load_workbook(io.BytesIO(content))["organisations"][1]] == [
            c.name for c in COLUMNS
        ]


@pytest.mark.parametrize("size", [1, 30])
def test_reading_costs_the_same_for_few_rows_and_many(size, django_assert_num_queries, secretariat):
    file = table(*(f"Name {n},cso,RS,APR,{n}" for n in range(size)))

    with django_assert_num_queries(9):
        actions.read_import(file, was_converted=False, by=secretariat)


@pytest.mark.parametrize("who", ["stranger", "coordinator", "editor", "representative"])
def test_imports_are_the_secretariats(who, request, client_for):
    assert client_for(request.getfixturevalue(who)).get(reverse("desk-imports")).status_code == 404
