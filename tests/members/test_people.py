import pytest

from members import actions
from members.days import days_from, today
from members.jobs import lapse_forgotten_applications, refresh_listings, sync_admin_groups
from members.models import Organisation
from network.core.errors import DomainError
from network.core.models import AuditEntry, SearchEntry
from tests.factories.members import MembershipApplicationFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_last_representative_cannot_leave_nor_be_demoted(representative, organisation):
    affiliation = representative.affiliations.get()

    with pytest.raises(DomainError, match="last representative"):
        actions.end_affiliation(affiliation, by=representative)
    with pytest.raises(DomainError, match="last representative"):
        actions.change_affiliation_role(affiliation, role="member", by=representative)


def test_representative_leaves_once_there_is_another(representative, member, organisation):
    actions.change_affiliation_role(member.affiliations.get(), role="representative", by=representative)

    actions.end_affiliation(representative.affiliations.get(), by=representative)

    assert list(organisation.affiliations.in_force().values_list("person__email", "role")) == [
        ("member@example.org", "representative")
    ]
    assert AuditEntry.objects.filter(verb="affiliation.ended").count() == 1


def test_belonging_twice_is_refused(member, organisation, representative):
    with pytest.raises(DomainError, match="already"):
        actions.affiliate(member, organisation, by=representative)


def test_suspension_takes_out_of_directory_and_search_in_the_same_transaction(organisation, secretariat):
    actions.add_membership(organisation, by=secretariat)
    assert SearchEntry.objects.filter(kind="organisation").count() == 1

    actions.suspend_organisation(organisation, reason="Complaint.", by=secretariat)

    assert not Organisation.objects.listed().exists()
    assert not SearchEntry.objects.filter(kind="organisation").exists()
    actions.lift_suspension(organisation, by=secretariat)
    assert Organisation.objects.listed().get() == organisation
    assert list(
        AuditEntry.objects.filter(verb__startswith="organisation.").order_by("id").values_list("verb", "reason")
    ) == [
        ("organisation.suspended", "Complaint."),
        ("organisation.reinstated", ""),
    ]


def test_suspending_twice_or_without_reason_is_refused(organisation, secretariat):
    with pytest.raises(DomainError):
        actions.suspend_organisation(organisation, reason=" ", by=secretariat)
    actions.suspend_organisation(organisation, reason="x", by=secretariat)
    with pytest.raises(DomainError, match="suspended already"):
        actions.suspend_organisation(organisation, reason="y", by=secretariat)


def test_overlapping_period_is_refused(organisation, secretariat):
    first = actions.add_membership(organisation, by=secretariat)

    with pytest.raises(DomainError, match="already"):
        actions.add_membership(organisation, valid_from=first.valid_until, by=secretariat)

    assert actions.add_membership(organisation, by=secretariat).valid_from == days_from(first.valid_until, 1)


def test_nightly_job_lists_and_unlists_by_the_dates(secretariat):
    ended = OrganisationFactory(name="Ended")
    begun = OrganisationFactory(name="Begun")
    for organisation, begin, end in ((ended, -400, -40), (begun, -10, 100)):
        organisation.memberships.create(valid_from=days_from(today(), begin), valid_until=days_from(today(), end))
    Organisation.objects.filter(pk=begun.pk).update(is_listed=False)

    assert refresh_listings() == 2
    assert refresh_listings() == 0
    assert list(Organisation.objects.listed()) == [begun]


def test_forgotten_draft_lapses_and_its_applicant_hears_of_it():
    draft = MembershipApplicationFactory(saved_at="2020-01-01T00:00Z")
    MembershipApplicationFactory()

    assert lapse_forgotten_applications() == 1

    draft.refresh_from_db()
    assert draft.state == "lapsed"
    assert draft.applicant.notifications.count() == 1


def test_groups_follow_a_role_that_ended_by_its_date(editor):
    from members.groups import sync_groups

    sync_groups(editor)
    editor.role_grants.update(valid_from="2020-01-01T00:00Z", until="2021-01-01T00:00Z")

    sync_admin_groups()

    assert not editor.groups.exists()


def test_profile_saved_without_consent_disappears(organisation, representative):
    actions.add_membership(organisation, by=None)

    actions.save_profile(organisation, by=representative, consents_to_listing=False)

    assert not Organisation.objects.listed().exists()


def test_former_members_do_not_count(member, organisation):
    assert list(member.organisations()) == [organisation]
    member.affiliations.update(valid_from="2020-01-01T00:00Z", until="2021-01-01T00:00Z")

    assert list(member.organisations()) == []
