"""The dossier and the donor's table: everything is in them, provable, in a constant number of queries."""

import csv
import hashlib
import io
import zipfile
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from grants import building
from grants.actions.agreements import file_signed_copy
from grants.actions.audits import grant_seat, request_dossier, revoke_seat
from grants.actions.committee import add_member, begin_meeting, sign_minutes
from grants.actions.payments import pay_instalment
from grants.actions.rankings import close_assessment
from grants.consolidated import workbook
from grants.models import Dossier
from grants.queries.dossiers import items_of, safe
from network.core.errors import DomainError, NotAllowed
from network.core.models import OutboxMessage
from tests.factories.agreements import STARTS, agreement_in, receipt, report_in
from tests.factories.grants import application_in, assessed, open_call_now
from tests.factories.members import UserFactory, person_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(grants_manager):
    found = agreement_in(by=grants_manager)
    pay_instalment(found.instalments.get(), paid_on=STARTS, reference="=R-1", by=grants_manager)
    file_signed_copy(found, receipt("signed.pdf"), by=grants_manager)
    report_in("approved", found, by=grants_manager, amounts=(100, 50))
    found.refresh_from_db()
    return found


def built(dossier):
    building.build(str(dossier.uuid))
    dossier.refresh_from_db()
    return zipfile.ZipFile(dossier.file.file.open("rb"))


def test_dossier_of_a_grant_holds_everything_and_proves_it(agreement, grants_manager):
    number = agreement.award.application.number

    archive = built(request_dossier(agreement.call, agreement=agreement, by=grants_manager))

    names = set(archive.namelist())
    assert names == {
        "call/form-version-1.json",
        "call/declarations.csv",
        "call/corrigenda.csv",
        "call/answers.csv",
        "call/log.csv",
        f"{number}/1-application/submission.json",
        f"{number}/1-application/documents/01-statute.pdf",
        f"{number}/2-decision/eligibility.csv",
        f"{number}/2-decision/assessments.csv",
        f"{number}/3-agreement/agreement.json",
        f"{number}/3-agreement/signed-signed.pdf",
        f"{number}/3-agreement/payments.csv",
        f"{number}/4-reports/1/report.md",
        f"{number}/4-reports/1/expenditures.csv",
        f"{number}/4-reports/1/version-1.json",
        f"{number}/4-reports/1/documents/001-receipt.pdf",
        f"{number}/4-reports/1/documents/002-receipt.pdf",
        f"{number}/4-reports/1/log.csv",
        f"{number}/log-application.csv",
        f"{number}/log-agreement.csv",
        "SHA256SUMS",
        "index.csv",
        "index.html",
    }
    sums = dict(reversed(line.split("  ", 1)) for line in archive.read("SHA256SUMS").decode().splitlines())
    assert sums == {
        name: hashlib.sha256(archive.read(name)).hexdigest()
        for name in names - {"SHA256SUMS", "index.csv", "index.html"}
    }
    rows = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode())))
    assert {row["path"]: row["sha256"] for row in rows} == sums
    payments = archive.read(f"{number}/3-agreement/payments.csv").decode()
    assert "'=R-1" in payments  # no cell of it can act as a formula
    submission = archive.read(f"{number}/1-application/submission.json")
    assert hashlib.sha256(submission).hexdigest() == agreement.award.application.submission.sha256


def test_building_tells_how_far_it_has_come(agreement, grants_manager):
    dossier = request_dossier(agreement.call, agreement=agreement, by=grants_manager)
    assert (dossier.state, dossier.done) == ("waiting", 0)

    number = building.build(str(dossier.uuid))

    dossier.refresh_from_db()
    assert (dossier.state, dossier.done, dossier.total) == ("ready", number, number)
    assert building.build(str(dossier.uuid)) == 0  # a second worker does nothing


def test_missing_file_is_named_and_stops_nothing(agreement, grants_manager):
    line = agreement.reports.get().expenditures.first()
    line.document.file.storage.delete(line.document.file.name)

    archive = built(request_dossier(agreement.call, agreement=agreement, by=grants_manager))

    rows = csv.DictReader(io.StringIO(archive.read("index.csv").decode()))
    problems = {row["path"].rpartition("/")[2]: row["problem"] for row in rows if row["problem"]}
    assert problems == {"001-receipt.pdf": "The file is missing on our shelf."}


