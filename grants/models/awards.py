import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from network.core.models import Country

from .applications import Application
from .calls import Call


class AwardQuerySet(models.QuerySet["Award"]):
    def public(self) -> "AwardQuerySet":
        """Those of calls whose results have been published; nothing of practice calls."""
        return self.filter(call__results_published_at__isnull=False, call__is_practice=False)

    def for_list(self) -> "AwardQuerySet":
        return self.select_related("call", "organisation", "country", "application")

    def total(self) -> Any:
        return self.aggregate(total=models.Sum("amount"))["total"] or 0


class Award(models.Model):
    """The network gives an organisation money for a project: how much, when, decided by whom, and why.

    The sum of a call's awards never exceeds its envelope: `award_application` sees to it under a lock on the call and
    says so in words, and the database counts by itself and refuses (`Call.awarded_total`).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.OneToOneField(Application, models.PROTECT, related_name="award")
    call = models.ForeignKey(Call, models.PROTECT, related_name="awards")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="grant_awards")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    title = models.CharField(_("title of the project"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    requested = models.DecimalField(_("requested"), max_digits=12, decimal_places=2)
    amount = models.DecimalField(_("awarded"), max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    months = models.PositiveSmallIntegerField(_("duration in months"))
    awarded_at = models.DateTimeField(default=timezone.now)
    awarded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["-awarded_at", "-id"]
        indexes = [
            models.Index(fields=["-awarded_at", "-id"], name="award_by_date"),
            models.Index(fields=["call", "country"], name="award_by_call_and_country"),
        ]
        constraints = [
            models.CheckConstraint(
                name="award_is_more_than_nothing_and_no_more_than_requested",
                condition=models.Q(amount__gt=0, amount__lte=models.F("requested")),
                violation_error_message=_("The award must be more than nothing and not more than was requested."),
            )
        ]
        verbose_name = _("award")
        verbose_name_plural = _("awards")

    def __str__(self) -> str:
        return f"{self.application}: {self.amount} {self.currency}"
