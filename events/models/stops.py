from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.validators import validate_zone
from network.core.models import Municipality

from .events import Event


class Stop(models.Model):
    """One of several places to which an event travels, such as the towns of a media caravan."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="stops")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name=_("municipality"))
    place = models.CharField(_("place"), max_length=250, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Belgrade")

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["event", "starts_at"], name="stop_by_start")]
        constraints = [
            models.CheckConstraint(
                name="stop_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end must be later than the beginning."),
            ),
        ]
        verbose_name = _("stop")
        verbose_name_plural = _("stops")

    def __str__(self) -> str:
        return f"{self.event}: {self.municipality}"

    def clean(self) -> None:
        validate_zone(self.time_zone)

    @property
    def starts_local(self) -> datetime:
        return self.starts_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def ends_local(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.time_zone))
