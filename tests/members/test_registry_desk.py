"""The registry at the desk: entering, correcting, documents beside the checklist, letters, and the profile's preview."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from members import actions
from members.letters import decision_letter
from members.models import MembershipApplication, Organisation
from network.core.errors import DomainError
from network.core.models import AuditEntry, PrivateFile
from tests.factories.members import (
    PDF,
    AffiliationFactory,
    OrganisationFactory,
    UserFactory,
    complete_application,
    person_with_role,
    submitted_application,
    verified_application,
)

pytestmark = pytest.mark.django_db


def facts(**changes):
    return {
        "kind": "public_body",
        "name": "Ministarstvo Primer",
        "country": "RS",
        "consents_to_listing": "on",
        **changes,
    }


# --- Entering and correcting --------------------------------------------------------------------------------------


def test_coordinator_enters_a_ministry_and_it_is_listed_without_a_membership(coordinator, client_for):
    response = client_for(coordinator).post(reverse("desk-organisation-new"), facts(summary_en="A ministry."))

    body = Organisation.objects.get()
    assert response.url == reverse("desk-organisation", args=[body.uuid])
    assert (body.kind, body.is_listed, body.summaries) == ("public_body", True, {"en": "A ministry."})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "cso"}, "kind"),
        ({"country": "AL"}, "country"),
        ({"name": "x" * 10_000}, "name"),
        ({"name": ""}, "name"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"register_name": "R", "register_number": "1 2"}, "register_number"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_a_coordinator_may_not_enter_is_said_at_the_field(changes, field, coordinator, client_for):
    OrganisationFactory(register_name="R", register_number="12")

    response = client_for(coordinator).post(reverse("desk-organisation-new"), facts(**changes))

    assert list(response.context["form"].errors) == [field]
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("register", ["APR", "apr", "АПР"])
def test_number_is_one_in_its_register_however_that_is_written(register, secretariat):
    OrganisationFactory(register_name="АПР", register_number="БУ-12")
    other = OrganisationFactory(register_name=register, register_number="13")

    with pytest.raises(DomainError, match="in the network already"):
        actions.register_organisation(
            by=secretariat, name="X", country_id="RS", register_name=register, register_number="bu 12"
        )
    with pytest.raises(DomainError, match="in the network already"):
        actions.correct_registration(other, reason="Extract.", by=secretariat, register_number="BU12")
    actions.register_organisation(
        by=secretariat, name="X", country_id="RS", register_name="Court", register_number="bu 12"
    )

    assert Organisation.objects.count() == 3


def test_letters_that_only_look_right_are_put_right(secretariat):
    body = actions.register_organisation(
        by=secretariat,
        name="Удружeње Пpимер",  # with a Latin e and p
        country_id="RS",
        summaries={"sr": "Управљaмо."},
        consents_to_listing=True,
        kind="media",
    )

    body.refresh_from_db()
    assert (body.name, body.summaries) == ("Удружење Пример", {"sr": "Управљамо."})
    assert "Удружење Пример" in Client().get("/en/directory/?q=udruzenje").content.decode()


def test_secretariat_enters_any_kind_in_any_country(secretariat, client_for):
    client_for(secretariat).post(reverse("desk-organisation-new"), facts(kind="cso", country="AL"))

    assert Organisation.objects.get().country_id == "AL"


def test_registration_is_corrected_with_a_reason_that_the_log_keeps(coordinator, organisation, client_for):
    client, url = client_for(coordinator), reverse("desk-organisation-registration", args=[organisation.uuid])
    new = {"kind": "cso", "name": "Primer centar za pomoć", "register_name": "R", "register_number": "77"}

    assert list(client.post(url, new).context["form"].errors) == ["reason"]
    client.post(url, {**new, "reason": "Extract of March."})

    organisation.refresh_from_db()
    entry = AuditEntry.objects.get(verb="organisation.registration_corrected")
    assert (organisation.name, organisation.register_key) == ("Primer centar za pomoć", "77")
    assert (entry.reason, entry.before["register_number"], entry.after["register_number"]) == (
        "Extract of March.",
        "",
        "77",
    )


def test_number_of_another_organisation_is_refused_and_nothing_is_half_saved(coordinator, organisation, client_for):
    OrganisationFactory(register_name="R", register_number="12")

    with pytest.raises(DomainError, match="register number"):
        actions.correct_registration(
            organisation, reason="x", by=coordinator, name="New", register_name="R", register_number="1-2"
        )

    organisation.refresh_from_db()
    assert organisation.name == "Primer centar"


def test_same_number_in_another_country_or_register_is_another_organisation(db):
    OrganisationFactory(register_name="R", register_number="12")
    OrganisationFactory(register_name="R", register_number="12", country_code="BA")
    OrganisationFactory(register_name="Q", register_number="12")

    assert Organisation.objects.count() == 3


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("representative", 404), ("editor", 404), ("coordinator_ba", 404)]
)
def test_others_correct_nothing(who, status, organisation, request, client_for):
    url = reverse("desk-organisation-registration", args=[organisation.uuid])

    assert client_for(request.getfixturevalue(who)).get(url).status_code == status


# --- Preview ------------------------------------------------------------------------------------------------------


def test_preview_shows_what_would_be_public_and_stores_nothing(organisation, representative, client_for):
    client = client_for(representative)
    data = {
        "summary_en": "We cook together.",
        "municipality": organisation.municipality_id,
        "address": "Tajna 7",
        "precision": "hidden",
        "front_gate": "Call us.",
        "themes": [1],
        "consents_to_listing": "on",
    }

    page = client.post(reverse("organisation-preview", args=[organisation.uuid]), data).content.decode()
    shown = page[page.index("profile-header") :]

    assert "We cook together." in shown
    assert "Call us." in shown
    assert "Tajna 7" not in shown
    assert organisation.municipality.name not in shown
    assert "Tajna 7" in page  # in the hidden fields, so that nothing typed is lost
    organisation.refresh_from_db()
    assert organisation.summaries == {}

    again = client.post(reverse("organisation-edit-again", args=[organisation.uuid]), data)
    assert again.context["form"]["address"].value() == "Tajna 7"
    client.post(reverse("organisation-edit", args=[organisation.uuid]), data)
    organisation.refresh_from_db()
    assert (organisation.address, organisation.precision, organisation.front_gate) == ("Tajna 7", "hidden", "Call us.")


def test_preview_of_something_wrong_is_the_form_with_its_sentences(organisation, representative, client_for):
    data = {"precision": "everywhere", "website": "nonsense"}

    response = client_for(representative).post(reverse("organisation-preview", args=[organisation.uuid]), data)

    assert sorted(response.context["form"].errors) == ["precision", "website"]


# --- Documents and letters ----------------------------------------------------------------------------------------


def test_document_is_shown_beside_the_checklist_to_whoever_works_on_it(coordinator, coordinator_ba, client_for):
    case = submitted_application()
    file = PrivateFile.objects.first()
    url = reverse("desk-application-document", args=[case.uuid, file.pk])

    response = client_for(coordinator).get(url)

    assert (response.status_code, response.content, response["Content-Type"]) == (200, PDF, "application/pdf")
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "frame-src 'self'" in client_for(coordinator).get(case.get_desk_url())["Content-Security-Policy"]
    assert client_for(coordinator_ba).get(url).status_code == 404
    assert client_for(case.applicant).get(url).status_code == 404
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "application/vnd.oasis.opendocument.text"])
def test_what_could_act_is_not_shown_in_the_page(content_type, coordinator, client_for):
    case = submitted_application()
    file = PrivateFile.objects.first()
    PrivateFile.objects.filter(pk=file.pk).update(content_type=content_type)

    url = reverse("desk-application-document", args=[case.uuid, file.pk])

    assert client_for(coordinator).get(url).status_code == 404


def test_document_of_another_case_is_not_found_here(coordinator, client_for):
    case, other = submitted_application(), submitted_application()
    file = PrivateFile.objects.get(owner_id=str(other.pk), purpose="membership_statute")

    assert (
        client_for(coordinator).get(reverse("desk-application-document", args=[case.uuid, file.pk])).status_code == 404
    )


def read(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("language", ["en", "sr", "sr-latn", "mk", "sq"])
def test_letter_tells_the_decision_in_the_language_of_the_applicant(language, coordinator):
    person = UserFactory(language=language, full_name="Đorđe Žalac Čikić")
    case = verified_application(coordinator, name="Пример ѓќљњџ ëç", applicant=person, register_number="77")
    actions.reject_application(case, reason="It works for profit.", by=coordinator)

    text = read(decision_letter(case))

    words = {"en": "Decision on your application", "sr": "Одлука", "sr-latn": "Odluka", "mk": "Одлука", "sq": "Vendim"}
    assert words[language] in text
    assert "It works for profit." in text
    assert "Đorđe Žalac Čikić" in text
    assert ("Primer" if language == "sr-latn" else "Пример") in text


def test_letter_of_an_approval_holds_what_was_declared_and_is_the_same_every_time(coordinator, stranger, client_for):
    case = verified_application(coordinator, applicant=stranger)
    url = reverse("application-letter", args=[case.uuid])
    assert client_for(stranger).get(url).status_code == 404
    actions.approve_application(case, by=coordinator)

    case.refresh_from_db()
    text = read(decision_letter(case))

    assert "Welcome to the network" in text
    assert "without profit" in text
    assert coordinator.full_name in text
    assert client_for(stranger).get(url).content == client_for(coordinator).get(url).content == decision_letter(case)
    assert client_for(UserFactory()).get(url).status_code == 404


def test_letter_of_what_is_not_decided_does_not_exist(coordinator):
    with pytest.raises(LookupError):
        decision_letter(submitted_application())


# --- Who has it, and forgotten applications -----------------------------------------------------------------------


def test_colleague_takes_a_case_over_and_the_applicant_sees_it(coordinator, client_for):
    case = verified_application(coordinator)
    colleague = person_with_role("coordinator", "RS", full_name="Kosta Colleague")

    client_for(colleague).post(reverse("desk-application-take-over", args=[case.uuid]))
    client_for(colleague).post(reverse("desk-application-take-over", args=[case.uuid]))

    case.refresh_from_db()
    assert case.verifier == colleague
    assert AuditEntry.objects.filter(verb="membershipapplication.taken_over").count() == 1
    assert "Kosta Colleague" in client_for(case.applicant).get(case.get_absolute_url()).content.decode()


def test_whoever_belongs_to_it_takes_nothing_over(coordinator, client_for):
    case = verified_application(person_with_role("coordinator", "RS"), name="Primer most")
    AffiliationFactory(person=coordinator, organisation=OrganisationFactory(name="Udruženje Primer most"))

    assert client_for(coordinator).post(reverse("desk-application-take-over", args=[case.uuid])).status_code == 403


def test_forgotten_draft_is_reminded_of_once_and_again_after_a_change(mailoutbox, django_capture_on_commit_callbacks):
    from datetime import timedelta

    from django.utils import timezone

    from members.jobs import remind_of_forgotten_applications

    case = complete_application()
    cases = MembershipApplication.objects.filter(pk=case.pk)
    assert remind_of_forgotten_applications() == 0

    cases.update(saved_at=timezone.now() - timedelta(days=61))
    assert [remind_of_forgotten_applications() for _run in range(2)] == [1, 0]

    cases.update(saved_at=timezone.now() - timedelta(days=61), reminded_at=timezone.now() - timedelta(days=80))
    assert remind_of_forgotten_applications() == 1


def test_second_window_is_warned_once_and_then_heard(stranger, client_for):
    case = complete_application(applicant=stranger, name="Old")
    client, url = client_for(stranger), reverse("application-step", args=[case.uuid, "contact"])
    seen = client.get(url).context["version"]
    form = {"applicant_title": "director", "email": "a@example.org", "precision": "municipality"}
    client.post(url, {**form, "email": "first@example.org", "version": seen})

    stale = {**form, "email": "second@example.org", "version": seen}
    assert client.post(url, stale, headers={"X-Autosave": "1"}).status_code == 409
    warned = client.post(url, stale)
    case.refresh_from_db()
    assert "another window" in warned.content.decode()
    assert (case.email, warned.context["form"]["email"].value()) == ("first@example.org", "second@example.org")

    assert client.post(url, {**stale, "version": warned.context["version"]}).status_code == 302
    case.refresh_from_db()
    assert case.email == "second@example.org"


def test_upload_counts_as_having_worked_on_it(stranger):
    from datetime import timedelta

    from django.utils import timezone

    case = complete_application(applicant=stranger)
    MembershipApplication.objects.filter(pk=case.pk).update(saved_at=timezone.now() - timedelta(days=80))

    file = SimpleUploadedFile("another.pdf", PDF + b"\n", "application/pdf")
    actions.attach_document(case, file, purpose="membership_statute", by=stranger)

    case.refresh_from_db()
    assert case.saved_at > timezone.now() - timedelta(minutes=5)
