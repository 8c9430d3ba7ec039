import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge.choices import PROGRESS_CLOSED, PROGRESS_TONES, Position, Progress
from members.models import Organisation, Theme
from network.core.languages import Localised, pick
from network.core.models import Country

from .reports import Finding, ShadowReport


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def public(self) -> "RecommendationQuerySet":
        return self.filter(is_public=True)

    def overdue(self, today: Any) -> "RecommendationQuerySet":
        """Past their date and neither done nor carried on under another code."""
        return self.filter(target_on__lt=today, is_carried_on=False).exclude(progress__in=PROGRESS_CLOSED)

    def handled_by(self, user: Any) -> "RecommendationQuerySet":
        if not user.is_authenticated:
            return self.none()
        if user.has_role("secretariat"):
            return self
        return self.filter(country__in=user.countries_as("coordinator"))

    def visible_to(self, user: Any) -> "RecommendationQuerySet":
        """Published ones for everybody; the ones still being written for those who decide on their report."""
        if not user.is_authenticated:
            return self.public()
        if user.has_role("secretariat"):
            return self
        return self.filter(Q(is_public=True) | Q(country__in=user.countries_as("coordinator")))

    def with_row(self) -> "RecommendationQuerySet":
        """With what a row of a list shows: the country and whom it is addressed to."""
        asked = Organisation.objects.only("name", "name_en")
        return self.select_related("country").prefetch_related(models.Prefetch("addressees", asked))

    def with_facts(self) -> "RecommendationQuerySet":
        return self.select_related("country", "theme", "report").prefetch_related("addressees")


class Recommendation(models.Model):
    """What the organisations ask of institutions, under a code that stays the same for as long as anyone follows it.

    `texts` is the wording in force; every wording is kept as a Wording. `progress` and `position` repeat the latest
    published assessment and the latest response, so that the tracker need not look for them. The actions write them.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=20, unique=True)
    report = models.ForeignKey(
        ShadowReport, models.PROTECT, related_name="recommendations", verbose_name=_("first made in")
    )
    finding = models.ForeignKey(
        Finding, models.SET_NULL, null=True, blank=True, related_name="recommendations", verbose_name=_("finding")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="recommendations", verbose_name=_("country")
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="recommendations", verbose_name=_("theme")
    )
    addressees = models.ManyToManyField(
        Organisation, blank=True, related_name="recommendations_received", verbose_name=_("addressed to")
    )
    texts = models.JSONField(_("wording per language"), default=dict)
    target_on = models.DateField(_("to be done by"), null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_into", verbose_name=_("carried over from")
    )
    is_carried_on = models.BooleanField(default=False, editable=False)
    is_public = models.BooleanField(default=False, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    progress = models.CharField(
        _("status"), max_length=20, choices=Progress.choices, default=Progress.NOT_STARTED, editable=False
    )
    position = models.CharField(_("response"), max_length=20, choices=Position.choices, blank=True, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        indexes = [
            models.Index(fields=["is_public", "code"], name="recommendation_by_code"),
            models.Index(fields=["-published_at", "code"], condition=Q(is_public=True), name="recommendation_newest"),
            models.Index(fields=["is_public", "country", "progress"], name="recommendation_by_country"),
            models.Index(fields=["is_public", "target_on"], name="recommendation_by_target"),
        ]
        constraints = [
            models.CheckConstraint(
                name="public_recommendation_is_dated", condition=Q(is_public=False) | Q(published_at__isnull=False)
            ),
            models.CheckConstraint(name="recommendation_progress_is_known", condition=Q(progress__in=Progress.values)),
            models.CheckConstraint(
                name="recommendation_is_not_carried_from_itself",
                condition=Q(carried_from=None) | ~Q(carried_from=models.F("pk")),
            ),
            models.UniqueConstraint(
                fields=["carried_from"],
                condition=Q(carried_from__isnull=False),
                name="recommendation_is_carried_on_once",
                violation_error_message=_("That recommendation is carried on under another code already."),
            ),
        ]
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("recommendation", kwargs={"code": self.code})

    @property
    def text(self) -> Localised:
        return pick(self.texts, get_language())

    @property
    def tone(self) -> str:
        return PROGRESS_TONES[Progress(self.progress)]

    def is_overdue(self, today: Any) -> bool:
        """Twin of `Recommendation.objects.overdue`."""
        is_open = self.progress not in PROGRESS_CLOSED and not self.is_carried_on
        return bool(self.target_on and self.target_on < today and is_open)


class Kept(models.Model):
    """A row that may be added and never changed: what was published stays as it was."""

    class Meta:
        abstract = True

    def is_kept(self) -> bool:
        """Whether the row as stored must stay as it is."""
        return self.pk is not None and type(self)._base_manager.filter(pk=self.pk).exists()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.is_kept():
            raise TypeError(f"{type(self).__name__} rows are only ever added.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} rows are only ever added.")


class Wording(Kept):
    """How a recommendation read from an edition on."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="wordings")
    report = models.ForeignKey(ShadowReport, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    texts = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["recommendation", "number"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "number"], name="wordings_are_numbered_once")]
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")

    def __str__(self) -> str:
        return f"{self.recommendation} v{self.number}"

    @property
    def text(self) -> Localised:
        return pick(self.texts, get_language())


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def published(self) -> "AssessmentQuerySet":
        return self.filter(published_at__isnull=False)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.published().exists():
            raise TypeError("A published assessment is never removed.")
        return super().delete()


class Assessment(Kept):
    """What an edition found when it looked at a recommendation again. Written freely until the edition is published."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="assessments")
    report = models.ForeignKey(ShadowReport, models.PROTECT, related_name="assessments")
    progress = models.CharField(_("status"), max_length=20, choices=Progress.choices)
    evidence = models.JSONField(_("evidence per language"), default=dict, blank=True)
    rewording = models.JSONField(_("new wording per language"), default=dict, blank=True)
    assessed_on = models.DateField(_("assessed on"))
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["assessed_on", "id"]
        indexes = [models.Index(fields=["recommendation", "assessed_on"], name="assessment_by_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "report"],
                name="one_assessment_per_recommendation_and_edition",
                violation_error_message=_("This edition has assessed the recommendation already."),
            ),
            models.CheckConstraint(name="assessment_progress_is_known", condition=Q(progress__in=Progress.values)),
        ]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.get_progress_display()}"

    def is_kept(self) -> bool:
        published = type(self)._base_manager.filter(published_at__isnull=False)
        return self.pk is not None and published.filter(pk=self.pk).exists()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if self.is_kept():
            raise TypeError("A published assessment is never removed.")
        return models.Model.delete(self, *args, **kwargs)

    @property
    def proof(self) -> Localised:
        return pick(self.evidence, get_language())

    @property
    def tone(self) -> str:
        return PROGRESS_TONES[Progress(self.progress)]


class GovernmentResponse(Kept):
    """What an institution answered, in its own words, unedited. A later answer is a further row."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="responses")
    institution = models.ForeignKey(Organisation, models.PROTECT, related_name="responses_given")
    position = models.CharField(_("position"), max_length=20, choices=Position.choices)
    text = models.TextField(_("answer in full"), blank=True, max_length=10_000)
    language = models.CharField(_("language of the answer"), max_length=10, choices=settings.WAGTAIL_CONTENT_LANGUAGES)
    given_on = models.DateField(_("given on"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["given_on", "id"]
        indexes = [models.Index(fields=["recommendation", "given_on"], name="response_by_date")]
        verbose_name = _("government response")
        verbose_name_plural = _("government responses")

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.institution}"
