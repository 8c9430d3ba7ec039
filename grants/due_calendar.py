"""What is due, for calendar programs (RFC 5545): whole days, stable UIDs, a reminder a week before."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from .money import display
from .queries.agreements import Due

WEEK = timedelta(days=-7)


def calendar(items: Iterable[Due], *, name: str, now: datetime) -> bytes:
    sheet = Calendar()
    sheet.add("prodid", "-//IRIS network//grants//EN")
    sheet.add("version", "2.0")
    sheet.add("method", "PUBLISH")
    sheet.add("name", name)
    sheet.add("x-wr-calname", name)
    sheet.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for item in items:
        sheet.add_component(entry(item, now))
    return sheet.to_ical()


def entry(item: Due, now: datetime) -> Event:
    said = Event()
    said.add("uid", f"{item.uid}@iris-network")
    said.add("dtstamp", now)
    said.add("dtstart", item.on)
    said.add("summary", f"{item.title} · {item.agreement.number}")
    amount = display(item.amount, item.agreement.currency) if item.amount is not None else ""
    said.add("description", "\n".join(filter(None, (item.agreement.title, amount, item.text))))
    said.add("url", settings.SITE_URL + item.url)
    said.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", WEEK)
    alarm.add("description", _("Due in a week"))
    said.add_component(alarm)
    return said
