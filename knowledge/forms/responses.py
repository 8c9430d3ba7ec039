from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.choices import WRITTEN_IN, Position
from knowledge.models import Recommendation

from .fields import Day


class AnswerForm(forms.Form):
    """What an institution answers, by itself."""

    position = forms.ChoiceField(label=_("Position"), choices=Position.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Your answer"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("What was done, what is planned and by when, or why not. Published word for word."),
    )
    language = forms.ChoiceField(label=_("Language of the answer"), choices=WRITTEN_IN)
    in_its_name = forms.BooleanField(
        label=_("I answer in the name of the institution"),
        help_text=_("The answer is public as soon as you send it, and can be followed by another but not changed."),
    )

    def answer(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("position", "text", "language")}


class ResponseForm(forms.Form):
    """What an institution answered, copied word for word."""

    institution = forms.ModelChoiceField(queryset=None, label=_("Institution"), to_field_name="slug", empty_label=None)
    position = forms.ChoiceField(label=_("Position"), choices=Position.choices)
    text = forms.CharField(
        label=_("Answer in full"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Word for word. It is published as it stands and cannot be changed."),
    )
    language = forms.ChoiceField(label=_("Language of the answer"), choices=WRITTEN_IN)
    given_on = Day(label=_("Given on"))

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = recommendation.addressees.all()


class AskForm(forms.Form):
    """To which institution, at which address, in which language to write."""

    institution = forms.ModelChoiceField(queryset=None, label=_("Institution"), to_field_name="slug", empty_label=None)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of the office that may answer in its name."))
    language = forms.ChoiceField(label=_("Language of the letter"), choices=WRITTEN_IN)

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = recommendation.addressees.all()


class TableForm(forms.Form):
    """A table that somebody worked on in a spreadsheet."""

    table = forms.FileField(
        label=_("Table"),
        help_text=_("The file that you took from here, changed and saved as CSV (UTF-8)."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    only_check = forms.BooleanField(
        label=_("Only check"), required=False, help_text=_("Says what would change, and changes nothing.")
    )
