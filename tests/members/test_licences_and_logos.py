"""Licences and pictures: written down by the organisation, confirmed by a coordinator, seen by whom they may be."""

import io
import json
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from members import actions
from members.days import today
from members.models import Licence, Organisation, ServiceType
from members.states import LicenceState, effective_licence_state
from network.core.errors import DomainError, NotAllowed
from network.core.models import AuditEntry, Country, PrivateFile
from tests.factories.members import AffiliationFactory, OrganisationFactory, licence

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 1)


def picture(kind="PNG", **extra):
    content = io.BytesIO()
    Image.new("RGB", (64, 64), "#43348f").save(content, kind, **extra)
    return SimpleUploadedFile(f"logo.{kind.lower()}", content.getvalue(), f"image/{kind.lower()}")


@pytest.mark.parametrize("state", LicenceState.values)
@pytest.mark.parametrize("valid_until", [None, DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)], ids=str)
def test_effective_licence_state_and_its_queryset_agree(state, valid_until, organisation):
    made = licence(organisation, state=state, valid_until=valid_until)

    computed = Licence.objects.with_effective_state(DAY).get(pk=made.pk).effective

    assert computed == effective_licence_state(state, valid_until=valid_until, today=DAY)


@pytest.mark.parametrize(
    ("state", "confirmed", "shown", "proved"),
    [
        ("none", False, False, False),
        ("preparing", False, True, False),
        ("applied", False, True, False),
        ("licensed", False, False, False),
        ("licensed", True, True, True),
        ("refused", False, False, False),
        ("expired", False, True, False),
    ],
)
def test_public_sees_only_what_it_may(state, confirmed, shown, proved, organisation, coordinator):
    made = licence(organisation, state=state)
    if confirmed:
        actions.confirm_licence(made, by=coordinator)
    client = Client()

    page = client.get(organisation.get_absolute_url()).content.decode()
    found = {
        key: [body.name for body in client.get(f"/en/directory/?licence={key}").context["page"]] for key in (state,)
    }
    exported = json.loads(client.get("/en/directory/export.json").getvalue())["organisations"][0]["licences"]

    assert ("Shelter" in page) is shown
    assert ("Licensed provider" in page) is proved
    assert found[state] == ([organisation.name] if shown else [])
    assert exported == ([f"Shelter (RS): {LicenceState(state).label}"] if shown else [])
    assert ("N-1/27" in page) is proved


def test_licence_in_force_needs_number_and_authority(organisation):
    facts = {"organisation": organisation, "service": ServiceType.objects.first(), "country_id": "RS"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Licence.objects.create(state="licensed", number="", authority="x", **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Licence.objects.create(valid_from=DAY, valid_until=DAY - timedelta(days=1), **facts)


def test_change_takes_the_confirmation_away_and_no_change_does_not(organisation, representative, coordinator):
    made = actions.confirm_licence(licence(organisation), by=coordinator)
    facts = {"service": made.service, "country": made.country, "by": representative}

    actions.save_licence(organisation, state="licensed", number="N-1/27", authority="Ministry", **facts)
    made.refresh_from_db()
    assert made.confirmed_by == coordinator

    actions.save_licence(organisation, state="licensed", number="N-2/27", authority="Ministry", **facts)
    made.refresh_from_db()
    assert (made.number, made.confirmed_at, made.confirmed_by) == ("N-2/27", None, None)


def test_confirming_needs_a_licence_in_force_and_an_outsider(organisation, coordinator):
    with pytest.raises(DomainError, match="in force"):
        actions.confirm_licence(licence(organisation, valid_until=today() - timedelta(days=1)), by=coordinator)
    Licence.objects.all().delete()
    AffiliationFactory(person=coordinator, organisation=organisation)
    with pytest.raises(NotAllowed):
        actions.confirm_licence(licence(organisation), by=coordinator)


def test_confirming_twice_leaves_one_trace(organisation, coordinator):
    made = licence(organisation)

    actions.confirm_licence(made, by=coordinator)
    actions.confirm_licence(made, by=coordinator)

    assert AuditEntry.objects.filter(verb="licence.confirmed").count() == 1


def test_representative_writes_changes_and_removes_a_licence(organisation, representative, coordinator, client_for):
    client = client_for(representative)
    service = ServiceType.objects.get(slug="shelter")
    form = {"service": service.pk, "country": "RS", "state": "licensed", "number": "7", "authority": "Ministry"}
    url = reverse("organisation-licences", args=[organisation.uuid])
    one = [organisation.uuid, "shelter", "RS"]

    assert client.post(url, {**form, "number": ""}).context["form"].errors.keys() == {"number"}
    assert client.post(url, {**form, "valid_from": "2027-02-01", "valid_until": "2027-01-01"}).context[
        "form"
    ].errors.keys() == {"valid_until"}
    client.post(url, form)
    assert client.post(url, form).context["form"].errors == {
        "service": ["There is a line for this service in this country already."]
    }
    client.post(reverse("organisation-licence", args=one), {"state": "applied"})
    assert list(organisation.licences.values_list("service__slug", "country", "state")) == [
        ("shelter", "RS", "applied")
    ]

    client.post(reverse("organisation-licence", args=one), {"state": "licensed", "number": "7", "authority": "M"})
    client_for(coordinator).post(reverse("desk-licence-confirm", args=one))
    assert Licence.objects.proved(today()).get().number == "7"

    client.post(reverse("organisation-licence-remove", args=one))
    client.post(reverse("organisation-licence-remove", args=one))
    assert not Licence.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "member", "coordinator_ba", "editor"])
