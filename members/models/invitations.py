import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .affiliations import AffiliationRole
from .organisations import Organisation

EXPIRES_AFTER = timedelta(days=30)
"""So long an invitation can be accepted; then its sender may write again."""


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Neither answered nor taken back; expired ones too, so that their sender sees them."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def acceptable(self, now: datetime) -> "InvitationQuerySet":
        return self.open().filter(invited_at__gt=now - EXPIRES_AFTER)

    def expired(self, now: datetime) -> "InvitationQuerySet":
        return self.open().filter(invited_at__lte=now - EXPIRES_AFTER)

    def for_person(self, person: Any) -> "InvitationQuerySet":
        """Those sent to an address that `person` has shown to be theirs."""
        return self.filter(email__in=person.emailaddress_set.filter(verified=True).values(address=Lower("email")))


class Invitation(models.Model):
    """A representative asks a colleague to join the organisation here; who has no account yet opens one first."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=AffiliationRole.choices, default=AffiliationRole.MEMBER)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "-invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation_per_address",
                violation_error_message=_("This address has been invited already."),
            ),
            models.CheckConstraint(
                name="invitation_is_accepted_or_withdrawn_not_both",
                condition=models.Q(accepted_at=None) | models.Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="invited_address_is_kept_in_lower_case", condition=models.Q(email=Lower("email"))
            ),
        ]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.email} → {self.organisation}"

    @property
    def expires_at(self) -> datetime:
        return self.invited_at + EXPIRES_AFTER

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    def get_absolute_url(self) -> str:
        return reverse("invitation", kwargs={"invitation": self.uuid})
