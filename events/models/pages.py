from itertools import groupby
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from events.blocks import AgendaField, SessionBlock
from events.permissions import can_see_event
from network.core.pages import BasePage

from .events import Event

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class EventsIndexPage(BasePage):
    """The calendar and list of everything the network organises, one per language."""

    introduction = models.TextField(_("introduction"), max_length=600, blank=True)

    max_count_per_parent = 1
    subpage_types = ["events.EventPage"]
    template = "events/index.html"
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("events index page")
        verbose_name_plural = _("events index pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from events.browsing import index_context  # inline: it reads the models

        return {**super().get_context(request, *args, **kwargs), **index_context(request)}


class EventPage(BasePage):
    """An event as it is told to readers, in one language. Its facts stand in `event`."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="pages", verbose_name=_("event"))
    summary = models.TextField(
        _("summary"), max_length=500, help_text=_("Two or three sentences for lists and search.")
    )
    body = RichTextField(_("what it is about"), features=RICH_TEXT, blank=True)
    practical = RichTextField(_("practical information"), features=RICH_TEXT, blank=True)
    agenda = AgendaField([("session", SessionBlock())], verbose_name=_("agenda"), blank=True)

    is_creatable = False  # an event begins at the desk, where its facts are asked for
    parent_page_types = ["events.EventsIndexPage"]
    subpage_types: list[str] = []
    template = "events/event.html"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("event", read_only=True),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("practical"),
        FieldPanel("agenda"),
    ]

    class Meta:
        verbose_name = _("event page")
        verbose_name_plural = _("event pages")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.event = Event.objects.select_related("country", "municipality", "pool").get(pk=self.event_id)
        if not can_see_event(request.user, self.event):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from events.browsing import event_context  # inline: it reads the models

        return {**super().get_context(request, *args, **kwargs), **event_context(self, request, timezone.now())}

    @property
    def days(self) -> list[tuple[Any, list[Any]]]:
        """The agenda by day, each day's sessions in the order of the clock."""
        sessions = sorted((block.value for block in self.agenda), key=lambda s: (s["day"], s["starts"]))
        return [(day, list(group)) for day, group in groupby(sessions, key=lambda s: s["day"])]

    @property
    def counted_minutes(self) -> int:
        """Minutes of the agenda that count for the certificate."""
        return sum(block.value.get("minutes") or 0 for block in self.agenda)