def test_dossier_of_a_call_holds_the_refused_too(agreement, grants_manager, secretariat):
    rejected = application_in("rejected", agreement.call, managers=(grants_manager, secretariat))
    application_in("draft", agreement.call)

    archive = built(request_dossier(agreement.call, by=grants_manager))

    folders = {name.split("/")[0] for name in archive.namelist() if "/" in name}
    assert folders == {"call", agreement.award.application.number, rejected.number}


def test_one_dossier_at_a_time(agreement, grants_manager, stranger):
    first = request_dossier(agreement.call, agreement=agreement, by=grants_manager)

    assert request_dossier(agreement.call, agreement=agreement, by=grants_manager) == first
    assert request_dossier(agreement.call, by=grants_manager) != first
    with pytest.raises(NotAllowed):
        request_dossier(agreement.call, by=stranger)


@pytest.mark.parametrize("rows", [1, 3])
def test_gathering_costs_the_same_however_much(grants_manager, rows, django_assert_num_queries):
    call = open_call_now()
    for _ in range(rows):
        report_in("approved", agreement_in(call=call, by=grants_manager), by=grants_manager, amounts=[10] * rows)
    dossier = request_dossier(call, by=grants_manager)

    with django_assert_num_queries(22):
        items = items_of(Dossier.objects.select_related("call", "agreement").get(pk=dossier.pk))
    assert len(items) == 5 + rows * (12 + rows)
    with django_assert_num_queries(6):
        workbook(call)


def test_dossier_of_200_files_is_built_in_a_bounded_number_of_queries(grants_manager):
    agreement = agreement_in(by=grants_manager)
    report_in("approved", agreement, by=grants_manager, amounts=[1] * 190)
    dossier = request_dossier(agreement.call, agreement=agreement, by=grants_manager)

    with CaptureQueriesContext(connection) as spent:
        number = building.build(str(dossier.uuid))

    assert number >= 200
    assert len(spent) < 75


def test_donors_table_adds_up(agreement):
    book = openpyxl.load_workbook(io.BytesIO(workbook(agreement.call)))

    assert book.sheetnames == ["Grants", "Headings", "Payments", "Expenditures"]
    head, row = list(book["Grants"].values)
    found = dict(zip(head, row, strict=True))
    assert (found["Agreement"], found["Awarded"], found["Paid"], found["Charged"], found["Balance"]) == (
        agreement.number, 5136, 4108.8, 150, -3958.8,
    )  # fmt: skip
    assert [tuple(row)[3:] for row in list(book["Payments"].values)[1:]] == [(4108.8, "=R-1")]
    assert book["Payments"]["E2"].data_type == "s"
    assert [row[11] for row in list(book["Expenditures"].values)[1:]] == [100, 50]


def test_seat_is_for_a_time_and_told(grants_manager, stranger):
    call, person, now = open_call_now(), UserFactory(email="auditor@example.org"), timezone.now()
    OutboxMessage.objects.all().delete()

    for until in (now - timedelta(days=1), now + timedelta(days=200)):
        with pytest.raises(DomainError, match="within 180 days"):
            grant_seat(call, person, purpose="Donor", until=until, by=grants_manager)
    with pytest.raises(NotAllowed):
        grant_seat(call, person, purpose="Donor", until=now + timedelta(days=9), by=stranger)
    seat = grant_seat(call, person, purpose="Donor", until=now + timedelta(days=9), by=grants_manager)
    with pytest.raises(DomainError, match="already"):
        grant_seat(call, person, purpose="Donor", until=now + timedelta(days=9), by=grants_manager)

    assert [m.address for m in OutboxMessage.objects.all()] == ["auditor@example.org"]
    revoke_seat(seat, by=grants_manager)
    assert grant_seat(call, person, purpose="Donor", until=now + timedelta(days=9), by=grants_manager).pk != seat.pk
    person.delete()
    seat.refresh_from_db()
    assert (seat.person, seat.person_name) == (None, str(person))


