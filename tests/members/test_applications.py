import pytest
from django.core import mail

from members import actions
from members.models import MembershipApplication, Organisation
from members.queries.applications import missing_parts, queue_counts, statistics, story_of
from members.queries.duplicates import duplicates_of
from network.core.errors import DomainError, NotAllowed, TransitionError
from network.core.models import AuditEntry, Notification, OutboxMessage
from tests.factories.members import (
    AffiliationFactory,
    MembershipApplicationFactory,
    OrganisationFactory,
    UserFactory,
    complete_application,
    submitted_application,
    verified_application,
)

pytestmark = pytest.mark.django_db


def verbs(application):
    entries = AuditEntry.objects.filter(object_type="members.membershipapplication", object_id=str(application.pk))
    return [entry.verb.partition(".")[2] for entry in entries.order_by("id")]


def test_register_number_of_signs_alone_is_none():
    application = complete_application(register_number="— / —")

    with pytest.raises(DomainError, match="register number"):
        actions.submit_application(application, by=application.applicant)


def test_starting_twice_gives_one_draft(stranger):
    facts = {"name": "Пример", "country_id": "RS"}

    first = actions.start_application(by=stranger, **facts)
    second = actions.start_application(by=stranger, **{**facts, "name": "Пример два"})

    assert first.pk == second.pk
    assert MembershipApplication.objects.get().name == "Пример два"


def test_missing_parts_name_everything_that_an_empty_draft_lacks(stranger):
    draft = actions.start_application(by=stranger, name="Пример", country_id="RS")

    steps = [part.step for part in missing_parts(draft)]

    assert steps == ["organisation"] * 2 + ["work"] * 3 + ["contact"] * 2 + ["documents"] * 4


def test_incomplete_application_cannot_be_handed_in():
    draft = MembershipApplicationFactory()

    with pytest.raises(DomainError, match="Register extract"):
        actions.submit_application(draft, by=draft.applicant)

    draft.refresh_from_db()
    assert draft.state == "draft"


def test_submitting_tells_applicant_and_coordinator_once_in_their_languages(
    coordinator, django_capture_on_commit_callbacks
):
    coordinator.language = "sr"
    coordinator.save()
    application = complete_application(name="Primer")

    with django_capture_on_commit_callbacks(execute=True):
        actions.submit_application(application, by=application.applicant)

    assert sorted(OutboxMessage.objects.values_list("address", "language")) == sorted(
        [(application.applicant.email, "en"), (coordinator.email, "sr")]
    )
    assert sorted(message.to[0] for message in mail.outbox) == sorted([application.applicant.email, coordinator.email])
    assert Notification.objects.count() == 2
    assert application.checklist.count() == 5


def test_submitting_twice_is_refused_and_leaves_one_trace():
    application = submitted_application()

    with pytest.raises(TransitionError):
        actions.submit_application(application, by=application.applicant)

    assert verbs(application).count("submitted") == 1


def test_second_application_of_the_same_organisation_in_another_script_is_refused(coordinator):
    submitted_application(name="Удружење Пример", register_number="БУ 123/45")
    other = complete_application(name="Udruženje Primer", register_number="bu-123-45")

    with pytest.raises(DomainError, match="dealt with already"):
        actions.submit_application(other, by=other.applicant)

    other.refresh_from_db()
    assert other.state == "draft"


def test_answering_brings_it_back_and_keeps_question_and_answer_in_the_story(coordinator):
    application = submitted_application()
    actions.ask_for_information(application, question="Newer extract, please.", by=coordinator)

    actions.submit_application(application, by=application.applicant, answer="Here it is.")

    application.refresh_from_db()
    assert application.state == "submitted"
    assert [(str(item.title), item.text) for item in story_of(application)] == [
        ("Handed in", ""),
        ("Information requested", "Newer extract, please."),
        ("Handed in", "Here it is."),
    ]


def test_approval_makes_a_listed_organisation_with_its_representative_and_a_year(coordinator):
    application = verified_application(coordinator, name="Пример", register_number="77")

    organisation = actions.approve_application(application, by=coordinator)

    application.refresh_from_db()
    assert (application.state, application.organisation, application.decided_by) == (
        "approved",
        organisation,
        coordinator,
    )
    assert list(organisation.affiliations.values_list("person", "role")) == [
        (application.applicant.pk, "representative")
    ]
    assert organisation.memberships.count() == 1
    assert list(Organisation.objects.listed()) == [organisation]
    assert [theme.slug for theme in organisation.themes.all()] == ["asylum"]
    assert organisation.slug == "primer"


