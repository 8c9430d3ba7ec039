from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.states import ReminderStage

from .organisations import Organisation


class MembershipQuerySet(models.QuerySet["Membership"]):
    def covering(self, day: date) -> "MembershipQuerySet":
        return self.filter(valid_from__lte=day, valid_until__gte=day)

    def overlapping(self, begin: date, end: date) -> "MembershipQuerySet":
        return self.filter(valid_from__lte=end, valid_until__gte=begin)


class Membership(models.Model):
    """A period for which an organisation is in the network, both days included; renewal is the next row.

    Periods of one organisation never overlap: PostgreSQL refuses it (see the migration), the action that adds one
    checks it under a lock.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    declarations_version = models.CharField(max_length=20, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "valid_from"]
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=models.Q(valid_until__gte=models.F("valid_from")),
                violation_error_message=_("The end must not be earlier than the beginning."),
            ),
            models.UniqueConstraint(fields=["organisation", "valid_from"], name="one_membership_begins_on_a_day"),
        ]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.valid_from} – {self.valid_until}"


class MembershipReminder(models.Model):
    """The representatives of an organisation have been told that a period of theirs comes to its end, or has."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="reminders")
    stage = models.CharField(max_length=10, choices=ReminderStage.choices)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["membership", "sent_at"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "stage"], name="one_reminder_per_period_and_stage"),
        ]
        verbose_name = _("reminder of a membership")
        verbose_name_plural = _("reminders of memberships")

    def __str__(self) -> str:
        return f"{self.membership}: {self.stage}"


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    def in_force(self) -> "SuspensionQuerySet":
        return self.filter(lifted_at=None)


class Suspension(models.Model):
    """The network has set an organisation's membership aside, for a reason, until somebody lifts it. Dates do not."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="suspensions")
    reason = models.TextField(_("reason"))
    imposed_at = models.DateTimeField(default=timezone.now)
    imposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: Any = SuspensionQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "imposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(lifted_at=None),
                name="one_suspension_in_force_per_organisation",
                violation_error_message=_("The organisation is suspended already."),
            ),
            models.CheckConstraint(
                name="suspension_has_a_reason",
                condition=~models.Q(reason=""),
                violation_error_message=_("Say why."),
            ),
        ]
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.imposed_at:%Y-%m-%d}"