def test_auditor_reads_the_call_and_takes_the_dossier_along(client_for, agreement, grants_manager):
    person = UserFactory()
    browser, call = client_for(person), agreement.call
    page = reverse("grants-audit-call", kwargs={"uuid": call.uuid})
    assert [browser.get(address).status_code for address in (reverse("grants-audit"), page)] == [404, 404]
    grant_seat(call, person, purpose="Donor", until=timezone.now() + timedelta(days=9), by=grants_manager)

    assert browser.get(reverse("grants-audit")).status_code == 200
    assert agreement.number in browser.get(page).content.decode()
    application = agreement.award.application
    assert browser.get(application.get_absolute_url()).status_code == 200
    assert browser.get(reverse("grants-audit-application", kwargs={"uuid": application.uuid})).status_code == 200
    answer = browser.post(reverse("grants-audit-dossier", kwargs={"uuid": call.uuid}))
    dossier = Dossier.objects.get()
    building.build(str(dossier.uuid))
    dossier.refresh_from_db()
    assert answer.url == dossier.get_absolute_url()
    assert browser.get(dossier.get_absolute_url()).status_code == 200
    assert browser.get(dossier.file.get_absolute_url()).status_code == 200
    assert browser.get(reverse("grants-audit-table", kwargs={"uuid": call.uuid})).status_code == 200
    other = open_call_now()
    assert browser.get(reverse("grants-audit-call", kwargs={"uuid": other.uuid})).status_code == 404
    foreign = application_in("submitted", other)
    assert browser.get(reverse("grants-audit-application", kwargs={"uuid": foreign.uuid})).status_code == 404


def test_auditor_sees_how_it_was_judged(client_for, grants_manager, assessor):
    """Checks, points with reasons, minutes, rankings, declarations: what stands in the dossier stands on a page too."""
    call, person = open_call_now(assessors_needed=1), UserFactory()
    application = application_in("assessment", call, managers=(grants_manager, person_with_role("secretariat")))
    assessed(application, assessor, grants_manager)
    close_assessment(call, by=grants_manager)
    meeting = begin_meeting(call, held_on=STARTS, place="Belgrade", by=grants_manager)
    for name in ("Vera Primer", "Luan Shembull"):
        add_member(meeting, name=name, is_chair=name.startswith("Vera"), by=grants_manager)
    sign_minutes(meeting, by=grants_manager)
    addresses = {
        "call": reverse("grants-audit-call", kwargs={"uuid": call.uuid}),
        "application": reverse("grants-audit-application", kwargs={"uuid": application.uuid}),
        "evaluation": reverse("grants-audit-evaluation", kwargs={"uuid": meeting.uuid}),
    }
    browser = client_for(person)
    assert {browser.get(address).status_code for address in addresses.values()} == {404}

    grant_seat(call, person, purpose="Donor", until=timezone.now() + timedelta(days=9), by=grants_manager)
    pages = {name: browser.get(address) for name, address in addresses.items()}

    assert {page.status_code for page in pages.values()} == {200}
    assert pages["evaluation"].content.startswith(b"%PDF")
    for words in ("Asja Assessor", "computed again: the same", "by the published criteria only", "Minutes of"):
        assert words in pages["call"].text, words
    for words in ("It deserves 4 points.", "Goran Grants", "Provisionally selected", "8 / 10"):
        assert words in pages["application"].text, words


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "-..-etc-passwd"),
        ("Рачун бр. 3/26.JPG", "Рачун бр. 3-26.JPG"),
        ("a:b*c?.pdf", "a-b-c-.pdf"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
        ("noending", "noending"),
        ("...", "file"),
    ],
)
def test_names_in_the_zip_lead_nowhere(name, kept):
    found = safe(name)

    assert "/" not in found
    assert "\\" not in found
    assert found == kept


def test_amounts_are_written_as_numbers(agreement):
    book = openpyxl.load_workbook(io.BytesIO(workbook(agreement.call)))

    sheet = book["Headings"]
    assert Decimal(str(sheet["C2"].value)) == Decimal("4800")
