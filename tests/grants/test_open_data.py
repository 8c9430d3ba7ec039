"""The open data against the 360Giving schema 1.4: required fields, types and formats, written out here as it publishes them."""

import json
import re
from datetime import datetime

import jsonschema
import pytest
from django.urls import reverse
from django.utils import timezone

from grants.models import Award, Call
from tests.factories.agreements import agreement_in
from tests.factories.grants import application_in, open_call_now

DATE = r"^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$"
TEXT, NUMBER, MOMENT = {"type": "string"}, {"type": "number"}, {"type": "string", "format": "date-time"}
DAY = {"type": "string", "anyOf": [{"format": "date-time"}, {"pattern": DATE}]}
ORGANISATION = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": TEXT, "name": TEXT, "addressCountry": TEXT, "addressLocality": TEXT, "dateModified": MOMENT},
}
GRANT = {
    "type": "object",
    "required": [
        "id", "title", "description", "currency", "amountAwarded", "awardDate", "recipientOrganization",
        "fundingOrganization",
    ],
    "properties": {
        "id": TEXT,
        "title": TEXT,
        "description": TEXT,
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "amountAppliedFor": NUMBER,
        "amountAwarded": NUMBER,
        "awardDate": DAY,
        "url": {"type": "string", "format": "uri"},
        "plannedDates": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"startDate": DAY, "endDate": DAY, "duration": {"type": "number", "minimum": 0}},
            },
        },
        "recipientOrganization": {"type": "array", "minItems": 1, "items": ORGANISATION},
        "fundingOrganization": {"type": "array", "minItems": 1, "items": ORGANISATION},
        "beneficiaryLocation": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"name": TEXT, "countryCode": {"enum": ["RS", "BA", "MK", "AL", "ME"]}},
            },
        },
        "grantProgramme": {"type": "array", "items": {"type": "object", "properties": {"code": TEXT, "title": TEXT}}},
        "fromOpenCall": {"enum": ["Yes", "No"]},
        "dateModified": MOMENT,
    },
    "additionalProperties": False,
}  # fmt: skip
PACKAGE = {
    "type": "object",
    "required": ["grants"],
    "properties": {
        "version": {"type": "string", "pattern": r"^(\d+\.)(\d+)$"},
        "grants": {"type": "array", "minItems": 1, "uniqueItems": True, "items": GRANT},
    },
}

formats = jsonschema.FormatChecker(())


@formats.checks("date-time", raises=ValueError)
def is_moment(text: str) -> bool:
    """RFC 3339: a day alone is no moment, and a moment has its offset."""
    return "T" in text and datetime.fromisoformat(text).tzinfo is not None


@formats.checks("uri")
def is_address(text: str) -> bool:
    return bool(re.match(r"https?://[^/]+/", text))


def validate(package: dict) -> None:
    jsonschema.Draft202012Validator(PACKAGE, format_checker=formats).validate(package)


@pytest.fixture
def published(db, organisation, grants_manager):
    agreement = agreement_in(organisation=organisation, by=grants_manager)
    application_in("awarded", agreement.call)
    Call.objects.update(results_published_at=timezone.now())
    return agreement


def test_package_is_valid_and_names_nobody(client, published, representative):
    answer = client.get("/grants/360giving.json")

    package = json.loads(answer.content)
    validate(package)
    assert package["version"] == "1.4"
    assert len(package["grants"]) == 2
    assert representative.full_name not in answer.text
    assert representative.email not in answer.text


def test_a_grant_says_who_gave_what_to_whom(client, published):
    award = Award.objects.get(agreement=published)

    (grant,) = [one for one in client.get("/grants/360giving.json").json()["grants"] if str(award.uuid) in one["id"]]

    assert (grant["amountAwarded"], grant["amountAppliedFor"], grant["currency"]) == (5136.0, 5136.0, "EUR")
    assert grant["beneficiaryLocation"] == [{"name": "Serbia", "countryCode": "RS"}]
    assert grant["fromOpenCall"] == "Yes"
    assert grant["plannedDates"] == [{"duration": 6, "startDate": "2026-01-01", "endDate": "2026-06-30"}]
    assert datetime.fromisoformat(grant["dateModified"]).tzinfo is not None


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("dateModified", "2026-01-01"),
        ("amountAwarded", "5136.00"),
        ("awardDate", "1 January 2026"),
        ("recipientOrganization", []),
        ("fromOpenCall", "yes"),
        ("recipientIndividual", {"id": "x", "name": "A person"}),
    ],
)
def test_the_check_sees_what_is_wrong(client, published, name, wrong):
    package = client.get("/grants/360giving.json").json()
    package["grants"][0][name] = wrong

    with pytest.raises(jsonschema.ValidationError):
        validate(package)


def test_package_without_results_has_no_grants(client, db):
    """The schema asks for one grant at least; before the first result there is none to tell of."""
    open_call_now()

    assert client.get("/grants/360giving.json").json() == {"version": "1.4", "grants": []}


@pytest.mark.parametrize("number", [1, 3])
def test_package_takes_the_same_queries(client, db, django_assert_num_queries, number):
    call = open_call_now()
    for _ in range(number):
        application_in("awarded", call)
    Call.objects.update(results_published_at=timezone.now())
    client.get("/grants/360giving.json")

    with django_assert_num_queries(2):
        assert client.get("/grants/360giving.json").json()["grants"][number - 1]


def test_address_is_the_one_that_is_announced():
    assert reverse("grants-360giving") == "/grants/360giving.json"
