from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.money import plain
from grants.ranking import Rules

from .desk import AmountField


class WhatIfForm(forms.Form):
    """Other rules for the same scores. Nothing is stored: the answer stands in the address, so it can be shared."""

    envelope = AmountField(label=_("Envelope"), max_length=20, required=False)
    overall_minimum = AmountField(label=_("Points to reach"), max_length=20, required=False)
    largest_gap = AmountField(label=_("Gap that asks for one more"), max_length=20, required=False)
    assessors_needed = forms.IntegerField(label=_("Assessors needed"), min_value=1, max_value=5, required=False)
    without_quotas = forms.BooleanField(label=_("Without quotas of countries"), required=False)

    def __init__(self, data: Any, rules: Rules) -> None:
        asked = data.get("what_if") == "1"
        super().__init__(data if asked else None, initial=initial(rules))
        self.rules = rules
        for name in ("envelope", "overall_minimum", "largest_gap"):
            self.fields[name].widget.attrs["inputmode"] = "decimal"

    def changes(self) -> dict[str, Any]:
        """What differs from the rules of the call; empty when nothing was asked or it cannot be read."""
        if not self.is_bound or not self.is_valid():
            return {}
        wanted = {
            name: self.cleaned_data[name]
            for name in ("overall_minimum", "largest_gap")
            if self.cleaned_data[name] != getattr(self.rules, name)
        }
        for name in ("envelope", "assessors_needed"):
            value = self.cleaned_data[name]
            if value and value != getattr(self.rules, name):
                wanted[name] = value
        if self.cleaned_data["without_quotas"] and self.rules.quotas:
            wanted["quotas"] = {}
        return wanted


def initial(rules: Rules) -> dict[str, Any]:
    return {
        "envelope": plain(rules.envelope),
        "overall_minimum": shown(rules.overall_minimum),
        "largest_gap": shown(rules.largest_gap),
        "assessors_needed": rules.assessors_needed,
    }


def shown(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
