import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge.choices import Licence, Severity
from knowledge.states import (
    REPORT_OPEN_TO_WRITERS,
    REPORT_PUBLIC,
    REPORT_READABLE,
    REPORT_SIGNED_OFF,
    REPORT_TRANSITIONS,
    ReportState,
)
from members.models import Organisation, TargetGroup, Theme
from network.core.languages import Localised, pick
from network.core.models import Country


class ReportSeries(models.Model):
    """A report that comes out again and again, such as the yearly (re)integration report of a country."""

    slug = models.SlugField(max_length=80, unique=True)
    titles = models.JSONField(_("titles per language"), default=dict)
    descriptions = models.JSONField(_("descriptions per language"), default=dict, blank=True)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report_series",
        verbose_name=_("country"),
        help_text=_("Empty for the whole region."),
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="report_series", verbose_name=_("theme")
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("report series")
        verbose_name_plural = _("report series")

    def __str__(self) -> str:
        return self.title.text

    @property
    def title(self) -> Localised:
        return pick(self.titles, get_language())

    @property
    def description(self) -> Localised:
        return pick(self.descriptions, get_language())


class ShadowReportQuerySet(models.QuerySet["ShadowReport"]):
    def public(self) -> "ShadowReportQuerySet":
        """Those the public knows of, a withdrawn one included."""
        return self.filter(state__in=REPORT_PUBLIC)

    def readable(self) -> "ShadowReportQuerySet":
        """Those whose text the public may read."""
        return self.filter(state__in=REPORT_READABLE)

    def newest_first(self) -> "ShadowReportQuerySet":
        return self.order_by("-published_at", "-year", "-id")

    def embargo_over(self, now: Any) -> "ShadowReportQuerySet":
        return self.filter(state=ReportState.EMBARGOED, embargo_until__lte=now)

    def handled_by(self, user: Any) -> "ShadowReportQuerySet":
        """Those that the person writes and decides on: a coordinator in their countries, the secretariat all."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role("secretariat"):
            return self
        return self.filter(country__in=user.countries_as("coordinator"))

    def visible_to(self, user: Any) -> "ShadowReportQuerySet":
        if not user.is_authenticated:
            return self.public()
        if user.has_role("secretariat"):
            return self
        return self.filter(Q(state__in=REPORT_PUBLIC) | Q(country__in=user.countries_as("coordinator")))


class ShadowReport(models.Model):  # type: ignore[django-manager-missing]
    """One edition of a series: what the organisations of a country found in a period, and what they ask for.

    As with case studies, this row holds facts and state; the texts stand on one ShadowReportPage per language. Nobody
    but its writers sees any of it before it is published, to the minute of the embargo.
    """

    TRANSITIONS = REPORT_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=200, unique=True)
    title = models.CharField(_("title"), max_length=200)
    series = models.ForeignKey(ReportSeries, models.PROTECT, related_name="reports", verbose_name=_("series"))
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="shadow_reports", verbose_name=_("country")
    )
    language = models.CharField(_("written in"), max_length=10, choices=settings.WAGTAIL_CONTENT_LANGUAGES)
    year = models.PositiveSmallIntegerField(_("year"))
    period_from = models.DateField(_("period from"))
    period_until = models.DateField(_("period until"))
    contributors = models.ManyToManyField(
        Organisation, blank=True, related_name="shadow_reports", verbose_name=_("contributors")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.CC_BY)

    state = models.CharField(_("state"), max_length=20, choices=ReportState.choices, default=ReportState.DRAFTING)
    version = models.PositiveIntegerField(default=1, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    signed_off_at = models.DateTimeField(_("signed off"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    corrected_at = models.DateTimeField(_("corrected"), null=True, blank=True)
    corrections = models.JSONField(_("corrections"), default=list, blank=True)
    withdrawal_reason = models.TextField(_("why it was withdrawn"), blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes", verbose_name=_("superseded by")
    )

    objects = ShadowReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "series", "id"]
        indexes = [
            models.Index(fields=["state", "-published_at"], name="report_newest"),
            models.Index(fields=["state", "embargo_until"], name="report_by_embargo"),
            models.Index(fields=["country", "-year"], name="report_by_country"),
        ]
        constraints = [
            models.CheckConstraint(name="report_state_is_known", condition=Q(state__in=ReportState.values)),
            models.UniqueConstraint(
                fields=["series", "year"],
                condition=Q(superseded_by=None),
                name="one_edition_per_series_and_year",
                violation_error_message=_("This series has an edition of that year already."),
            ),
            models.CheckConstraint(
                name="report_period_ends_after_it_begins",
                condition=Q(period_until__gte=models.F("period_from")),
                violation_error_message=_("The period cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="embargoed_report_says_until_when",
                condition=~Q(state=ReportState.EMBARGOED) | Q(embargo_until__isnull=False),
            ),
            models.CheckConstraint(
                name="public_report_was_signed_off_and_dated",
                condition=~Q(state__in=sorted(REPORT_PUBLIC))
                | Q(signed_off_at__isnull=False, published_at__isnull=False),
            ),
        ]
        verbose_name = _("shadow report")
        verbose_name_plural = _("shadow reports")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("shadow-report", kwargs={"slug": self.slug})

    def get_desk_url(self) -> str:
        return reverse("report-desk-detail", kwargs={"report_id": self.uuid})

    @property
    def is_public(self) -> bool:
        return self.state in REPORT_PUBLIC

    @property
    def is_readable(self) -> bool:
        return self.state in REPORT_READABLE

    @property
    def is_open_to_writers(self) -> bool:
        return self.state in REPORT_OPEN_TO_WRITERS

    @property
    def is_signed_off(self) -> bool:
        return self.state in REPORT_SIGNED_OFF

    @property
    def version_label(self) -> str:
        """What a reader cites: 1.0 as first published, one step more with each correction."""
        return f"1.{len(self.corrections)}"


class Finding(models.Model):
    """Something a report establishes, small enough to be cited by its number."""

    report = models.ForeignKey(ShadowReport, models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField(_("number"))
    claims = models.JSONField(_("claim per language"), default=dict)
    evidence = models.JSONField(_("evidence per language"), default=dict, blank=True)
    target_group = models.ForeignKey(
        TargetGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("whom it concerns")
    )
    severity = models.CharField(_("weight"), max_length=20, choices=Severity.choices, default=Severity.CONCERN)

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="findings_of_a_report_have_their_own_numbers")
        ]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    def __str__(self) -> str:
        return f"{self.number}. {self.claim.text[:80]}"

    @property
    def claim(self) -> Localised:
        return pick(self.claims, get_language())

    @property
    def proof(self) -> Localised:
        return pick(self.evidence, get_language())

    @property
    def anchor(self) -> str:
        return f"finding-{self.number}"
