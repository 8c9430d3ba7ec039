from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.actions.decisions import Word
from grants.money import NotANumber, parse_number
from grants.states import DECIDED_BY_MANAGER, ApplicationState

HOLDS = [("yes", _("Holds")), ("no", _("Does not hold"))]


class EligibilityCheckForm(forms.Form):
    """One person's word on every line of the checklist. What the rules propose is chosen already; people decide."""

    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=2000,
        help_text=_("The applicant reads it when the application is not eligible."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, lines: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line, proposed in lines:
            self.fields[f"line_{line.key}"] = forms.ChoiceField(
                label=str(line.label),
                choices=HOLDS,
                widget=forms.RadioSelect,
                initial=("yes" if proposed.holds else "no") if proposed else None,
                error_messages={"required": _("Say whether this holds.")},
            )
            self.fields[f"why_{line.key}"] = forms.CharField(label=_("Reason"), required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for line, proposed in self.lines:
            word = cleaned.get(f"line_{line.key}")
            against = word == "no" or (proposed and word and (word == "yes") != proposed.holds)
            if against and not cleaned.get(f"why_{line.key}", "").strip():
                self.add_error(f"why_{line.key}", _("Write the reason; the applicant or an auditor will read it."))
        return cleaned

    @property
    def words(self) -> dict[str, Word]:
        return {
            line.key: Word(self.cleaned_data[f"line_{line.key}"] == "yes", self.cleaned_data[f"why_{line.key}"])
            for line, _proposed in self.lines
        }

    def rows(self) -> list[dict[str, Any]]:
        """Line by line for the page: what is asked, what the rules found, and the two fields."""
        return [
            {"line": line, "proposed": proposed, "word": self[f"line_{line.key}"], "why": self[f"why_{line.key}"]}
            for line, proposed in self.lines
        ]


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
