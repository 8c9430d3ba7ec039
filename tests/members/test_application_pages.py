"""Applying and deciding through the pages, as a browser without JavaScript does it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.models import MembershipApplication, Organisation
from network.core.models import Municipality, PrivateFile
from tests.factories.members import (
    PDF,
    MembershipApplicationFactory,
    OrganisationFactory,
    complete_application,
    submitted_application,
)

pytestmark = pytest.mark.django_db


def page(case, key):
    return reverse("application-step", args=[case.uuid, key])


def first_step(**changes):
    town = Municipality.objects.get(slug="nis")
    return {
        "kind": "cso",
        "name": "Пример",
        "country": "RS",
        "municipality": town.pk,
        "register_number": "12",
        **changes,
    }


def test_whole_way_from_begin_to_member(stranger, coordinator, client_for):
    applicant, desk = client_for(stranger), client_for(coordinator)
    applicant.post("/en/register/", first_step())
    case = MembershipApplication.objects.get()
    work = {"summary_local": "Помажемо.", "themes": [1], "target_groups": [1]}
    assert applicant.post(page(case, "work"), work).url == page(case, "contact")
    contact = {
        "applicant_title": "director",
        "email": "a@example.org",
        "precision": "municipality",
        "consents_to_listing": "on",
    }
    assert applicant.post(page(case, "contact"), contact).url == page(case, "documents")
    for purpose in ("register_extract", "representative", "statute", "activity"):
        file = SimpleUploadedFile("x.pdf", PDF, "application/pdf")
        data = {"purpose": f"membership_{purpose}", "file": file}
        assert applicant.post(reverse("application-document-add", args=[case.uuid]), data).status_code == 302
    declared = {f"declaration_{number}": "on" for number in range(4)}
    assert applicant.post(reverse("application-submit", args=[case.uuid]), declared).url == case.get_absolute_url()
    assert applicant.post(reverse("application-submit", args=[case.uuid]), declared).url == case.get_absolute_url()

    assert case.name in desk.get("/en/desk/applications/").content.decode()
    desk.post(reverse("desk-application-start", args=[case.uuid]))
    for line in case.checklist.all():
        desk.post(reverse("desk-application-check", args=[case.uuid, line.item]), {"verdict": "passed"})
    desk.post(reverse("desk-application-approve", args=[case.uuid]))

    organisation = Organisation.objects.get()
    assert organisation.name == "Пример"
    assert client_for(stranger).get(organisation.get_absolute_url()).status_code == 200
    assert "Пример" in applicant.get("/en/directory/").content.decode()


@pytest.mark.parametrize("who", ["applicant", "coordinator"])
def test_address_for_endorsements_is_shown_to_be_sent_on_and_not_linked(who, coordinator, client_for, settings):
    case = submitted_application()
    path = reverse("application-endorse", args=[case.uuid])
    person, page = (
        (case.applicant, case.get_absolute_url()) if who == "applicant" else (coordinator, case.get_desk_url())
    )

    html = client_for(person).get(page).content.decode()

    assert f"{settings.SITE_URL}{path}</code>" in html
    assert f'href="{path}"' not in html  # neither may endorse: it would lead nowhere


def test_what_an_application_needs_is_never_called_optional(stranger, client_for):
    form = client_for(stranger).get("/en/register/").context["form"]

    optional = {field.name for field in form if "(optional)" in field.as_field_group()}

    assert optional == {
        "name_en",
        "acronym",
        "register_name",
        "registered_on",
        "tax_number",
        "legal_form",
        "founded_year",
    }


def test_autosave_keeps_what_is_valid_and_answers_with_the_time(stranger, client_for):
    case = MembershipApplicationFactory(applicant=stranger, name="Old")
    data = first_step(name="New", founded_year="not a year")

    response = client_for(stranger).post(page(case, "organisation"), data, headers={"X-Autosave": "1"})

    case.refresh_from_db()
    assert list(response.json()) == ["saved_at", "version"]
    assert (case.name, case.founded_year) == ("New", None)


def test_going_on_with_something_missing_keeps_the_rest_and_says_what(stranger, client_for):
    case = MembershipApplicationFactory(applicant=stranger, name="Old")

    response = client_for(stranger).post(page(case, "organisation"), first_step(name="New", register_number=""))

    case.refresh_from_db()
    assert list(response.context["form"].errors) == ["register_number"]
    assert case.name == "New"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "x" * 10_000}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"country": "XX"}, "country"),
        ({"country": "AL"}, "municipality"),
        ({"municipality": "9999999"}, "municipality"),
        ({"kind": "donor"}, "kind"),
        ({"founded_year": "99999"}, "founded_year"),
        ({"registered_on": "31.31.2020"}, "registered_on"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_bad_input_is_said_at_the_field_and_not_stored(change, field, stranger, client_for):
    case = MembershipApplicationFactory(applicant=stranger, name="Old")

    response = client_for(stranger).post(page(case, "organisation"), first_step(**change))

    assert response.status_code == 200
    assert field in response.context["form"].errors
    case.refresh_from_db()
    assert len(case.name) < 200


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.pdf", b"<html><script>alert(1)</script></html>"), ("x.svg", b"<svg/>"), ("x.exe", b"MZ"), ("x.pdf", b"")],
)
def test_hostile_document_is_refused_with_a_sentence(name, content, stranger, client_for):
    case = MembershipApplicationFactory(applicant=stranger)
    data = {"purpose": "membership_statute", "file": SimpleUploadedFile(name, content)}

    response = client_for(stranger).post(reverse("application-document-add", args=[case.uuid]), data)

    assert response.status_code == 200
    assert 'class="errorlist' in response.content.decode()
    assert not PrivateFile.objects.exists()


def test_declaration_must_be_ticked_line_by_line(stranger, client_for):
    case = complete_application(applicant=stranger)

    response = client_for(stranger).post(reverse("application-submit", args=[case.uuid]), {"declaration_0": "on"})

    assert sorted(response.context["form"].errors) == ["declaration_1", "declaration_2", "declaration_3"]


def test_likely_duplicate_is_shown_before_going_on(stranger, client_for):
    OrganisationFactory(name="Udruženje „Primer zora“")
    case = MembershipApplicationFactory(applicant=stranger)
    client = client_for(stranger)

    response = client.post(page(case, "organisation"), first_step(name="НВО Пример зора"), follow=True)

    assert response.redirect_chain[-1][0] == page(case, "organisation")
    assert "Primer zora" in response.content.decode()
    response = client.post(page(case, "organisation"), {**first_step(name="НВО Пример зора"), "seen": "1"})
    assert response.url == page(case, "work")


def test_duplicate_that_is_not_public_is_not_named(stranger, client_for):
    OrganisationFactory(name="Tajna kuća Primer", listed=False)
    case = MembershipApplicationFactory(applicant=stranger, name="Тајна кућа Пример")

    text = client_for(stranger).get(page(case, "organisation")).content.decode()

    assert "Tajna kuća" not in text
    assert "whose entry is not public" in text


def test_shelter_is_hidden_until_its_people_decide_otherwise(stranger, client_for):
    from members.models import ServiceType

    case = MembershipApplicationFactory(applicant=stranger)
    case.services.add(ServiceType.objects.get(slug="shelter"))

    assert case.effective_precision == "hidden"


def test_question_and_answer(stranger, coordinator, client_for):
    case = submitted_application(applicant=stranger)
    desk, applicant = client_for(coordinator), client_for(stranger)
    desk.post(reverse("desk-application-ask", args=[case.uuid]), {"reason": "Newer extract, please."})
    assert "Newer extract, please." in applicant.get(case.get_absolute_url()).content.decode()

    answer = {"answer": "Here.", **{f"declaration_{number}": "on" for number in range(4)}}
    applicant.post(reverse("application-submit", args=[case.uuid]), answer)

    assert "Here." in desk.get(case.get_desk_url()).content.decode()


def test_handed_in_application_cannot_be_written_any_more(stranger, client_for):
    case = submitted_application(applicant=stranger)
    client = client_for(stranger)

    assert client.get(page(case, "work")).status_code == 403
    assert client.post(page(case, "work"), {}).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_queue_costs_the_same_for_one_and_for_three(number, coordinator, client_for, django_assert_num_queries):
    for _ in range(number):
        submitted_application()
    client = client_for(coordinator)
    client.get("/en/desk/applications/")

    with django_assert_num_queries(9):
        client.get("/en/desk/applications/")


def test_representative_edits_the_profile(representative, organisation, client_for):
    client = client_for(representative)
    town = organisation.municipality_id
    data = {
        "summary_sr": "Ново.",
        "precision": "municipality",
        "municipality": town,
        "consents_to_listing": "on",
        "themes": [1, 2],
    }

    assert client.get(reverse("organisation-edit", args=[organisation.uuid])).status_code == 200
    response = client.post(reverse("organisation-edit", args=[organisation.uuid]), data)

    organisation.refresh_from_db()
    assert response.url == organisation.get_absolute_url()
    assert organisation.summaries == {"sr": "Ново."}
    assert organisation.themes.count() == 2
