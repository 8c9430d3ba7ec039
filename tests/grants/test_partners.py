"""Partners: named in the draft, once per call, frozen with it, and kept away from assessing it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from grants.actions.assignments import assign_assessor
from grants.actions.decisions import check_eligibility
from grants.actions.partners import name_partner, remove_partner
from grants.actions.submissions import submit_application, withdraw_application
from grants.models import Partner
from network.core.errors import DomainError
from network.core.models import OutboxMessage
from tests.factories.grants import TRUE, draft, open_call_now, words_about
from tests.factories.members import AffiliationFactory, OrganisationFactory


@pytest.fixture
def lead(db):
    return AffiliationFactory(role="representative")


@pytest.fixture
def other(db):
    return AffiliationFactory(role="representative", organisation__name="Partner Example")


@pytest.fixture
def application(lead):
    return draft(open_call_now(), lead.organisation)


def test_partner_is_named_on_the_page_and_told(client_for, lead, other, application):
    address = reverse("grants-application-partners", kwargs={"uuid": application.uuid})

    answer = client_for(lead.person).post(address, {"organisation": other.organisation.uuid, "role": "Lends the room."})

    assert answer.status_code == 302
    assert Partner.objects.get().role == "Lends the room."
    assert [message.recipient for message in OutboxMessage.objects.all()] == [other.person]


def test_partner_once_per_call_and_never_oneself(lead, other, application):
    name_partner(application, other.organisation, role="x", by=None)
    second = draft(application.call)

    for target, organisation in (
        (application, other.organisation),
        (second, other.organisation),
        (application, lead.organisation),
        (application, OrganisationFactory(is_listed=False)),
    ):
        with pytest.raises(DomainError):
            name_partner(target, organisation, role="x", by=None)

    name_partner(draft(open_call_now()), other.organisation, role="x", by=None)
    withdraw_application(application, by=None)
    name_partner(second, other.organisation, role="x", by=None)
    assert Partner.objects.filter(is_standing=True).count() == 2


def test_partners_are_frozen_with_the_application(client_for, lead, other, application):
    partner = name_partner(application, other.organisation, role="Lends the room.", by=None)
    submit_application(application, declared=[TRUE], by=None, now=application.call.opens_at, language="en")

    record = application.submission.record
    assert [(item["name"], item["role"]) for item in record["partners"]] == [("Partner Example", "Lends the room.")]
    assert "Partner Example" in client_for(lead.person).get(application.get_absolute_url()).text
    with pytest.raises(DomainError):
        remove_partner(partner, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.update(role="Something else")


def test_people_of_a_partner_do_not_assess(other, application, assessor, grants_manager, secretariat):
    name_partner(application, other.organisation, role="x", by=None)
    submit_application(application, declared=[TRUE], by=None, now=application.call.opens_at, language="en")
    for by in (grants_manager, secretariat):
        check_eligibility(application, words_about(application), by=by)
    AffiliationFactory(organisation=other.organisation, person=assessor)

    with pytest.raises(DomainError, match="or a partner"):
        assign_assessor(application, assessor, by=grants_manager)
