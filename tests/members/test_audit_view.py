"""The log of an organisation: every action leaves a line, and only who answers for the country reads it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from members import actions
from tests.factories.members import AffiliationFactory, UserFactory, verified_application

pytestmark = pytest.mark.django_db


def page(client, body, **query):
    return client.get(reverse("desk-organisation-log", args=[body.uuid]), query)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("stranger", 404),
        ("representative", 404),
        ("coordinator", 200),
        ("coordinator_ba", 404),
        ("secretariat", 200),
        ("editor", 404),
    ],
)
def test_log_opens_for_whom_it_should(who, status, request, client_for, organisation):
    assert page(client_for(request.getfixturevalue(who)), organisation).status_code == status
    assert page(Client(), organisation).status_code == 302


def test_log_tells_the_whole_story_from_the_application_on(coordinator, secretariat, client_for):
    application = verified_application(coordinator, name="Story")
    actions.approve_application(application, by=coordinator)
    body = application.organisation
    other = AffiliationFactory(organisation=body).person
    actions.change_affiliation_role(other.affiliations.get(), role="representative", by=application.applicant)
    actions.invite_colleague(body, email="x@example.org", role="member", by=application.applicant)
    actions.suspend_organisation(body, reason="Complaint.", by=secretariat)
    actions.lift_suspension(body, reason="Settled.", by=secretariat)
    client = client_for(coordinator)

    words = [line.words for line in page(client, body).context["lines"]]
    people = [line.words for line in page(client, body, about="people").context["lines"]]

    assert words[:2] == ["Reinstated", "Suspended"]
    assert {"Application handed in", "Application approved", "Entered into the registry", "Invitation sent"} <= set(
        words
    )
    assert people == ["Invitation sent", "Somebody’s role changed", "Somebody joined"]
    assert "Settled." in page(client, body).content.decode()


def test_log_names_no_person_who_was_only_talked_about(organisation, representative, coordinator, client_for):
    somebody = UserFactory(full_name="Secret Colleague")
    actions.affiliate(somebody, organisation, by=representative)

    assert "Secret Colleague" not in page(client_for(coordinator), organisation).content.decode()


def test_changes_are_said_as_the_forms_say_them(organisation, representative, coordinator, client_for):
    actions.save_profile(organisation, by=representative, precision="hidden", consents_to_listing=False)
    actions.add_membership(organisation, by=coordinator, valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31))
    actions.invite_colleague(organisation, email="x@example.org", role="editor", by=representative)

    lines = {line.words: line.changes for line in page(client_for(coordinator), organisation).context["lines"]}

    assert lines["Invitation sent"] == [("Role", "", "Editor")]
    assert lines["Membership begun or renewed"] == [("From", "", "1/1/2026"), ("Until", "", "31/12/2026")]
    assert lines["Profile saved"] == [
        ("Location shown to the public", "Municipality only", "Hidden"),
        ("Agrees to be listed in the public directory", "yes", "no"),
    ]
