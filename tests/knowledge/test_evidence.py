"""Documents of the evidence library: closed until a report that rests on them is out, and open only when marked so."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge import permissions
from knowledge.actions import chapters, reports
from knowledge.actions.evidence import add_evidence, change_evidence
from knowledge.models import Evidence, Finding
from knowledge.states import ReportState
from network.core.errors import NotAllowed
from network.core.models import PrivateFile
from network.core.uploads import UploadRefused
from tests.factories.knowledge import library_file, report_in

pytestmark = pytest.mark.django_db

FACTS = {"kind": "document", "title": "Budgets of 31 towns"}
ROLES = ["nobody", "stranger", "member", "coordinator", "coordinator_ba", "editor", "secretariat", "assessor"]
DESK = {"coordinator", "secretariat"}


@pytest.fixture
def edition(coordinator, organisation):
    """An edition in work with a finding that rests on a document, and a chapter given to the member's organisation."""

    def make(is_public):
        report = report_in(ReportState.DRAFTING, by=coordinator)
        chapters.add_chapter(report, by=coordinator, title="Money", organisation=organisation)
        one = add_evidence(report, by=coordinator, document=library_file(), is_public=is_public, **FACTS)
        claims = {"en": "Nine name a sum."}
        reports.save_finding(
            report, by=coordinator, claims=claims, evidence={}, target_group=None, severity="serious", sources=[one]
        )
        return report, one

    return make


def publish(report, by):
    for chapter in report.chapters.filter(text=""):
        chapters.remove_chapter(chapter, by=by)
    reports.send_to_review(report, by=by)
    reports.sign_off_report(report, by=by)
    reports.publish_report(report, by=by)


def statuses(request, client, client_for, one):
    address = one.file.get_absolute_url()
    browsers = {role: client if role == "nobody" else client_for(request.getfixturevalue(role)) for role in ROLES}
    return {role for role, browser in browsers.items() if browser.get(address).status_code == 200}


@pytest.mark.parametrize("is_public", [True, False])
def test_document_opens_for_writers_only_until_the_report_is_out(
    request, client, client_for, coordinator, edition, is_public
):
    report, one = edition(is_public)

    before = statuses(request, client, client_for, one)
    publish(report, coordinator)
    after = statuses(request, client, client_for, one)
    reports.withdraw_report(report, by=coordinator, reason="A figure was wrong.")
    withdrawn = statuses(request, client, client_for, one)

    assert before == DESK | {"member"}
    assert after == (set(ROLES) if is_public else DESK)
    assert withdrawn == DESK


def test_page_of_the_report_leads_to_an_open_document_and_names_no_closed_one(client, coordinator, edition):
    report, one = edition(True)
    publish(report, coordinator)
    shown = client.get(report.get_absolute_url()).content.decode()
    Evidence.objects.update(is_public=False)
    closed = client.get(report.get_absolute_url()).content.decode()

    assert (one.file.get_absolute_url() in shown, one.file.get_absolute_url() in closed) == (True, False)
    assert one.title not in closed


def test_form_keeps_a_source_back_unless_it_is_marked(client_for, coordinator, edition):
    report, _one = edition(True)
    address = f"/en/knowledge/reports/mine/{report.uuid}/evidence/"
    browser = client_for(coordinator)

    assert "checked" not in str(browser.get(address).context["form"]["is_public"])
    browser.post(address, {**FACTS, "title": "Second", "document": library_file("second.pdf")})
    second = Evidence.objects.get(number=2)

    assert (second.is_public, second.file.name) == (False, "second.pdf")


def test_what_is_no_document_is_said_beside_its_field_and_enters_nothing(client_for, coordinator, edition):
    report, _one = edition(True)
    address = f"/en/knowledge/reports/mine/{report.uuid}/evidence/"

    page = client_for(coordinator).post(address, {**FACTS, "document": SimpleUploadedFile("x.pdf", b"MZ\x90not a pdf")})

    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["document"]
    assert Evidence.objects.count() == 1


def test_newer_document_takes_the_place_of_the_older(coordinator, edition):
    report, one = edition(False)
    before = one.file_id

    change_evidence(one, report=report, by=coordinator, document=library_file("newer.pdf"), **FACTS, is_public=True)

    one.refresh_from_db()
    assert (one.file.name, one.is_public) == ("newer.pdf", True)
    assert not PrivateFile.objects.filter(pk=before).exists()


def test_library_of_another_country_is_not_written_to(coordinator_ba, edition):
    _report, one = edition(False)
    other = report_in(ReportState.DRAFTING, by=coordinator_ba, code="BA")

    with pytest.raises(NotAllowed):
        change_evidence(one, report=other, by=coordinator_ba, **FACTS)
    with pytest.raises(UploadRefused):
        add_evidence(other, by=coordinator_ba, document=SimpleUploadedFile("a.exe", b"MZ"), **FACTS)
    assert not Evidence.objects.filter(country="BA").exists()


def test_question_about_a_document_needs_a_finding_that_rests_on_it(coordinator, edition):
    report, one = edition(True)
    Finding.objects.all().delete()
    publish(report, coordinator)

    from django.contrib.auth.models import AnonymousUser

    assert not permissions.can_read_document(AnonymousUser(), one)
