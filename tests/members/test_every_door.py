"""Every address of this app, tried by everybody whom its object does not concern: nobody gets in, by reading or writing."""

import pytest
from django.test import Client
from django.urls import reverse
from django.urls.resolvers import get_resolver

from members import actions, urls
from members.models import AffiliationRole, Mailing, RegistryImport
from tests.factories.members import AffiliationFactory, OrganisationFactory, licence, submitted_application

pytestmark = pytest.mark.django_db
SIGN_IN, NO, HIDDEN, WRONG_METHOD = 302, 403, 404, 405
ANYBODYS = {"directory", "directory-csv", "directory-json", "directory-profile", "directory-logo"}
ONES_OWN = {
    "account-settings",
    "account-notifications",
    "my-data",
    "my-data-download",
    "consent-give",
    "consent-withdraw",
    "account-close",
    "account-keep",
    "session-end",
    "application-start",
}
"""Whoever is signed in has these, and finds only themselves behind them."""
OUTSIDERS = ["stranger", "member", "representative_elsewhere", "coordinator_ba", "grants_manager", "editor", "assessor"]
WHOLE_DESKS = {
    "desk-applications",
    "desk-organisations",
    "desk-organisation-new",
    "desk-people",
    "desk-contacts",
    "desk-person",
}
"""Desks on which each coordinator sees their own country's; what lies on them is tried address by address."""
NAMES = sorted({pattern.name for pattern in urls.urlpatterns})


@pytest.fixture
def world(organisation, representative):
    """One of everything, all of it Serbia's."""
    case = submitted_application()
    invitation = actions.invite_colleague(
        organisation, email="new@example.org", role=AffiliationRole.MEMBER, by=representative
    )
    line = licence(organisation)
    document = case.checklist.model.objects.filter(application=case).first()
    return {
        "organisation": organisation.uuid,
        "application": case.uuid,
        "person": representative.uuid,
        "invitation": invitation.uuid,
        "kept": organisation.uuid,
        "gone": OrganisationFactory().uuid,
        "slug": organisation.slug,
        "service": line.service.slug,
        "country": line.country_id,
        "key": "work",
        "role": "member",
        "item": document.item,
        "document": case.uuid,
        "grant": 1,
        "purpose": "press",
        "kind": "csv",
        "registry_import": RegistryImport.objects.create(file_name="x.csv").uuid,
        "mailing": Mailing.objects.create(texts={"en": {"subject": "x", "body": "y"}}).uuid,
    }


@pytest.fixture
def representative_elsewhere():
    return AffiliationFactory(organisation=OrganisationFactory(country_code="AL"), role="representative").person


def address(name, world):
    arguments = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    return reverse(name, kwargs={argument: world[argument] for argument in arguments})


@pytest.mark.parametrize("name", sorted(set(NAMES) - ANYBODYS))
def test_nobody_unknown_gets_in(name, world):
    for response in (Client().get(address(name, world)), Client().post(address(name, world))):
        assert (response.status_code, "/account/login/" in response.url) == (SIGN_IN, True)


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("name", sorted(set(NAMES) - ANYBODYS - ONES_OWN))
def test_nobody_gets_in_whom_it_does_not_concern(name, who, world, request, client_for):
    if who == "coordinator_ba" and name in WHOLE_DESKS:
        pytest.skip("a desk of every coordinator")
    if who == "member" and name == "organisation-people":
        pytest.skip("colleagues see one another")
    client = client_for(request.getfixturevalue(who))

    answers = {client.get(address(name, world)).status_code, client.post(address(name, world)).status_code}

    assert answers <= {NO, HIDDEN, WRONG_METHOD}
    assert answers & {NO, HIDDEN}
