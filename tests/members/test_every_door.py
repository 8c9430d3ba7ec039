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


def test_nobody_unknown_gets_in(world):
    led = {}

    for name in set(NAMES) - ANYBODYS:
        for method in ("get", "post"):
            response = getattr(Client(), method)(address(name, world))
            led[name, method] = (response.status_code, "/account/login/" in response.headers.get("Location", ""))

    assert {door: where for door, where in led.items() if where != (SIGN_IN, True)} == {}
    assert len(led) == 2 * len(set(NAMES) - ANYBODYS)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_gets_in_whom_it_does_not_concern(who, world, request, client_for):
    """One world for all the addresses: whom it does not concern changes nothing in it, or is found out here."""
    client = client_for(request.getfixturevalue(who))
    theirs = {"coordinator_ba": WHOLE_DESKS, "member": {"organisation-people"}}  # colleagues see one another
    answers = {}

    for name in set(NAMES) - ANYBODYS - ONES_OWN - theirs.get(who, set()):
        answers[name] = {getattr(client, method)(address(name, world)).status_code for method in ("get", "post")}

    assert {name: seen for name, seen in answers.items() if seen - {NO, HIDDEN, WRONG_METHOD}} == {}
    assert {name: seen for name, seen in answers.items() if not seen & {NO, HIDDEN}} == {}
    assert len(answers) > 55
