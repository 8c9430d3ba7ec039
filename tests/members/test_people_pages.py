"""The people of an organisation through their pages: inviting, roles, handing over, leaving."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from members import actions
from members.days import days_from, today
from members.models import Invitation, RoleGrant
from network.core.errors import DomainError, NotAllowed
from network.core.models import AuditEntry
from tests.factories.members import AffiliationFactory, UserFactory, country

pytestmark = pytest.mark.django_db


def roles_in(organisation):
    return dict(organisation.affiliations.in_force().values_list("person__full_name", "role"))


def page_of(organisation):
    return reverse("organisation-people", args=[organisation.uuid])


# --- Invitations --------------------------------------------------------------------------------------------------


@pytest.fixture
def expired(organisation, representative):
    invitation = actions.invite_colleague(organisation, email="new@example.org", role="member", by=representative)
    Invitation.objects.filter(pk=invitation.pk).update(invited_at=timezone.now() - timedelta(days=31))
    return invitation


def test_expired_invitation_says_so_and_lets_nobody_in(expired, organisation, client_for):
    newcomer = UserFactory(email="new@example.org")
    client = client_for(newcomer)

    page = client.get(expired.get_absolute_url())
    client.post(expired.get_absolute_url())

    assert "has expired" in page.content.decode()
    assert not newcomer.affiliations.exists()
    with pytest.raises(DomainError, match="expired"):
        actions.accept_invitation(expired, by=newcomer)


def test_expired_invitation_makes_room_for_a_new_one(expired, organisation, representative, client_for):
    again = actions.invite_colleague(organisation, email="new@example.org", role="editor", by=representative)
    newcomer = UserFactory(email="new@example.org")

    client_for(newcomer).post(again.get_absolute_url())

    assert newcomer.affiliations.get().role == "editor"
    expired.refresh_from_db()
    assert expired.withdrawn_at is not None


def test_invitation_tells_until_when(organisation, representative, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite_colleague(organisation, email="new@example.org", role="member", by=representative)

    assert "can be accepted until" in mail.outbox[0].body


@pytest.mark.parametrize(
    "email", ["", "not an address", "a" * 300 + "@example.org", "new@example.org\nBcc: x@example.org"]
)
def test_bad_address_is_refused_beside_the_field(email, organisation, representative, client_for):
    url = reverse("organisation-invite", args=[organisation.uuid])

    response = client_for(representative).post(url, {"email": email, "role": "member"})

    assert "email" in response.context["form"].errors
    assert not Invitation.objects.exists()


# --- Handing over, leaving ----------------------------------------------------------------------------------------


def test_handing_over_swaps_in_one_step(organisation, representative, member, client_for):
    url = reverse("affiliation-hand-over", args=[organisation.uuid, member.uuid])

    response = client_for(representative).post(url, follow=True)

    assert response.status_code == 200
    assert roles_in(organisation) == {"Mila Member": "representative", "Rade Representative": "editor"}
    assert list(
        AuditEntry.objects.filter(verb="affiliation.changed").order_by("id").values_list("before", "after")
    ) == [
        ({"role": "member"}, {"person": str(member.uuid), "role": "representative"}),
        ({"role": "representative"}, {"person": str(representative.uuid), "role": "editor"}),
    ]
    assert [notice.title for notice in member.notifications.all()] == [
        "Your role in Primer centar is now: Representative"
    ]


@pytest.mark.parametrize("who", ["member", "coordinator", "secretariat"])
def test_only_a_representative_hands_over(who, request, organisation, representative, member, client_for):
    url = reverse("affiliation-hand-over", args=[organisation.uuid, member.uuid])

    assert client_for(request.getfixturevalue(who)).post(url).status_code == 403
    assert roles_in(organisation)["Rade Representative"] == "representative"


def test_handing_over_to_somebody_who_has_left_or_is_elsewhere_is_refused(organisation, representative, member):
    elsewhere = AffiliationFactory()
    gone = member.affiliations.get()
    actions.end_affiliation(gone, by=member)

    for taker in (elsewhere, gone, representative.affiliations.get()):
        with pytest.raises(NotAllowed):
            actions.hand_over(representative.affiliations.get(), to=taker, by=representative)


def test_coordinator_of_the_country_helps_where_nobody_speaks(
    organisation, member, coordinator, coordinator_ba, client_for
):
    url = reverse("affiliation-change", args=[organisation.uuid, member.uuid, "representative"])

    assert client_for(coordinator_ba).post(url).status_code == 403
    client_for(coordinator).post(url)

    assert roles_in(organisation) == {"Mila Member": "representative"}


def test_page_offers_only_what_would_succeed(organisation, representative, member, client_for):
    pages = {who.full_name: client_for(who).get(page_of(organisation)) for who in (representative, member)}

    offered = {
        reader: {
            one.affiliation.person.full_name: (len(one.may_become), one.may_take_over, one.may_end)
            for one in page.context["people"]
        }
        for reader, page in pages.items()
    }
    assert offered == {
        "Rade Representative": {"Rade Representative": (0, False, False), "Mila Member": (2, True, True)},
        "Mila Member": {"Rade Representative": (0, False, False), "Mila Member": (0, False, True)},
    }


def test_person_who_was_removed_is_told_and_one_who_left_is_not(organisation, representative, member):
    other = AffiliationFactory(organisation=organisation).person

    actions.end_affiliation(member.affiliations.get(), by=representative)
    actions.end_affiliation(other.affiliations.get(), by=other)

    assert [notice.title for notice in member.notifications.all()] == [
        "You no longer belong to Primer centar in the network"
    ]
    assert not other.notifications.exists()


@pytest.mark.parametrize("size", [1, 3])
def test_page_costs_the_same_for_few_and_many(
    size, organisation, representative, client_for, django_assert_num_queries
):
    for _ in range(size):
        AffiliationFactory(organisation=organisation)
    client = client_for(representative)
    client.get(page_of(organisation))

    with django_assert_num_queries(14):
        client.get(page_of(organisation))


# --- Network roles ------------------------------------------------------------------------------------------------


def give(client, person, **data):
    return client.post(reverse("desk-person-grant", args=[person.uuid]), data)


def test_role_is_given_from_a_day_until_a_day(secretariat, stranger, client_for):
    begin, end = days_from(today(), 5), days_from(today(), 10)
    client = client_for(secretariat)

    give(client, stranger, role="editor", valid_from=str(begin), until=str(end))

    grant = RoleGrant.objects.get(person=stranger)
    local = [
        timezone.localtime(moment, timezone.zoneinfo.ZoneInfo("Europe/Belgrade"))
        for moment in (grant.valid_from, grant.until)
    ]
    assert [(moment.date(), moment.hour) for moment in local] == [(begin, 0), (days_from(end, 1), 0)]
    assert (grant.given_by, grant.has_begun) == (secretariat, False)
    assert not stranger.groups.exists()
    page = client.get(reverse("desk-person", args=[stranger.uuid])).content.decode()
    assert "Not yet begun" in page
    assert "given by Senka Secretariat" in page


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"valid_from": "2020-01-01"}, "valid_from"),
        ({"until": "2020-01-01"}, "until"),
        ({"valid_from": "soon"}, "valid_from"),
        ({"until": "99999-01-01"}, "until"),
    ],
)
def test_role_with_impossible_days_is_refused_at_the_field(data, field, secretariat, stranger, client_for):
    response = give(client_for(secretariat), stranger, role="editor", **data)

    assert field in response.context["form"].errors
    assert not stranger.role_grants.exists()


def test_role_promised_twice_for_the_same_time_is_one(secretariat, stranger):
    later = timezone.now() + timedelta(days=3)
    first = actions.grant_role(stranger, role="coordinator", country=country("RS"), by=secretariat, valid_from=later)

    again = actions.grant_role(stranger, role="coordinator", country=country("RS"), by=secretariat)
    elsewhere = actions.grant_role(stranger, role="coordinator", country=country("AL"), by=secretariat)

    assert again == first
    assert elsewhere != first


def test_promised_role_can_be_taken_back_before_it_begins(secretariat, stranger, client_for):
    grant = actions.grant_role(stranger, role="editor", by=secretariat, valid_from=timezone.now() + timedelta(days=3))

    client_for(secretariat).post(reverse("desk-person-end", args=[stranger.uuid, grant.pk]))

    assert not stranger.role_grants.filter(until=None).exists()
    assert not stranger.has_role("editor")
