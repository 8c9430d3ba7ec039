from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.money import NotANumber, parse_number
from grants.states import DECIDED_BY_MANAGER, ApplicationState

POINTS = {
    "country": _("The applicant is registered in one of the countries of the call"),
    "kind": _("The applicant is of a kind that may apply"),
    "documents": _("All required documents are attached and readable"),
    "budget": _("The budget keeps the limits of the call"),
    "duration": _("The duration keeps the limit of the call"),
    "purpose": _("The activities serve the purpose of the call"),
}
"""What each of the two checkers ticks before giving their word."""


class EligibilityCheckForm(forms.Form):
    """One person's word on eligibility: what holds, and the reason when it does not."""

    points = forms.MultipleChoiceField(
        label=_("What holds"), choices=list(POINTS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    verdict = forms.ChoiceField(
        label=_("Your word"), choices=[("yes", _("Eligible")), ("no", _("Not eligible"))], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=4000,
        help_text=_("The applicant reads it when the application is not eligible."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        missing = [str(POINTS[key]) for key in POINTS if key not in cleaned.get("points", ())]
        if cleaned.get("verdict") == "yes" and missing:
            self.add_error("points", _("An eligible application meets every point."))
        if cleaned.get("verdict") == "no" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Write the reason; the applicant will read it."))
        return cleaned


class MoveForm(forms.Form):
    """The next step of an application, with its reason."""

    to = forms.ChoiceField(label=_("Next step"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = DECIDED_BY_MANAGER.get(state, frozenset())
        self.fields["to"].choices = [(step.value, step.label) for step in ApplicationState if step in steps]


class AmountField(forms.CharField):
    """An amount with comma or point, as people here write it."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text and not self.required:
            return None
        try:
            return parse_number(text)
        except NotANumber as problem:
            raise forms.ValidationError(str(problem)) from problem


class AwardForm(forms.Form):
    amount = AmountField(label=_("Amount"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    reason = forms.CharField(label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class AssignForm(forms.Form):
    assessor = forms.ModelChoiceField(label=_("Assessor"), queryset=None, to_field_name="uuid")
    due_on = forms.DateField(
        label=_("Due on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, assessors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessor"].queryset = assessors


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class Filter(forms.Form):
    """Optional narrowing of a list; nonsense in the address counts as not given."""

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class ListFilter(Filter):
    """Of the applications of a call."""

    state = forms.ChoiceField(required=False, choices=[("", ""), *ApplicationState.choices])
    country = forms.RegexField(r"^[A-Z]{2}$", required=False)


class AwardFilter(Filter):
    """Of the public awards."""

    country = forms.RegexField(r"^[A-Z]{2}$", required=False)
    year = forms.RegexField(r"^[12][0-9]{3}$", required=False)
