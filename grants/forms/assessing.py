from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.declarations import FOR_APPLICATION, FOR_CALL


class PromiseForm(forms.Form):
    """Every sentence is confirmed on its own."""

    sentences: tuple[Any, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, sentence in enumerate(self.sentences):
            self.fields[f"promise_{place}"] = forms.BooleanField(label=sentence)


class CallPromiseForm(PromiseForm):
    sentences = FOR_CALL


class ApplicationPromiseForm(PromiseForm):
    sentences = FOR_APPLICATION


class ReasonForm(forms.Form):
    """Why: for a conflict, a release, a reopening."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ConflictForm(ReasonForm):
    reason = forms.CharField(
        label=_("What ties you to the applicant?"),
        required=False,
        max_length=2000,
        help_text=_("A few words are enough. The grants managers read them."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DueForm(forms.Form):
    due_on = forms.DateField(
        label=_("Assessments are due on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
