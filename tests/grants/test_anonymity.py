"""A call without names: nothing an assessor can reach says who applies."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader, PdfWriter

from grants.actions.assignments import assign_assessor
from grants.actions.drafts import attach_file
from grants.actions.submissions import submit_application
from grants.anonymity import says_who, without_maker
from grants.drafts import Draft
from network.core.errors import DomainError
from network.core.models import Notification, OutboxMessage
from tests.factories.grants import STATUTE, TRUE, application_in, draft, open_call_now, open_for, words_about
from tests.factories.members import AffiliationFactory, OrganisationFactory, person_with_role

SECRET = "Udruženje Tajna"


def signed_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": SECRET, "/Title": SECRET, "/Creator": SECRET})
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def call_without_names(for_assessors=True):
    document = {"label": "Statute", "help": "", "required": True, "for_assessors": for_assessors}
    return open_call_now(is_anonymous=True, documents=[{"type": "document", "id": STATUTE, "value": document}])


@pytest.fixture
def application(db, grants_manager, secretariat):
    call = call_without_names()
    organisation = OrganisationFactory(name=SECRET, name_en="Association Secret")
    application = draft(call, organisation)
    attach_file(
        application,
        STATUTE,
        SimpleUploadedFile(f"{SECRET} statut.pdf", signed_pdf(), content_type="application/pdf"),
        by=None,
        now=call.opens_at,
    )
    submit_application(application, declared=[TRUE], by=None, now=call.opens_at, language="en")
    from grants.actions.decisions import check_eligibility

    for by in (grants_manager, secretariat):
        check_eligibility(application, words_about(application), by=by)
    application.refresh_from_db()
    return application


def test_no_page_message_or_file_names_the_applicant(client_for, application, assessor, grants_manager):
    assign_assessor(application, assessor, by=grants_manager)
    browser = client_for(assessor)
    seen = [browser.get("/en/desk/").text, browser.get(reverse("grants-assess")).text]
    open_for(application, assessor, grants_manager)
    page = browser.get(reverse("grants-assess-application", kwargs={"uuid": application.uuid})).text
    conflict = browser.get(reverse("grants-assess-conflict", kwargs={"uuid": application.uuid})).text
    mail = [f"{one.subject}{one.text}{one.html}" for one in OutboxMessage.objects.filter(recipient=assessor)]
    news = [f"{one.title}{one.link}" for one in Notification.objects.filter(recipient=assessor)]

    assert "Because nobody else does it." in page
    for text in (*seen, page, conflict, *mail, *news):
        assert not says_who(text, ["udruzenje tajna", "association secret", "tajna"])
        assert str(application.organisation.uuid) not in text
    for name in ("grants-application", "grants-application-receipt", "desk-grants-application"):
        assert browser.get(reverse(name, kwargs={"uuid": application.uuid})).status_code == 404


def test_files_lose_name_metadata_and_attachments(client_for, application, assessor, grants_manager):
    open_for(application, assessor, grants_manager)
    browser = client_for(assessor)
    file = application.files.order_by("-pk")[0].file

    answer = browser.get(reverse("grants-assess-file", kwargs={"uuid": application.uuid, "file": file.pk}))

    assert answer["Content-Disposition"] == f'attachment; filename="{application.number}-2.pdf"'
    assert SECRET.encode() not in answer.content
    reader = PdfReader(io.BytesIO(answer.content))
    assert (len(reader.pages), dict(reader.attachments), reader.xmp_metadata) == (1, {}, None)
    assert SECRET not in str(reader.metadata)
    assert browser.get(file.get_absolute_url()).status_code == 404


def test_documents_not_meant_for_assessors_do_not_exist_for_them(client_for, assessor, grants_manager):
    application = application_in("assessment", call_without_names(for_assessors=False))
    open_for(application, assessor, grants_manager)
    file = application.files.get().file

    answer = client_for(assessor).get(reverse("grants-assess-file", kwargs={"uuid": application.uuid, "file": file.pk}))

    assert answer.status_code == 404


def test_file_of_another_application_is_not_handed_out(client_for, application, assessor, grants_manager):
    other = application_in(
        "assessment",
        application.call,
        managers=(grants_manager, person_with_role("secretariat", email="o@example.org")),
    )
    open_for(application, assessor, grants_manager)

    answer = client_for(assessor).get(
        reverse("grants-assess-file", kwargs={"uuid": application.uuid, "file": other.files.get().file.pk})
    )

    assert answer.status_code == 404


def test_damaged_pdf_is_refused_rather_than_shown_as_it_is():
    with pytest.raises(DomainError):
        without_maker(b"%PDF-1.4 nothing", "application/pdf")
    with pytest.raises(DomainError):
        without_maker(b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


@pytest.mark.parametrize(
    "title", ["Udruženje Tajna za mlade", "УДРУЖЕЊЕ ТАЈНА", "association-secret!", "Udruzenje tajna"]
)
def test_naming_oneself_is_pointed_out_before_submitting(db, title):
    application = draft(call_without_names(), OrganisationFactory(name=SECRET, name_en="Association Secret"))
    part = application.parts.get(name="project")
    part.content["title"] = title
    part.save()

    labels = [problem.label for problem in Draft(application).problems]

    assert labels == ["Title of the project"]


def test_who_sees_the_names_elsewhere_cannot_assess_without_names(application, coordinator, secretariat):
    """Coordinators talk about a call of their country with those who run it."""
    coordinator.role_grants.create(role="assessor")

    with pytest.raises(DomainError, match="sees too much"):
        assign_assessor(application, type(coordinator).objects.get(pk=coordinator.pk), by=secretariat)


def test_applicant_previews_what_assessors_will_read(client_for, db):
    person = AffiliationFactory(role="representative", organisation__name=SECRET)
    application = draft(call_without_names(), person.organisation)

    page = client_for(person.person).get(reverse("grants-application-preview", kwargs={"uuid": application.uuid})).text

    paper = page[page.index('class="paper"') :]
    assert "Because nobody else does it." in paper
    assert SECRET not in paper[: paper.index("</section>")]


def test_names_are_free_in_calls_with_names(db):
    application = draft(open_call_now(), OrganisationFactory(name="Home again"))

    assert Draft(application).problems == []


def test_reading_keeps_working_when_the_assessor_looks_twice(client_for, application, assessor, grants_manager):
    open_for(application, assessor, grants_manager)
    browser = client_for(assessor)
    address = reverse("grants-assess-application", kwargs={"uuid": application.uuid})

    assert [browser.get(address).status_code for _ in range(2)] == [200, 200]
    assert timezone.now() > application.submitted_at