def test_others_write_no_licence(who, organisation, request, client_for):
    client = client_for(request.getfixturevalue(who))

    assert client.get(reverse("organisation-licences", args=[organisation.uuid])).status_code == 403


# --- The picture --------------------------------------------------------------------------------------------------


def test_logo_is_shown_replaced_and_removed(organisation, representative, client_for):
    client = client_for(representative)
    url = reverse("organisation-logo", args=[organisation.uuid])
    assert Client().get(reverse("directory-logo", args=[organisation.slug])).status_code == 404

    client.post(url, {"logo": picture()})
    client.post(url, {"logo": picture("JPEG")})

    organisation.refresh_from_db()
    response = Client().get(organisation.logo_url)
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert Client().get(organisation.logo_url, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert organisation.logo_url.replace("&", "&amp;") in Client().get(organisation.get_absolute_url()).content.decode()
    assert PrivateFile.objects.count() == 1

    client.post(reverse("organisation-logo-remove", args=[organisation.uuid]))
    client.post(reverse("organisation-logo-remove", args=[organisation.uuid]))
    assert not PrivateFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.svg", b"<svg onload='alert(1)'/>"),
        ("x.png", b"<html>"),
        ("x.png", b""),
        ("x.gif", b"GIF89a"),
        ("x.png", b"\x89PNG\r\n\x1a\n" + b"x" * 100),
    ],
)
def test_hostile_picture_is_refused_with_a_sentence(name, content, organisation, representative, client_for):
    data = {"logo": SimpleUploadedFile(name, content)}

    response = client_for(representative).post(reverse("organisation-logo", args=[organisation.uuid]), data)

    assert response.context["logo_form"].errors["logo"]
    assert not PrivateFile.objects.exists()


def test_place_in_a_photo_is_not_kept(organisation, representative):
    exif = Image.Exif()
    exif[0x010E] = "Rruga e Fshehte 77"

    stored = actions.set_logo(organisation, picture("JPEG", exif=exif), by=representative).logo

    assert b"Fshehte" not in stored.file.open("rb").read()


def test_logo_of_a_suspended_organisation_is_gone_at_once(organisation, representative):
    actions.add_membership(organisation, by=None)
    actions.set_logo(organisation, picture(), by=representative)
    organisation = Organisation.objects.get(pk=organisation.pk)
    assert Client().get(organisation.logo_url).status_code == 200

    actions.suspend_organisation(organisation, reason="Complaint.", by=None)

    assert Client().get(organisation.logo_url).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_licences_cost_the_same_for_one_and_for_three(
    number, representative, organisation, client_for, django_assert_num_queries
):
    for code in ["RS", "BA", "MK"][:number]:
        licence(organisation, country=Country.objects.get(pk=code))
    client = client_for(representative)
    url = reverse("organisation-licences", args=[organisation.uuid])
    client.get(url)

    with django_assert_num_queries(9):
        client.get(url)


def test_card_costs_no_query_for_its_badge_and_picture(organisation, coordinator, django_assert_num_queries):
    for body in [organisation, *(OrganisationFactory() for _ in range(2))]:
        actions.confirm_licence(licence(body), by=coordinator)
        actions.set_logo(body, picture(), by=None)
    Client().get("/en/directory/")

    with django_assert_num_queries(9):
        page = Client().get("/en/directory/").content.decode()

    assert page.count("badge--good") == 3
