from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from grants.deadlines import instant
from network.core.forms import TrapMixin


class AskForm(TrapMixin):
    """A question about a call, from anybody."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=2000,
        min_length=10,
        help_text=_("The answer is published on the page of the call, without your name."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class CorrigendumForm(forms.Form):
    """What changes; with it a later deadline, or the form as the published pages ask it now."""

    text = forms.CharField(
        label=_("What changes, and why"),
        max_length=4000,
        help_text=_("It is shown on the page of the call and mailed to everybody with a draft."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    closes_on = forms.DateField(
        label=_("New last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    closes_hour = forms.TimeField(
        label=_("at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    adopts_form = forms.BooleanField(
        label=_("Text and form stand from now on as the published page has them; drafts take them over"), required=False
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, hour = cleaned.get("closes_on"), cleaned.get("closes_hour")
        cleaned["closes_at"] = None
        if day:
            try:
                cleaned["closes_at"] = self.moment(day, hour or time(17))
            except ValidationError as problem:
                self.add_error("closes_hour", problem)
        return cleaned

    def moment(self, day: Any, hour: time) -> datetime:
        return instant(day, hour, self.zone)
