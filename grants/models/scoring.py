"""What assessors promise and write: declarations, scores with reasons, and rankings as they were computed."""

import json
import uuid
from decimal import Decimal
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from grants.states import ASSESSMENT_TRANSITIONS, OPEN_ASSESSMENT, AssessmentState, Recommendation

from .assessments import Assignment
from .calls import Call


class AssessorDeclaration(models.Model):
    """An assessor promised impartiality and confidentiality for a call, in the words of one version."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="assessor_declarations")
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="grant_declarations"
    )
    assessor_name = models.CharField(max_length=150)
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    text = models.TextField()
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["declared_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "assessor", "version"], name="one_declaration_per_assessor_call_and_version"
            )
        ]
        verbose_name = _("declaration of an assessor")
        verbose_name_plural = _("declarations of assessors")

    def __str__(self) -> str:
        return f"{self.call_id}: {self.assessor_name} {self.version}"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def counting(self) -> "AssessmentQuerySet":
        """Submitted ones of assessors who neither declared a conflict nor were released: what a ranking reads."""
        return self.filter(
            state=AssessmentState.SUBMITTED,
            assignment__conflict_at__isnull=True,
            assignment__released_at__isnull=True,
        )

    def still_open(self) -> "AssessmentQuerySet":
        """Those that somebody is still to write: an open draft of an assessor who is neither out nor released."""
        return self.filter(
            state__in=OPEN_ASSESSMENT, assignment__conflict_at__isnull=True, assignment__released_at__isnull=True
        )


class Assessment(models.Model):
    """What one assessor thinks of one application: points and a reason per criterion, and a recommendation.

    `points` and `reasons` are keyed by criterion; `total` repeats the weighted sum for lists. While it is open it is a
    draft that saves itself; `version` counts the saves.
    """

    TRANSITIONS = ASSESSMENT_TRANSITIONS

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="assessment")
    state = models.CharField(_("state"), max_length=20, choices=AssessmentState.choices, default=AssessmentState.DRAFT)
    points = models.JSONField(_("points"), default=dict)
    reasons = models.JSONField(_("reasons"), default=dict)
    comment = models.TextField(_("comment"), blank=True)
    recommendation = models.CharField(_("recommendation"), max_length=20, choices=Recommendation.choices, blank=True)
    total = models.DecimalField(_("total"), max_digits=8, decimal_places=2, default=Decimal(0))
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_from = models.CharField(max_length=40, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    reopened_reason = models.TextField(blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["assignment"]
        constraints = [
            models.CheckConstraint(
                name="assessment_state_is_known", condition=models.Q(state__in=AssessmentState.values)
            ),
            models.CheckConstraint(
                name="submitted_assessment_has_a_recommendation_and_a_time",
                condition=~models.Q(state=AssessmentState.SUBMITTED)
                | (~models.Q(recommendation="") & models.Q(submitted_at__isnull=False)),
            ),
        ]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")

    def __str__(self) -> str:
        return str(self.assignment)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_ASSESSMENT


class KeptScores(models.Model):
    """What an assessor wrote on one device while the same assessment was saved on another: kept until they chose."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="kept_scores")
    content = models.JSONField()
    written_from = models.CharField(max_length=40, blank=True)
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kept_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "written_from"],
                condition=~models.Q(written_from=""),
                name="one_kept_assessment_per_device",
            )
        ]
        verbose_name = _("kept assessment")
        verbose_name_plural = _("kept assessments")

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.kept_at:%Y-%m-%d %H:%M}"


class RankingRecord(models.Model):
    """A ranking as it was computed on a day: what went in, what came out, and the fingerprint of both. Never changes.

    Anybody can compute it again from `text` with `grants.ranking` and must get the same result.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="rankings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["call", "number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="one_ranking_per_call_and_number")]
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")

    def __str__(self) -> str:
        return f"{self.call} {self.number}"

    @cached_property
    def record(self) -> dict[str, Any]:
        return json.loads(self.text)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A ranking that was recorded never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A ranking that was recorded is never deleted.")
