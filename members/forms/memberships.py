"""Renewing and ending a membership."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.days import today
from members.declarations import CURRENT, declarations


class RenewalForm(forms.Form):
    """Every sentence of the current declaration, each confirmed by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, sentence in enumerate(declarations(CURRENT)):
            self.fields[f"declaration_{number}"] = forms.BooleanField(
                label=sentence,
                error_messages={"required": _("Tick this box if you agree; without it we cannot go on.")},
            )


class EndForm(forms.Form):
    """When and why a membership ends."""

    on = forms.DateField(
        label=_("First day outside the network"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The representatives read it word for word."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today()

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day < today():
            raise forms.ValidationError(_("A membership cannot end in the past. Choose today or a later day."))
        return day
