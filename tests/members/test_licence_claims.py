"""Service providers are asked for their licences when they apply; what they say becomes a licence that nobody confirmed."""

from datetime import date

import pytest
from django.test import Client

from members import actions
from members.models import Licence, ServiceType
from members.queries.applications import missing_parts
from tests.factories.members import complete_application, person_with_role, verified_application

pytestmark = pytest.mark.django_db
SHELTER = {"state": "licensed", "number": "N-7", "authority": "Ministry", "valid_until": "2031-05-01"}


def provider(**fields):
    case = complete_application(kind="service_provider", **fields)
    case.services.set(ServiceType.objects.filter(slug__in=["shelter", "legal-aid"]))
    return case


def steps(case, client):
    page = client.get(f"/en/register/{case.uuid}/work/")
    return [step["url"].split("/")[-2] for step in page.context["steps"]]


def signed_in(case):
    client = Client()
    client.force_login(case.applicant)
    return client


def test_only_providers_have_the_step():
    with_step, without = provider(), complete_application()

    assert "licences" in steps(with_step, signed_in(with_step))
    assert "licences" not in steps(without, signed_in(without))
    assert signed_in(without).get(f"/en/register/{without.uuid}/licences/").status_code == 302


def test_each_service_needs_an_answer_and_none_is_one():
    case = provider()

    assert [part.step for part in missing_parts(case)] == ["licences"]
    case.licence_claims = {"shelter": SHELTER, "legal-aid": {"state": "none"}}
    assert missing_parts(case) == []
    case.licence_claims = {"shelter": {**SHELTER, "number": ""}, "legal-aid": {"state": "none"}}
    assert [part.step for part in missing_parts(case)] == ["licences"]


def test_step_keeps_what_is_valid_and_asks_for_the_number():
    case = provider()
    client = signed_in(case)
    said = {"state_shelter": "licensed", "valid_until_shelter": "31 April", "authority_shelter": "Ministry"}

    page = client.post(f"/en/register/{case.uuid}/licences/", said)

    case.refresh_from_db()
    assert page.context["form"].errors.keys() == {"state_legal-aid", "number_shelter", "valid_until_shelter"}
    assert case.licence_claims == {"shelter": {"state": "licensed", "authority": "Ministry"}}
    said |= {"valid_until_shelter": "2031-05-01", "number_shelter": "N-7", "state_legal-aid": "none"}
    assert client.post(f"/en/register/{case.uuid}/licences/", said).url.endswith("/contact/")
    case.refresh_from_db()
    assert case.licence_claims == {"shelter": SHELTER, "legal-aid": {"state": "none"}}


def test_approval_writes_them_down_unconfirmed_in_the_applicants_name():
    coordinator = person_with_role("coordinator", "RS")
    case = provider(licence_claims={"shelter": SHELTER, "legal-aid": {"state": "none"}, "gone": {"state": "applied"}})
    actions.submit_application(case, by=case.applicant)
    actions.start_verification(case, by=coordinator)
    for line in case.checklist.all():
        actions.check_line(line, verdict="passed", by=coordinator)

    body = actions.approve_application(case, by=coordinator)

    (line,) = Licence.objects.filter(organisation=body)
    assert (line.service.slug, line.country_id, line.state, line.number, line.authority, line.valid_until) == (
        "shelter",
        "RS",
        "licensed",
        "N-7",
        "Ministry",
        date(2031, 5, 1),
    )
    assert line.confirmed_at is None
    assert Client().get(body.get_absolute_url()).content.decode().count("N-7") == 0


def test_what_others_say_becomes_no_licence():
    """A CSO that once chose to be a provider, answered, and changed its mind."""
    coordinator = person_with_role("coordinator", "RS")
    case = verified_application(coordinator, licence_claims={"shelter": SHELTER})
    case.services.set(ServiceType.objects.filter(slug="shelter"))

    body = actions.approve_application(case, by=coordinator)

    assert not Licence.objects.filter(organisation=body).exists()
