from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisations import Organisation


class AffiliationRole(models.TextChoices):
    """What a person is to an organisation."""

    REPRESENTATIVE = "representative", _("Representative")
    EDITOR = "editor", _("Editor")
    MEMBER = "member", _("Member")


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def current(self, now: Any) -> "AffiliationQuerySet":
        return self.filter(models.Q(until=None) | models.Q(until__gt=now), valid_from__lte=now)

    def ended(self, now: Any) -> "AffiliationQuerySet":
        return self.filter(until__lte=now)

    def in_force(self) -> "AffiliationQuerySet":
        return self.current(timezone.now())

    def speaking(self) -> "AffiliationQuerySet":
        """Those of representatives, who bind the organisation."""
        return self.filter(role=AffiliationRole.REPRESENTATIVE)


class Affiliation(models.Model):
    """A person belongs to an organisation, in a role, from a day on; leaving sets `until`."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="affiliations")
    role = models.CharField(_("role"), max_length=20, choices=AffiliationRole.choices, default=AffiliationRole.MEMBER)
    title = models.CharField(_("position"), max_length=120, blank=True)
    valid_from = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "role", "valid_from"]
        indexes = [
            models.Index(fields=["person", "until"], name="affiliation_by_person"),
            models.Index(fields=["organisation", "until", "role"], name="affiliation_by_organisation"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=models.Q(until=None),
                name="one_open_affiliation_per_person_and_organisation",
                violation_error_message=_("This person belongs to the organisation already."),
            ),
            models.CheckConstraint(
                name="affiliation_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gte=models.F("valid_from")),
                violation_error_message=_("The end must not be earlier than the beginning."),
            ),
        ]
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")

    def __str__(self) -> str:
        return f"{self.person} — {self.organisation}"
