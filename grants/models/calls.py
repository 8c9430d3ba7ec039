import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from grants.budgets import Terms
from grants.deadlines import place_of
from grants.definitions import Definition
from grants.states import CallPhase
from members.models.organisations import Kind
from network.core.languages import Localised
from network.core.models import Country


class TermsMixin(models.Model):
    """What a call promises and always has a value for: prepared on the page, frozen in the call."""

    currency = models.CharField(_("currency"), max_length=3, default="EUR", editable=False)
    cofinancing_percent = models.DecimalField(
        _("co-financing, % of the total cost"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(90))],
    )
    indirect_percent = models.DecimalField(
        _("indirect costs, % of the direct costs at most"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(7),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(25))],
    )
    maximum_months = models.PositiveSmallIntegerField(
        _("longest duration in months"), default=12, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    membership_needed = models.BooleanField(_("only members of the network may apply"), default=True)
    minimum_age_years = models.PositiveSmallIntegerField(
        _("years since the organisation was founded, at least"), default=0, validators=[MaxValueValidator(30)]
    )
    questions_until_days = models.PositiveSmallIntegerField(
        _("questions are answered until … days before closing"), default=7
    )
    is_practice = models.BooleanField(
        _("practice call"),
        default=False,
        help_text=_("For learning: everything works, nothing counts. It appears in no list, figure or open data."),
    )
    is_anonymous = models.BooleanField(
        _("assessed without names"),
        default=False,
        help_text=_("Assessors do not learn who applies: no names, no documents that show them."),
    )
    avoids_own_country = models.BooleanField(_("nobody assesses applications from their own country"), default=False)
    assessors_needed = models.PositiveSmallIntegerField(
        _("assessors per application"), default=2, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    largest_gap = models.DecimalField(
        _("points between two assessors above which one more is asked"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    overall_minimum = models.DecimalField(
        _("points that an application must reach"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )

    class Meta:
        abstract = True


class CallQuerySet(models.QuerySet["Call"]):
    def counting(self) -> "CallQuerySet":
        """Without practice calls, which appear in no list, figure or open data."""
        return self.filter(is_practice=False)

    def open(self, now: datetime) -> "CallQuerySet":
        return self.filter(opens_at__lte=now, closes_at__gte=now)

    def with_results(self) -> "CallQuerySet":
        return self.filter(results_published_at__isnull=False)


class Call(TermsMixin):
    """A call that a grants manager has opened: its terms, frozen, and everything that happens under it.

    The page people read is a `CallPage` per language with the same `translation_key`; what counts is written here.
    `awarded_total` is written by the database alone, with every award (see `grants.triggers`), so that no way of adding
    one, whatever the code does, gives away more than the envelope.
    """

    FROZEN = (
        "code",
        "opens_at",
        "closes_at",
        "time_zone",
        "envelope",
        "minimum_grant",
        "maximum_grant",
        "cofinancing_percent",
        "indirect_percent",
        "maximum_months",
        "membership_needed",
        "minimum_age_years",
        "questions_until_days",
        "is_practice",
        "is_anonymous",
        "avoids_own_country",
        "assessors_needed",
        "largest_gap",
        "overall_minimum",
    )

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    translation_key = models.UUIDField(unique=True, editable=False)
    slug = models.SlugField(max_length=200, editable=False)
    code = models.CharField(
        _("code"),
        max_length=30,
        help_text=_("Short and lasting, such as IRIS-2026-01. Numbers of applications begin with it."),
    )
    opens_at = models.DateTimeField(_("opens"), editable=False)
    closes_at = models.DateTimeField(_("closes"), editable=False)
    envelope = models.DecimalField(
        _("envelope"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(1))],
        help_text=_("All that the call can give away, in euro."),
    )
    minimum_grant = models.DecimalField(
        _("smallest grant"), max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal(1))]
    )
    maximum_grant = models.DecimalField(
        _("largest grant"), max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal(1))]
    )
    time_zone = models.CharField(_("time zone"), max_length=64)
    countries = models.ManyToManyField(Country, related_name="calls", verbose_name=_("countries"))
    kinds = models.JSONField(_("kinds of organisations"), default=list)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    last_number = models.PositiveIntegerField(default=0, editable=False)
    awarded_total = models.DecimalField(
        _("awarded together"), max_digits=12, decimal_places=2, default=0, editable=False
    )
    results_published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_at", "-id"]
        indexes = [models.Index(fields=["-closes_at", "-id"], name="call_by_deadline")]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="call_code_is_unique",
                violation_error_message=_("There is a call with this code already."),
            ),
            models.CheckConstraint(
                name="call_closes_after_it_opens",
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                violation_error_message=_("The call must close after it opens."),
            ),
            models.CheckConstraint(
                name="call_grants_fit_the_envelope",
                condition=models.Q(
                    minimum_grant__lte=models.F("maximum_grant"), maximum_grant__lte=models.F("envelope")
                ),
                violation_error_message=_(
                    "The smallest grant must not exceed the largest, nor the largest the envelope."
                ),
            ),
            models.CheckConstraint(
                name="awards_fit_the_envelope",
                condition=models.Q(awarded_total__gte=0, awarded_total__lte=models.F("envelope")),
                violation_error_message=_("The awards together would be more than the envelope."),
            ),
        ]
        verbose_name = _("call")
        verbose_name_plural = _("calls")

    def __str__(self) -> str:
        return self.code

    @cached_property
    def form(self) -> "CallForm":
        """The newest frozen definition; applications keep the one they were written for."""
        return self.forms.latest("version")

    @property
    def title(self) -> Localised:
        return self.form.definition.title

    @property
    def money(self) -> Terms:
        return terms_of(self)

    def phase(self, now: datetime) -> CallPhase:
        return phase_of(self, now, self.results_published_at)

    @property
    def place(self) -> str:
        return place_of(self.time_zone)

    def kind_labels(self) -> list[str]:
        return [str(Kind(kind).label) for kind in self.kinds]


def terms_of(terms: Any) -> Terms:
    return Terms(
        terms.minimum_grant, terms.maximum_grant, terms.cofinancing_percent, terms.indirect_percent, terms.currency
    )


def phase_of(terms: Any, now: datetime, results_published_at: datetime | None = None) -> CallPhase:
    """Where a call stands: on the dot of `closes_at` it is still open."""
    if results_published_at:
        return CallPhase.DECIDED
    if now > terms.closes_at:
        return CallPhase.CLOSED
    return CallPhase.OPEN if now >= terms.opens_at else CallPhase.UPCOMING


class CallForm(models.Model):
    """What a call asks, frozen as data on a day. A corrigendum adds a version; none is ever changed."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="forms")
    version = models.PositiveSmallIntegerField(default=1)
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(default=timezone.now)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["call", "version"]
        constraints = [models.UniqueConstraint(fields=["call", "version"], name="one_call_form_per_version")]
        verbose_name = _("form of a call")
        verbose_name_plural = _("forms of calls")

    def __str__(self) -> str:
        return f"{self.call_id} v{self.version}"

    @cached_property
    def definition(self) -> Definition:
        return Definition.read(self.data)
