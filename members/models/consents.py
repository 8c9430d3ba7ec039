from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.consent_texts import Purpose, Wording, wording


class ConsentQuerySet(models.QuerySet["Consent"]):
    def given(self) -> "ConsentQuerySet":
        """Those in force: given and not withdrawn."""
        return self.filter(withdrawn_at=None)

    def to(self, purpose: str) -> "ConsentQuerySet":
        return self.filter(purpose=purpose)


class Consent(models.Model):
    """A person agreed to something, word for word, and perhaps withdrew it later. Giving it again is a new row."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(_("language it was read in"), max_length=10, blank=True)
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-id"]
        indexes = [models.Index(fields=["purpose", "withdrawn_at"], name="consent_by_purpose")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="one_consent_in_force_per_person_and_purpose",
                violation_error_message=_("You have agreed to this already."),
            ),
            models.CheckConstraint(
                name="consent_is_withdrawn_after_it_was_given",
                condition=models.Q(withdrawn_at=None) | models.Q(withdrawn_at__gte=models.F("given_at")),
            ),
            models.CheckConstraint(name="consent_purpose_is_known", condition=models.Q(purpose__in=Purpose.values)),
        ]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version}"

    @property
    def wording(self) -> Wording:
        return wording(self.purpose, self.version)


class ClosureQuerySet(models.QuerySet["AccountClosure"]):
    def pending(self) -> "ClosureQuerySet":
        return self.filter(cancelled_at=None, done_at=None)

    def due(self, now: datetime) -> "ClosureQuerySet":
        return self.pending().filter(due_at__lte=now)


class AccountClosure(models.Model):
    """Somebody asked that their account be closed. Until `due_at` they may think again; then it is emptied."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="closures")
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects: Any = ClosureQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(cancelled_at=None, done_at=None),
                name="one_pending_closure_per_person",
                violation_error_message=_("You have asked for this already."),
            ),
            models.CheckConstraint(
                name="closure_is_cancelled_or_done_not_both",
                condition=models.Q(cancelled_at=None) | models.Q(done_at=None),
            ),
            models.CheckConstraint(
                name="closure_leaves_time_to_think", condition=models.Q(due_at__gt=models.F("asked_at"))
            ),
        ]
        verbose_name = _("closing of an account")
        verbose_name_plural = _("closings of accounts")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.due_at:%Y-%m-%d}"
