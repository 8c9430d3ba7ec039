"""The events that an organisation hosts, on its public profile."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from members.profile_sections import Section, SectionItem, register

from .models import Event
from .queries import calendar_pages

MOST = 6


def events_of(organisation: Organisation, user: Any) -> list[SectionItem]:
    """Those that `user` may see, the latest first."""
    events = Event.objects.visible_to(user).filter(hosts=organisation)
    pages = calendar_pages(events, get_language() or settings.LANGUAGE_CODE, newest_first=True)[:MOST]
    return [
        SectionItem(
            title=page.title,
            url=page.get_url() or "",
            text=page.summary,
            meta=date_format(page.event.starts_at.astimezone(ZoneInfo(page.event.time_zone)), "DATE_FORMAT"),
            eyebrow=str(page.event.get_kind_display()),
            lang=page.locale.language_code if page.is_fallback else "",
        )
        for page in pages
    ]


register(Section("events", _("Events"), 20, events_of))
