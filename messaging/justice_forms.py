"""What people send about what others wrote, and what moderators answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Report
from .states import Grievance


class RemoveForm(forms.Form):
    """Why somebody is put out, or their words are hidden."""

    reason = forms.CharField(
        label=_("Why?"), max_length=300, help_text=_("The person reads this and may object. It is kept in the log.")
    )


class SilenceForm(RemoveForm):
    days = forms.TypedChoiceField(
        label=_("For how long"), coerce=int, choices=[(1, _("A day")), (7, _("A week")), (30, _("A month"))]
    )


class ReportForm(forms.ModelForm):
    """What is wrong with a message."""

    class Meta:
        model = Report
        fields = ["grievance", "note"]

    grievance = forms.ChoiceField(label=_("What is wrong?"), choices=Grievance.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("In your words"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[
            ("dismiss", _("Leave the message as it is")),
            ("hide", _("Hide the message")),
            ("silence", _("Hide it and silence its author for a day")),
            ("remove", _("Hide it and remove its author from the room")),
        ],
    )
    reason = forms.CharField(
        label=_("Why?"), max_length=300, help_text=_("The person concerned reads this and may object.")
    )


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("Your objection"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Somebody else than who decided will read it."),
    )


class AppealAnswerForm(forms.Form):
    granted = forms.TypedChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Take the measure back")), ("no", _("Uphold the measure"))],
    )
    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
