import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from members import actions
from members.models import Endorsement, Invitation, Organisation, RoleGrant
from network.core.errors import DomainError, NotAllowed
from tests.factories.members import OrganisationFactory, UserFactory, submitted_application

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["desk-people", "desk-person", "desk-organisations", "desk-organisation"])
@pytest.mark.parametrize(
    ("who", "roles", "organisations"),
    [
        ("stranger", 404, 404),
        ("representative", 404, 404),
        ("editor", 404, 404),
        ("grants_manager", 404, 404),
        ("coordinator", 404, 200),
        ("coordinator_ba", 404, None),
        ("secretariat", 200, 200),
    ],
)
def test_desk_of_people_and_organisations_opens_for_whom_it_should(
    name, who, roles, organisations, request, client_for, organisation
):
    user = request.getfixturevalue(who)
    arguments = {"desk-person": [user.uuid], "desk-organisation": [organisation.uuid]}.get(name, [])
    expected = roles if name in ("desk-people", "desk-person") else organisations
    if expected is None:
        expected = 404 if name == "desk-organisation" else 200

    assert client_for(user).get(reverse(name, args=arguments)).status_code == expected
    assert Client().get(reverse(name, args=arguments)).status_code == 302


def test_secretariat_gives_and_takes_a_role(secretariat, stranger, client_for):
    client = client_for(secretariat)

    client.post(reverse("desk-person-grant", args=[stranger.uuid]), {"role": "coordinator", "country": "AL"})
    grant = RoleGrant.objects.get(person=stranger)
    assert (grant.role, grant.country_id, grant.given_by) == ("coordinator", "AL", secretariat)
    assert stranger.groups.count() == 2

    client.post(reverse("desk-person-end", args=[stranger.uuid, grant.pk]))
    assert not stranger.role_grants.in_force().exists()
    assert not stranger.groups.exists()


@pytest.mark.parametrize(
    "data", [{"role": "coordinator"}, {"role": "emperor"}, {"role": "coordinator", "country": "XX"}]
)
def test_role_that_makes_no_sense_is_refused_at_the_field(data, secretariat, stranger, client_for):
    response = client_for(secretariat).post(reverse("desk-person-grant", args=[stranger.uuid]), data)

    assert response.context["form"].errors
    assert not stranger.role_grants.exists()


def test_suspending_needs_the_secretariat_and_a_reason(coordinator, secretariat, organisation, client_for):
    url = reverse("desk-organisation-suspend", args=[organisation.uuid])

    assert client_for(coordinator).post(url, {"reason": "x"}).status_code == 404
    assert client_for(secretariat).post(url, {"reason": ""}).context["form"].errors
    client_for(secretariat).post(url, {"reason": "Complaint."})
    assert not Organisation.objects.listed().exists()

    client_for(secretariat).post(reverse("desk-organisation-lift", args=[organisation.uuid]))
    client_for(coordinator).post(reverse("desk-organisation-renew", args=[organisation.uuid]))
    assert Organisation.objects.listed().get() == organisation


def test_registry_filters_by_standing_and_name(secretariat, organisation, client_for):
    actions.add_membership(organisation, by=None)
    OrganisationFactory(name="Друга")
    client = client_for(secretariat)

    def names(query):
        return [body.name for body in client.get(f"/en/desk/organisations/?{query}").context["page"]]

    assert names("") == ["Друга", "Primer centar"]
    assert names("state=active") == ["Primer centar"]
    assert names("q=druga") == ["Друга"]
    assert names("state=rubbish&page=x") == ["Друга", "Primer centar"]


@pytest.mark.parametrize("number", [1, 3])
def test_registry_costs_the_same_for_one_and_for_three(number, secretariat, client_for, django_assert_num_queries):
    for _ in range(number):
        OrganisationFactory()
    client = client_for(secretariat)
    client.get("/en/desk/organisations/")

    with django_assert_num_queries(6):
        client.get("/en/desk/organisations/")


def test_invited_colleague_without_account_opens_one_and_joins(
    representative, organisation, client_for, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = client_for(representative).post(
            reverse("organisation-invite", args=[organisation.uuid]), {"email": "New@Example.org", "role": "editor"}
        )
    assert response.status_code == 302
    assert mail.outbox[0].to == ["new@example.org"]
    path = re.search(r"https?://[^/]+(/\S+/invitations/\S+)", mail.outbox[0].body).group(1)
    assert Client().get(path).status_code == 302
    newcomer = UserFactory(email="new@example.org")

    assert client_for(newcomer).get(path).status_code == 200
    client_for(newcomer).post(path)

    assert list(newcomer.affiliations.in_force().values_list("organisation", "role")) == [(organisation.pk, "editor")]
    assert client_for(newcomer).get(path).status_code == 404


def test_invitation_opens_for_nobody_else(representative, organisation, stranger, client_for):
    invitation = actions.invite_colleague(organisation, email="new@example.org", role="member", by=representative)
    unverified = UserFactory(email="new@example.org")
    unverified.emailaddress_set.update(verified=False)

    assert client_for(stranger).get(invitation.get_absolute_url()).status_code == 404
    assert client_for(unverified).get(invitation.get_absolute_url()).status_code == 404
    with pytest.raises(NotAllowed):
        actions.accept_invitation(invitation, by=stranger)


def test_inviting_twice_or_a_member_is_refused(representative, member, organisation):
    actions.invite_colleague(organisation, email="new@example.org", role="member", by=representative)

    with pytest.raises(DomainError, match="invited already"):
        actions.invite_colleague(organisation, email="NEW@example.org", role="member", by=representative)
    with pytest.raises(DomainError, match="belongs"):
        actions.invite_colleague(organisation, email=member.email, role="member", by=representative)


def test_invitation_taken_back_is_closed(representative, organisation, client_for):
    invitation = actions.invite_colleague(organisation, email="new@example.org", role="member", by=representative)

    client_for(representative).post(reverse("invitation-withdraw", args=[organisation.uuid, invitation.uuid]))

    assert not Invitation.objects.open().exists()
    with pytest.raises(DomainError):
        actions.withdraw_invitation(invitation, by=representative)


def test_only_a_representative_invites(member, organisation, client_for):
    url = reverse("organisation-invite", args=[organisation.uuid])

    assert client_for(member).post(url, {"email": "new@example.org", "role": "member"}).status_code == 403


def test_member_endorses_and_the_coordinator_reads_it(representative, organisation, coordinator, stranger, client_for):
    case = submitted_application()
    url = reverse("application-endorse", args=[case.uuid])
    assert client_for(stranger).get(url).status_code == 404
    assert client_for(case.applicant).get(url).status_code == 404

    assert client_for(representative).get(url).status_code == 200
    client_for(representative).post(url, {"organisation": organisation.pk, "text": "We work with them."})

    assert Endorsement.objects.get().organisation == organisation
    assert "We work with them." in client_for(coordinator).get(case.get_desk_url()).content.decode()
    assert client_for(representative).get(url).status_code == 404
