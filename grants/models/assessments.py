from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .applications import Application


class EligibilityCheck(models.Model):
    """One person's word on whether an application meets the conditions of the call. Two people must agree."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="eligibility_checks")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    checked_by_name = models.CharField(max_length=150)
    is_eligible = models.BooleanField(_("eligible"))
    points = models.JSONField(_("points checked"), default=dict)
    reason = models.TextField(_("reason"), blank=True)
    checked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["checked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "checked_by"],
                name="one_eligibility_check_per_person",
                violation_error_message=_("You have checked this application already."),
            ),
            models.CheckConstraint(
                name="ineligible_needs_a_reason",
                condition=models.Q(is_eligible=True) | ~models.Q(reason=""),
                violation_error_message=_("Write the reason; the applicant will read it."),
            ),
        ]
        verbose_name = _("eligibility check")
        verbose_name_plural = _("eligibility checks")

    def __str__(self) -> str:
        return f"{self.application}: {self.checked_by_name}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def standing(self) -> "AssignmentQuerySet":
        """Those whose assessment counts, or will: no conflict declared and not released."""
        return self.filter(conflict_at__isnull=True, released_at__isnull=True)


class Assignment(models.Model):
    """An assessor is to read an application.

    It opens once they declared to have no conflict of interest, and shuts for good when they have one or when a
    manager releases them from it.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="assignments")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="grant_assignments")
    assessor_name = models.CharField(max_length=150)
    assigned_at = models.DateTimeField(default=timezone.now)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(_("assessment due on"), null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    declared_at = models.DateTimeField(_("declared to have no conflict"), null=True, blank=True)
    declared_version = models.CharField(max_length=20, blank=True, editable=False)
    conflict_at = models.DateTimeField(_("declared a conflict"), null=True, blank=True)
    conflict_reason = models.TextField(blank=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_reason = models.TextField(blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["assigned_at", "id"]
        indexes = [models.Index(fields=["assessor", "application"], name="assignment_by_assessor")]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "assessor"],
                name="one_assignment_per_assessor",
                violation_error_message=_("This person is assigned already."),
            ),
        ]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self) -> str:
        return f"{self.application}: {self.assessor_name}"

    @property
    def is_standing(self) -> bool:
        return self.conflict_at is None and self.released_at is None