def test_approval_without_consent_lists_nothing(coordinator):
    application = verified_application(coordinator, consents_to_listing=False)

    organisation = actions.approve_application(application, by=coordinator)

    assert not Organisation.objects.listed().filter(pk=organisation.pk).exists()


def test_approving_twice_gives_one_organisation_one_trace_and_one_letter(coordinator):
    application = verified_application(coordinator)
    OutboxMessage.objects.all().delete()
    actions.approve_application(application, by=coordinator)

    with pytest.raises(TransitionError):
        actions.approve_application(application, by=coordinator)

    assert Organisation.objects.count() == 1
    assert verbs(application).count("approved") == 1
    assert OutboxMessage.objects.count() == 1


def test_approval_needs_every_line_in_order(coordinator):
    application = verified_application(coordinator)
    actions.check_line(application.checklist.first(), verdict="failed", note="old", by=coordinator)

    with pytest.raises(DomainError, match="Every line"):
        actions.approve_application(application, by=coordinator)

    assert Organisation.objects.count() == 0


def test_register_number_of_a_member_stops_the_approval(coordinator):
    OrganisationFactory(register_name="Register", register_number="1-2")
    application = verified_application(coordinator, register_name="Register", register_number="12")

    with pytest.raises(DomainError, match="register number"):
        actions.approve_application(application, by=coordinator)

    application.refresh_from_db()
    assert application.state == "under_verification"


@pytest.mark.parametrize("reason", ["", "   "])
def test_rejection_and_question_need_words(coordinator, reason):
    application = verified_application(coordinator)

    with pytest.raises(DomainError):
        actions.reject_application(application, reason=reason, by=coordinator)
    with pytest.raises(DomainError):
        actions.ask_for_information(application, question=reason, by=coordinator)


def test_rejected_applicant_reads_the_reason(coordinator):
    application = verified_application(coordinator)
    OutboxMessage.objects.all().delete()

    actions.reject_application(application, reason="It works for profit.", by=coordinator)

    letter = OutboxMessage.objects.get()
    assert letter.address == application.applicant.email
    assert "It works for profit." in letter.text
    assert "It works for profit." in letter.html


def test_nobody_handles_an_application_of_their_own(coordinator):
    application = submitted_application(applicant=coordinator)

    with pytest.raises(NotAllowed):
        actions.start_verification(application, by=coordinator)


def test_nobody_handles_an_application_of_an_organisation_they_belong_to(coordinator):
    mine = OrganisationFactory(name="Udruženje Primer Beograd")
    AffiliationFactory(person=coordinator, organisation=mine)
    application = submitted_application(name="Удружење „Пример“")

    with pytest.raises(NotAllowed):
        actions.start_verification(application, by=coordinator)


def test_withdrawn_application_cannot_be_decided(coordinator):
    application = verified_application(coordinator)
    actions.withdraw_application(application, by=application.applicant)

    with pytest.raises(TransitionError):
        actions.approve_application(application, by=coordinator)


def test_duplicates_see_through_script_form_town_and_number():
    same_name = OrganisationFactory(name="Удружење грађана „Пример зора“ Београд")
    same_number = OrganisationFactory(name="Sasvim drugo ime", register_number="28-100")
    OrganisationFactory(name="Primer zora", country_code="BA")
    OrganisationFactory(name="Nešto treće")
    application = MembershipApplicationFactory(name="NVO Primer Zora", register_number="28100")

    found = [(candidate.organisation, str(candidate.why)) for candidate in duplicates_of(application)]

    assert found == [(same_number, "Same register number"), (same_name, "Similar name")]


def test_queue_counts_and_statistics_know_only_the_own_country(coordinator, coordinator_ba, secretariat):
    submitted_application()
    actions.approve_application(verified_application(coordinator), by=coordinator)
    MembershipApplicationFactory()

    assert queue_counts(coordinator) == {"waiting": 1, "asked": 0, "closed": 1}
    assert queue_counts(coordinator_ba) == {"waiting": 0, "asked": 0, "closed": 0}
    assert [(row.country, row.waiting, row.approved, row.median_days) for row in statistics(secretariat)] == [
        ("RS", 1, 1, 0.0)
    ]


def test_endorsement_once_per_organisation(representative, organisation):
    application = submitted_application()

    actions.endorse_application(application, organisation=organisation, text="We know them.", by=representative)

    with pytest.raises(NotAllowed):
        actions.endorse_application(application, organisation=organisation, text="Again.", by=representative)


def test_stranger_cannot_endorse(organisation):
    application = submitted_application()

    with pytest.raises(NotAllowed):
        actions.endorse_application(application, organisation=organisation, text="x", by=UserFactory())
