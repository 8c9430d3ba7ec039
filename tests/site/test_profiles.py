"""What the other parts of the site say on an organisation's profile."""

import pytest
from django.test import Client

from events.models import Event
from knowledge.models import CaseStudy
from tests.factories.events import EventFactory
from tests.factories.knowledge import study_in
from tests.factories.members import AffiliationFactory

pytestmark = pytest.mark.django_db


def keys(response):
    return [section.key for section in response.context["profile"].sections]


def test_profile_gathers_public_studies_and_events(organisation):
    author = AffiliationFactory(organisation=organisation, role="representative").person
    study_in("published", author)
    study_in("submitted", author)
    event = EventFactory()
    event.hosts.add(organisation)
    title = event.pages.first().title

    response = Client().get(organisation.get_absolute_url())

    titles = [item.title for section in response.context["profile"].sections for item in section.items]
    assert keys(response) == ["case-studies", "events"]
    assert len(titles) == 2
    assert title in response.content.decode()


def test_profile_of_nobodys_works_has_no_empty_section(organisation):
    assert keys(Client().get(organisation.get_absolute_url())) == []


def test_event_that_is_not_announced_stays_out(organisation):
    event = EventFactory()
    event.hosts.add(organisation)
    event.pages.first().unpublish()

    assert keys(Client().get(organisation.get_absolute_url())) == []
    assert Event.objects.count() == 1
    assert not CaseStudy.objects.exists()
