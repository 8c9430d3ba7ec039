"""Days and hours as the clock on the wall shows them, and the clock they are meant by."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.validators import validate_exists_in_zone

ZONES = [
    "Europe/Belgrade", "Europe/Sarajevo", "Europe/Skopje", "Europe/Tirane", "Europe/Podgorica", "Europe/Brussels",
    "Europe/Athens", "Europe/London", "UTC",
]  # fmt: skip


class WallTimeField(forms.DateTimeField):
    """A day and hour as the clock on the wall shows it, without a zone: the form gives it one."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        for text_format in self.input_formats:
            try:
                return self.strptime(str(value).strip(), text_format)
            except (ValueError, TypeError):
                continue
        raise ValidationError(_("Write day and hour like 2026-12-03 10:00."), code="invalid")

    def prepare_value(self, value: Any) -> Any:
        return value


class ZoneMixin(forms.Form):
    """Turns the wall times named in `wall_times` into moments by the clock chosen in `time_zone`."""

    wall_times: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        zone = cleaned.get("time_zone")
        for name in self.wall_times if zone else ():
            wall = cleaned.get(name)
            if wall is None:
                continue
            try:
                validate_exists_in_zone(wall, zone)
            except ValidationError as problem:
                self.add_error(name, problem)
            else:
                cleaned[name] = wall.replace(tzinfo=ZoneInfo(zone))
        return cleaned


class TimeForm(ZoneMixin):
    """From when until when, by which clock."""

    starts_at = WallTimeField(label=_("Begins"))
    ends_at = WallTimeField(label=_("Ends"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[(z, z) for z in ZONES], help_text=_("The hours above are meant by this clock.")
    )
    wall_times = ("starts_at", "ends_at")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and starts.tzinfo and ends.tzinfo and ends <= starts:
            self.add_error("ends_at", _("The end must be later than the beginning."))
        return cleaned
