import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.choices import Kind, Mode, Visibility
from events.permissions import ORGANISERS
from events.states import ACTIVE, AHEAD, EVENT_TRANSITIONS, EventState
from events.validators import validate_zone
from members.models import Organisation
from members.permissions import is_member
from network.core.languages import chain
from network.core.models import Country, Municipality

if TYPE_CHECKING:
    from .pages import EventPage
    from .seats import RegistrationQuerySet


class EventQuerySet(models.QuerySet["Event"]):
    def announced(self) -> "EventQuerySet":
        """Those whose page is published in at least one language."""
        from .pages import EventPage  # inline: the page points at the event

        return self.filter(Exists(EventPage.objects.live().filter(event=OuterRef("pk"))))

    def organised_by(self, user: Any) -> "EventQuerySet":
        """Those whose desk `user` may sit at."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role("secretariat"):
            return self
        return self.filter(country__in=user.countries_as("coordinator"))

    def visible_to(self, user: Any) -> "EventQuerySet":
        """What `can_see_event` answers, as a list."""
        if user.is_authenticated and user.has_role("secretariat"):
            return self
        seen = Q(visibility=Visibility.PUBLIC)
        if user.is_authenticated:
            seen |= Q(pk__in=user.event_registrations.filter(state__in=ACTIVE).values("pool__event"))
            if is_member(user):
                seen |= Q(visibility=Visibility.MEMBERS)
            if user.has_role(*ORGANISERS):
                seen |= Q(visibility=Visibility.STAFF)
        countries = user.countries_as("coordinator") if user.is_authenticated else ()
        if not countries:
            return self.announced().filter(seen)
        announced = Q(pk__in=Event.objects.announced().values("pk"))
        return self.filter((announced & seen) | Q(country__in=countries))

    def ahead(self, now: datetime) -> "EventQuerySet":
        """Not over yet: still running counts."""
        return self.filter(ends_at__gte=now)

    def past(self, now: datetime) -> "EventQuerySet":
        return self.filter(ends_at__lt=now)

    def between(self, start: datetime, end: datetime) -> "EventQuerySet":
        """Those of which at least a minute lies in the time from `start` to `end`."""
        return self.filter(starts_at__lt=end, ends_at__gte=start)

    def with_pages(self) -> "EventQuerySet":
        """With the published pages at hand, so that titles cost no further query."""
        from .pages import EventPage  # inline: the page points at the event

        pages = EventPage.objects.live().select_related("locale")
        return self.prefetch_related(Prefetch("pages", queryset=pages, to_attr="live_pages"))


class Event(models.Model):  # type: ignore[django-manager-missing]  # of Wagtail pages, which the plugin cannot resolve
    """Something the network holds at a time and a place: the facts that decisions are about.

    Its `EventPage`s present it, one per language; the facts stand here once, so that a draft or an old revision of a
    page can never bring back a cancelled event or an hour that has been changed.

    `sequence` counts the changes that a calendar must notice.
    """

    TRANSITIONS = EVENT_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(
        _("working title"), max_length=200, help_text=_("For the desk and the log; readers see the page’s title.")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices, default=Kind.TRAINING)
    state = models.CharField(
        _("state"), max_length=20, choices=EventState.choices, default=EventState.SCHEDULED, editable=False
    )
    visibility = models.CharField(
        _("who may know of it"), max_length=20, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Belgrade")

    mode = models.CharField(_("how to take part"), max_length=20, choices=Mode.choices, default=Mode.IN_PERSON)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("country"),
        help_text=_("Empty for an event of the whole region."),
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )
    venue = models.CharField(
        _("place"), max_length=250, blank=True, help_text=_("Name and address, in the original script.")
    )
    online_url = models.URLField(
        _("online link"), max_length=500, blank=True, help_text=_("Shown only to people whose seat is confirmed.")
    )
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    hosts = models.ManyToManyField(Organisation, blank=True, related_name="hosted_events", verbose_name=_("hosts"))
    accreditation_number = models.CharField(_("accreditation number"), max_length=60, blank=True)

    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="event_by_start"),
            models.Index(fields=["ends_at", "id"], name="event_by_end"),
            models.Index(fields=["country", "starts_at"], name="event_by_country"),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end must be later than the beginning."),
            ),
            models.CheckConstraint(name="event_state_is_known", condition=Q(state__in=EventState.values)),
        ]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        validate_zone(self.time_zone)

    def get_absolute_url(self) -> str:
        """An address that outlives titles; it leads to the page in the reader's language."""
        return reverse("event-show", kwargs={"event_id": self.uuid})

    @property
    def room_key(self) -> str:
        """What messaging knows the room of those who take part by."""
        return f"events.event:{self.pk}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def starts_local(self) -> datetime:
        return self.starts_at.astimezone(self.zone)

    @property
    def ends_local(self) -> datetime:
        return self.ends_at.astimezone(self.zone)

    @property
    def spans_days(self) -> bool:
        return self.starts_local.date() != self.ends_local.date()

    @property
    def is_ahead(self) -> bool:
        """Still to come on a known or unknown day."""
        return self.state in AHEAD

    def has_begun(self, now: datetime) -> bool:
        return self.starts_at <= now

    @cached_property
    def live_pages(self) -> "list[EventPage]":
        """Published pages of the event; `with_pages()` fetches them for a whole list at once."""
        return list(self.pages.filter(live=True).select_related("locale"))

    @property
    def is_announced(self) -> bool:
        return bool(self.live_pages)

    def page_for(self, language: str | None) -> "EventPage | None":
        """The published page in the reader's nearest language, or None where none is published."""
        pages = {page.locale.language_code: page for page in self.live_pages}
        return next((pages[code] for code in chain(language) if code in pages), None)

    @property
    def title(self) -> str:
        """As the reader of the active language knows it; the working title until a page is published."""
        page = self.page_for(get_language())
        return page.title if page else self.name

    @cached_property
    def seats(self) -> Any:
        """The pool of seats, or None for an event one just comes to."""
        return getattr(self, "pool", None)

    @property
    def registrations(self) -> "RegistrationQuerySet":
        from .seats import Registration  # inline: registrations point at the event

        return Registration.objects.filter(pool__event=self)
