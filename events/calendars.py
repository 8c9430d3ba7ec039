"""Events for calendar programs (RFC 5545): stable UID, a SEQUENCE that counts changes, and cancelled ones say so."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, vText
from icalendar import Event as Entry

from network.core.languages import language as language_of
from network.core.text.html import convert

from .models import Event
from .states import EventState

STATUS: dict[str, str] = {EventState.CANCELLED: "CANCELLED", EventState.POSTPONED: "TENTATIVE"}


def calendar(events: Iterable[Event], *, name: str, language: str, with_links: bool = False) -> bytes:
    """An iCalendar file of `events` (with their pages at hand) in an interface language and its script.

    `with_links` says the online links: only for the calendar of somebody who takes part in all of them.
    """
    sheet = Calendar()
    sheet.add("prodid", "-//IRIS network//events//EN")
    sheet.add("version", "2.0")
    sheet.add("method", "PUBLISH")
    sheet.add("name", in_script(name, language, language))
    sheet.add("x-wr-calname", in_script(name, language, language))
    sheet.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    sheet.add("x-published-ttl", "PT1H")
    with override(language):
        for event in events:
            sheet.add_component(entry(event, language, with_links))
    sheet.add_missing_timezones()
    return sheet.to_ical()


def entry(event: Event, language: str, with_link: bool) -> Entry:
    page = event.page_for(language)
    said = Entry()
    said.add("uid", f"{event.uuid}@iris-network")
    said.add("sequence", event.sequence)
    said.add("dtstamp", last_change(event))
    said.add("last-modified", last_change(event))
    said.add("created", event.created_at)
    said.add("dtstart", event.starts_local)
    said.add("dtend", event.ends_local)
    said.add("status", STATUS.get(event.state, "CONFIRMED"))
    said.add("summary", summary(event, in_script(page.title, page.language, language) if page else event.name))
    said.add("url", settings.SITE_URL + event.get_absolute_url())
    if page and page.summary:
        said.add("description", in_script(page.summary, page.language, language))
    if place := location(event):
        said.add("location", place)
    if event.country_id:
        said.add("categories", [vText(event.country_id), vText(str(event.get_kind_display()))])
    if with_link and event.online_url and event.state != EventState.CANCELLED:
        said.add("conference", event.online_url, parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    return said


def summary(event: Event, title: str) -> str:
    """Many programs show no status of a subscribed calendar, so the title says it too."""
    if event.state == EventState.CANCELLED:
        return _("Cancelled: %(title)s") % {"title": title}
    if event.state == EventState.POSTPONED:
        return _("Postponed: %(title)s") % {"title": title}
    return title


def location(event: Event) -> str:
    """The place as its signs say it, then the town and country in the language of the reader."""
    return ", ".join(str(part) for part in (event.venue, event.municipality, event.country) if part)


def last_change(event: Event) -> datetime:
    pages = [page.last_published_at for page in event.live_pages if page.last_published_at]
    return max([event.changed_at, *pages])


def in_script(text: str, text_language: str, reader_language: str) -> str:
    """A text in the script of its reader; one in a language that knows a single script stays as it is."""
    reader = language_of(reader_language)
    return convert(text, reader.script) if reader.converts and language_of(text_language).converts else text
