from typing import Any, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def visible_to(self, user: Any) -> "AuditQuerySet":
        """The secretariat reads everything, a coordinator what concerns their countries, others nothing."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role("secretariat"):
            return self
        return self.filter(country_code__in=user.countries_as("coordinator"))

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit log is only ever added to.")

    def delete(self) -> NoReturn:
        raise TypeError("The audit log is only ever added to.")


class AuditEntry(models.Model):
    """One line of the network's memory: an act, its author and its reason.

    It holds no foreign key, so that it outlives the person and the object it speaks of.
    """

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_name = models.CharField(_("who"), max_length=255, blank=True)
    verb = models.CharField(_("what"), max_length=80)
    object_type = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    object_name = models.CharField(_("object"), max_length=255)
    reason = models.TextField(_("why"), blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    country_code = models.CharField(max_length=2, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-at"], name="audit_by_object"),
            models.Index(fields=["country_code", "-at"], name="audit_by_country"),
            models.Index(fields=["-at", "-id"], name="audit_by_time"),
        ]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name or '—'} {self.verb} {self.object_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("The audit log is only ever added to.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit log is only ever added to.")
