import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.core.models import PrivateFile

from .agreements import Agreement
from .calls import Call


class AuditorSeatQuerySet(models.QuerySet["AuditorSeat"]):
    def current(self, now: datetime) -> "AuditorSeatQuerySet":
        return self.filter(revoked_at__isnull=True, valid_from__lte=now, until__gt=now)


class AuditorSeat(models.Model):
    """For a time, somebody from outside reads everything of one call and writes nothing."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="auditor_seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="auditor_seats")
    person_name = models.CharField(max_length=150)
    purpose = models.CharField(_("on whose behalf"), max_length=200)
    valid_from = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(_("until"))
    granted_by_name = models.CharField(max_length=150)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AuditorSeatQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(
                name="auditor_seat_ends_after_it_begins",
                condition=models.Q(until__gt=models.F("valid_from")),
                violation_error_message=_("The seat must end after it begins."),
            ),
        ]
        verbose_name = _("auditor's seat")
        verbose_name_plural = _("auditors' seats")

    def __str__(self) -> str:
        return f"{self.person_name}: {self.call_id}"

    def is_current(self, now: datetime) -> bool:
        return self.revoked_at is None and self.valid_from <= now < self.until


class DossierState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    BUILDING = "building", _("Being built")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class Dossier(models.Model):
    """Everything about one grant, or about a whole call, in one ZIP with an index and the hash of every file."""

    TRANSITIONS = {
        DossierState.WAITING: frozenset({DossierState.BUILDING}),
        DossierState.BUILDING: frozenset({DossierState.READY, DossierState.FAILED}),
        DossierState.FAILED: frozenset({DossierState.BUILDING}),
        DossierState.READY: frozenset(),
    }

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="dossiers")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="dossiers")
    state = models.CharField(max_length=20, choices=DossierState.choices, default=DossierState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(PrivateFile, models.SET_NULL, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    requested_by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(name="dossier_state_is_known", condition=models.Q(state__in=DossierState.values)),
            models.CheckConstraint(
                name="dossier_does_no_more_than_all", condition=models.Q(done__lte=models.F("total"))
            ),
        ]
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")

    def __str__(self) -> str:
        return str(self.agreement or self.call)

    def get_absolute_url(self) -> str:
        return reverse("grants-dossier", kwargs={"uuid": self.uuid})

    @property
    def scope(self) -> Any:
        return self.agreement or self.call
