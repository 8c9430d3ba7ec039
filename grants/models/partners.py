from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Organisation

from .applications import Application
from .calls import Call


class Partner(models.Model):
    """An organisation that carries the project out together with the applicant.

    In one call an organisation is partner of one application at most; `is_standing` ends with a withdrawal, so that it
    may join another one then.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="partners")
    call = models.ForeignKey(Call, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="grant_partnerships")
    role = models.CharField(_("what it does in the project"), max_length=300)
    is_standing = models.BooleanField(default=True, editable=False)
    named_at = models.DateTimeField(default=timezone.now)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["named_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "organisation"],
                condition=models.Q(is_standing=True),
                name="partner_once_per_call",
                violation_error_message=_("This organisation is a partner of another application in this call."),
            ),
        ]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return f"{self.application_id}: {self.organisation}"
