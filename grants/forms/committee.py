from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.decision_states import ANSWERS, ComplaintState, Verdict

from .agreements import DayField, amount_field


class MeetingForm(forms.Form):
    held_on = DayField(label=_("Held on"))
    place = forms.CharField(label=_("Place"), max_length=120)


class MemberForm(forms.Form):
    """Somebody of the committee, present or not, with what they declared."""

    name = forms.CharField(label=_("Name"), max_length=150)
    function = forms.CharField(label=_("Function"), max_length=150, required=False)
    is_chair = forms.BooleanField(label=_("Chairs the meeting"), required=False)
    is_present = forms.BooleanField(label=_("Present"), required=False, initial=True)
    has_conflict = forms.BooleanField(label=_("Declared a conflict of interest"), required=False)
    remark = forms.CharField(label=_("Reason of absence, or the conflict"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("has_conflict") and not cleaned.get("remark"):
            self.add_error("remark", _("Say with which application the conflict is."))
        return cleaned


class NotesForm(forms.Form):
    notes = forms.CharField(
        label=_("Course of the meeting"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 6})
    )


class ProposalForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Verdict"), choices=Verdict.choices)
    recommended = amount_field(_("Recommended amount"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class LetterForm(forms.Form):
    """The text of a letter, and the agreed words on each criterion."""

    body = forms.CharField(label=_("Text"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: Any, feedback: list[dict[str, Any]], labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [item["key"] for item in feedback]
        for item in feedback:
            widget = forms.Textarea(attrs={"rows": 3})
            field = forms.CharField(label=labels[item["key"]], max_length=8000, required=False, widget=widget)
            field.initial = item["reason"]
            self.fields[f"reason_{item['key']}"] = field

    @property
    def reasons(self) -> dict[str, str]:
        return {key: self.cleaned_data[f"reason_{key}"] for key in self.keys}


class ComplaintForm(forms.Form):
    text = forms.CharField(
        label=_("What you object to, and why"), max_length=20000, widget=forms.Textarea(attrs={"rows": 6})
    )


class ComplaintAnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("The complaint is"),
        choices=[(state.value, ComplaintState(state).label) for state in ANSWERS],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Answer"), max_length=20000, widget=forms.Textarea(attrs={"rows": 5}))
