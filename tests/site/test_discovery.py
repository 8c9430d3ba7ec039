import pytest
from django.conf import settings
from django.test import Client

from members.models import Organisation
from network.core import search
from tests.factories.members import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_sitemap_names_what_is_public_and_nothing_else(client: Client) -> None:
    shown, hidden = OrganisationFactory(name="Primer vidljivi"), OrganisationFactory(name="Primer skriveni")
    Organisation.objects.filter(pk=hidden.pk).update(is_listed=False)
    for organisation in (shown, hidden):
        organisation.refresh_from_db()
        search.refresh(organisation)

    text = client.get("/sitemap.xml").content.decode()

    assert f"<loc>{settings.SITE_URL}/en/directory/{shown.slug}/</loc>" in text
    assert hidden.slug not in text


def test_robots_are_kept_from_what_is_not_for_readers(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[0] == "User-agent: *"
    assert {"Disallow: /admin/", "Disallow: /en/desk/", "Disallow: /sr-latn/rooms/"} <= set(lines)
    assert lines[-1] == f"Sitemap: {settings.SITE_URL}/sitemap.xml"
