import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.choices import Admission, EndedBy, Selection
from events.states import ACTIVE, OPEN, REGISTRATION_TRANSITIONS, TAKES_PART, TAKES_SEAT, TO_ANSWER, RegistrationState
from members.models import Organisation
from network.core.models import Country

from .events import Event


class SeatPool(models.Model):
    """The seats of an event: how many, for whom, from when until when, and what happens when they are gone.

    SECURITY: whoever gives, keeps or frees a seat locks this row first; that is what keeps the promise that confirmed
    seats and live offers together never exceed the capacity.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="pool")
    capacity = models.PositiveIntegerField(
        _("seats"),
        validators=[MinValueValidator(1), MaxValueValidator(100_000)],
        help_text=_("Lowering it takes a seat from nobody."),
    )
    admission = models.CharField(
        _("who may register"), max_length=20, choices=Admission.choices, default=Admission.MEMBERS
    )
    countries = models.ManyToManyField(
        Country,
        blank=True,
        related_name="+",
        verbose_name=_("only from these countries"),
        help_text=_("None chosen: from anywhere."),
    )
    places_per_organisation = models.PositiveSmallIntegerField(
        _("seats for one organisation at most"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    selection = models.CharField(
        _("how seats are given"), max_length=20, choices=Selection.choices, default=Selection.FIRST_COME
    )
    opens_at = models.DateTimeField(_("registration opens"), default=timezone.now)
    closes_at = models.DateTimeField(_("registration closes"))
    has_waitlist = models.BooleanField(_("keep a waiting list"), default=True)
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to take up an offered seat"), default=48, validators=[MinValueValidator(1), MaxValueValidator(24 * 14)]
    )
    offers_until = models.DateTimeField(
        _("no more offers from the waiting list after"),
        null=True,
        blank=True,
        help_text=_("Empty: until the event begins."),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="pool_has_a_seat", condition=Q(capacity__gte=1)),
            models.CheckConstraint(
                name="registration_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("Registration must close later than it opens."),
            ),
        ]
        verbose_name = _("seats")
        verbose_name_plural = _("seats")

    def __str__(self) -> str:
        return f"{self.event}: {self.capacity}"

    @property
    def country_id(self) -> str | None:
        """For the audit log: the coordinators of the event's country read it."""
        return self.event.country_id

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at

    @property
    def last_offer_at(self) -> datetime:
        """From this moment on nobody is moved up from the waiting list."""
        return min(self.offers_until or self.event.starts_at, self.event.starts_at)

    @property
    def taken(self) -> int:
        return self.registrations.filter(state__in=TAKES_SEAT).count()

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def visible_to(self, user: Any) -> "RegistrationQuerySet":
        """One's own, and those for events one organises."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(person=user) | Q(pool__event__in=Event.objects.organised_by(user)))

    def active(self) -> "RegistrationQuerySet":
        return self.filter(state__in=ACTIVE)

    def open(self) -> "RegistrationQuerySet":
        return self.filter(state__in=OPEN)

    def taking_seats(self) -> "RegistrationQuerySet":
        return self.filter(state__in=TAKES_SEAT)

    def taking_part(self) -> "RegistrationQuerySet":
        return self.filter(state__in=TAKES_PART)

    def queue(self) -> "RegistrationQuerySet":
        """The waiting list, first in line first."""
        return self.filter(state=RegistrationState.WAITLISTED).order_by("queued_at", "id")

    def overdue(self, now: datetime) -> "RegistrationQuerySet":
        """Offers whose time ran out and that nobody has expired yet."""
        return self.filter(state=RegistrationState.OFFERED, offer_expires_at__lte=now)

    def in_calendar_of(self, person: Any) -> "RegistrationQuerySet":
        """What belongs into a person's own calendar: confirmed seats, and those that fell with their event.

        Waiting and offered seats are no appointment yet.
        """
        fell = Q(state=RegistrationState.CANCELLED, ended_by=EndedBy.EVENT, confirmed_at__isnull=False)
        return self.filter(Q(state__in=TAKES_PART) | fell, person=person)

    def counted_by_state(self) -> dict[str, int]:
        rows = self.order_by().values_list("state").annotate(how_many=Count("pk"))
        return dict(rows)


class Registration(models.Model):
    """One person's wish to take part in an event, from the form to the sign-in sheet.

    Organisation and country are as they were on the day, whatever becomes of them later.
    """

    TRANSITIONS = REGISTRATION_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pool = models.ForeignKey(SeatPool, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="event_registrations",
        verbose_name=_("person"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=RegistrationState.choices, default=RegistrationState.SUBMITTED
    )
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    organisation_name = models.CharField(_("organisation on the day"), max_length=200, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    needs = models.TextField(
        _("what you need to take part well"),
        max_length=500,
        blank=True,
        help_text=_("Access, food, childcare, interpretation. Only the organisers read this."),
    )

    registered_at = models.DateTimeField(_("registered"), default=timezone.now)
    queued_at = models.DateTimeField(_("in the queue since"), null=True, blank=True)
    offer_expires_at = models.DateTimeField(_("offer expires"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    attended_at = models.DateTimeField(_("checked in"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.CharField(max_length=12, choices=EndedBy.choices, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["registered_at", "id"]
        indexes = [
            models.Index(fields=["pool", "state", "queued_at", "id"], name="registration_queue"),
            models.Index(fields=["pool", "registered_at", "id"], name="registration_by_time"),
            models.Index(fields=["person", "state"], name="registration_by_person"),
            models.Index(fields=["state", "offer_expires_at"], name="registration_by_expiry"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "person"],
                condition=Q(state__in=sorted(ACTIVE)),
                name="one_active_registration_per_person_and_event",
                violation_error_message=_("You are registered already."),
            ),
            models.CheckConstraint(name="registration_state_is_known", condition=Q(state__in=RegistrationState.values)),
            models.CheckConstraint(
                name="an_offer_says_when_it_expires",
                condition=~Q(state=RegistrationState.OFFERED) | Q(offer_expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="who_waits_has_a_place_in_the_queue",
                condition=~Q(state=RegistrationState.WAITLISTED) | Q(queued_at__isnull=False),
            ),
        ]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")

    def __str__(self) -> str:
        return f"{self.pool.event} · {self.uuid.hex[:8]}"  # no name: the audit log outlives the person

    @property
    def event(self) -> Event:
        return self.pool.event

    @property
    def person_name(self) -> str:
        return str(self.person) if self.person else str(_("A person who has left"))

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def awaits_answer(self) -> bool:
        return self.state in TO_ANSWER

    def offer_is_live(self, now: datetime) -> bool:
        return (
            self.state == RegistrationState.OFFERED
            and self.offer_expires_at is not None
            and self.offer_expires_at > now
        )
