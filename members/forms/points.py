"""The field in which a representative says where exactly they are."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.points import read_point, refuse_far_point, written


class PointField(forms.CharField):
    """Two numbers in one field, since maps give them so; cleans to a pair of Decimals or None."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("As a map shows it: 43.32090, 21.89580. Used only if you choose “Exact address” below.")
        super().__init__(label=_("Point on the map"), required=False, max_length=100, help_text=help_text, **kwargs)
        self.widget.attrs.update({"inputmode": "text", "autocomplete": "off", "placeholder": "43.32090, 21.89580"})

    def clean(self, value: Any) -> Any:
        return read_point(super().clean(value))


def check_point(form: Any, town: Any) -> None:
    """Says at the field when the point cannot belong to the municipality; a draft then keeps the rest without it."""
    point = form.cleaned_data.get("point")
    if point and town:
        try:
            refuse_far_point(point, town)
        except ValidationError as error:
            form.add_error("point", error)


def as_columns(facts: dict[str, Any]) -> dict[str, Any]:
    """The point taken apart into the columns in which it is stored."""
    if "point" not in facts:
        return facts
    latitude, longitude = facts.pop("point") or (None, None)
    return {**facts, "latitude": latitude, "longitude": longitude}


def initial_point(instance: Any) -> str:
    return written(instance.point)
