"""What editors build an agenda from."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField


class SessionBlock(blocks.StructBlock):
    """One item of the agenda, with the hours as the clock at the event shows them."""

    day = blocks.DateBlock(label=_("Day"))
    starts = blocks.TimeBlock(label=_("From"))
    ends = blocks.TimeBlock(label=_("Until"))
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    speakers = blocks.CharBlock(label=_("Speakers"), max_length=300, required=False)
    room = blocks.CharBlock(label=_("Room"), max_length=120, required=False)
    text = blocks.TextBlock(label=_("What it is about"), max_length=1000, rows=3, required=False)
    minutes = blocks.IntegerBlock(
        label=_("Minutes that count for the certificate"), min_value=0, max_value=24 * 60, default=0, required=False
    )

    class Meta:
        icon = "time"
        label = _("Session")
        template = "events/blocks/session.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["ends"] <= cleaned["starts"]:
            raise blocks.StructBlockValidationError(
                {"ends": ValidationError(_("A session must end later than it begins."))}
            )
        return cleaned


class AgendaField(StreamField):
    """A StreamField whose blocks stay out of migrations: a new field of a session is no change of the database."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], {**kwargs, "block_lookup": {}}
