"""Events, their pages, seats and registrations for tests."""

from datetime import datetime, timedelta
from typing import Any

import factory
from django.utils import timezone
from wagtail.models import Locale, Page

from events.codes import new_code
from events.models import Certificate, Event, EventPage, EventsIndexPage, Registration, SeatPool
from events.states import RegistrationState
from tests.factories.members import UserFactory, country


def in_days(days: float) -> datetime:
    return timezone.now().replace(microsecond=0) + timedelta(days=days)


class EventFactory(factory.django.DjangoModelFactory):
    """A public training of six hours in Serbia in thirty days; `page=False` leaves it without a page."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    class Params:
        country_code = "RS"

    name = factory.Sequence(lambda n: f"Training Example {n}")
    kind = "training"
    country = factory.LazyAttribute(lambda o: country(o.country_code) if o.country_code else None)
    starts_at = factory.LazyFunction(lambda: in_days(30))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=6))
    time_zone = "Europe/Belgrade"
    venue = "Primer hall 1"

    @factory.post_generation
    def page(self: Event, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted is not False:
            page_for(self, "en", title=kwargs.get("title", self.name))


class SeatPoolFactory(factory.django.DjangoModelFactory):
    """Ten seats for anyone with an account, open since yesterday, with a waiting list."""

    class Meta:
        model = SeatPool
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    capacity = 10
    admission = "anyone"
    opens_at = factory.LazyFunction(lambda: in_days(-1))
    closes_at = factory.LazyAttribute(lambda o: o.event.starts_at)


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A confirmed seat; `state` names another state, with the times that belong to it."""

    class Meta:
        model = Registration

    pool = factory.SubFactory(SeatPoolFactory)
    person = factory.SubFactory(UserFactory)
    state = RegistrationState.CONFIRMED
    registered_at = factory.LazyFunction(timezone.now)
    queued_at = factory.LazyAttribute(lambda o: o.registered_at if o.state == "waitlisted" else None)
    offer_expires_at = factory.LazyAttribute(lambda o: in_days(1) if o.state == "offered" else None)
    confirmed_at = factory.LazyAttribute(
        lambda o: o.registered_at if o.state in ("confirmed", "attended", "no_show") else None
    )


class CertificateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Certificate

    code = factory.LazyFunction(new_code)
    registration = factory.SubFactory(RegistrationFactory, state="attended")
    person_name = "Ana Primer"
    event_title = "Training Example"
    kind = "Training"
    starts_on = factory.LazyFunction(lambda: timezone.now().date())
    ends_on = factory.SelfAttribute("starts_on")


def index_for(language: str) -> EventsIndexPage:
    """The calendar in one language, below a home in that language."""
    found = EventsIndexPage.objects.filter(locale__language_code=language).first()
    if found:
        return found
    locale = Locale.objects.get(language_code=language)
    parent = home_for(locale)
    index = EventsIndexPage(title="Events", slug="events", locale=locale)
    english = EventsIndexPage.objects.first()
    if english:
        index.translation_key = english.translation_key
    return parent.add_child(instance=index)


def home_for(locale: Locale) -> Page:
    home = Page.objects.filter(depth=2, locale=locale).first()
    if home:
        return home
    root, first = Page.get_first_root_node(), Page.objects.filter(depth=2).order_by("path").first()
    home = Page(title="Home", slug=f"home-{locale.language_code}", locale=locale)
    if first:
        home.translation_key = first.translation_key
    return root.add_child(instance=home)


def page_for(event: Event, language: str, *, title: str = "", live: bool = True, **fields: Any) -> EventPage:
    """A page of the event in one language; those of one event are translations of each other."""
    sibling = EventPage.objects.filter(event=event).first()
    page = EventPage(
        event=event,
        title=title or event.name,
        summary=fields.pop("summary", "What it is about."),
        locale=Locale.objects.get(language_code=language),
        live=live,
        **fields,
    )
    if sibling:
        page.translation_key, page.slug = sibling.translation_key, sibling.slug
    index_for(language).add_child(instance=page)
    event.__dict__.pop("live_pages", None)
    return page
