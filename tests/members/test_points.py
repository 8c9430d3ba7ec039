"""Exact points: read as people copy them, refused where they cannot be, and public only with the exact address."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from members.forms.applications import ContactStep
from members.forms.profiles import ProfileForm
from members.models import Organisation
from members.points import read_point, refuse_far_point
from members.queries.profiles import marker_of
from network.core.models import Municipality
from tests.factories.members import AffiliationFactory, MembershipApplicationFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
NIS = (Decimal("43.32090"), Decimal("21.89580"))


@pytest.mark.parametrize(
    "text",
    ["43.3209, 21.8958", "43.3209,21.8958", "43,3209 21,8958", " 43.3209° N; 21.8958° E ", "43.32090 / 21.89580"],
)
def test_point_is_read_as_maps_write_it(text):
    assert read_point(text) == NIS


@pytest.mark.parametrize("text", ["43.3209", "1 2 3", "Niš", "=SUM(A1)", "9" * 10_000, "95.0, 21.0", "43.0, 190.0"])
def test_point_that_is_none_is_refused_in_a_sentence(text):
    with pytest.raises(ValidationError, match=r"^\['(Write two numbers|Latitude lies)"):
        read_point(text)


def test_two_numbers_the_wrong_way_round_are_noticed():
    town = Municipality.objects.get(slug="nis")

    refuse_far_point(NIS, town)
    with pytest.raises(ValidationError, match=r"km from Niš\. Latitude comes first"):
        refuse_far_point((NIS[1], NIS[0]), town)


@pytest.mark.parametrize(("latitude", "longitude"), [(None, "21.9"), ("43.3", None), ("91", "21.9"), ("43.3", "181")])
def test_database_refuses_half_a_point(latitude, longitude):
    body = OrganisationFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=body.pk).update(latitude=latitude, longitude=longitude)


@pytest.fixture
def body():
    town = Municipality.objects.get(slug="nis")
    return OrganisationFactory(municipality=town, latitude=NIS[0], longitude=NIS[1], address="Street 1")


@pytest.mark.parametrize("precision", ["exact", "municipality", "country", "hidden"])
def test_point_is_public_with_the_exact_address_only(body, precision):
    Organisation.objects.filter(pk=body.pk).update(precision=precision)
    body.refresh_from_db()
    client = Client()

    page = client.get(body.get_absolute_url()).content.decode()
    exported = json.loads(client.get("/en/directory/export.json").getvalue())["organisations"][0]["point"]
    table = client.get("/en/directory/export.csv").getvalue().decode()
    (marker,) = marker_of(body) or (None,)

    is_exact = precision == "exact"
    assert ("43.32090" in page) is is_exact
    assert exported == ("43.32090, 21.89580" if is_exact else "")
    assert ("43.32090" in table) is is_exact
    town = (body.municipality.latitude, body.municipality.longitude)
    assert (marker and (marker.latitude, marker.longitude)) == (
        NIS if is_exact else town if precision == "municipality" else None
    )
    assert "43.3209" not in client.get("/en/directory/").content.decode()


def test_representative_enters_a_point_and_gets_it_back(body):
    person = AffiliationFactory(organisation=body, role="representative").person
    client = Client()
    client.force_login(person)
    town = body.municipality
    facts = {"municipality": town.pk, "precision": "exact", "consents_to_listing": "on", "point": "43.31, 21.9"}

    wrong = client.post(f"/en/organisations/{body.uuid}/edit/", {**facts, "point": "21.9, 43.31"})
    assert wrong.context["form"].errors.keys() == {"point"}
    assert 'value="21.9, 43.31"' in wrong.content.decode()
    client.post(f"/en/organisations/{body.uuid}/edit/", facts)
    body.refresh_from_db()
    assert body.point == (Decimal("43.31000"), Decimal("21.90000"))
    assert ProfileForm(instance=body)["point"].value() == "43.31000, 21.90000"

    client.post(f"/en/organisations/{body.uuid}/edit/", {**facts, "point": ""})
    body.refresh_from_db()
    assert body.point is None


def test_preview_shows_the_point_only_when_exact(body):
    person = AffiliationFactory(organisation=body, role="representative").person
    client = Client()
    client.force_login(person)
    facts = {"municipality": body.municipality.pk, "consents_to_listing": "on", "point": "43.31, 21.9"}

    shown = {
        precision: "geo:43.31000"
        in client.post(
            f"/en/organisations/{body.uuid}/edit/preview/", {**facts, "precision": precision}
        ).content.decode()
        for precision in ("exact", "municipality", "hidden")
    }

    assert shown == {"exact": True, "municipality": False, "hidden": False}


def test_draft_keeps_the_rest_when_the_point_is_wrong():
    case = MembershipApplicationFactory(latitude=NIS[0], longitude=NIS[1])
    form = ContactStep({"phone": "+381 18", "point": "1, 2"}, instance=case, draft=True)

    assert not form.is_valid()
    assert form.errors.keys() == {"point"}
    assert (form.facts()["phone"], "latitude" in form.facts()) == ("+381 18", False)
