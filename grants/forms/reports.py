import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.agreement_states import PaidFrom
from grants.states import Heading

from .agreements import DayField, FileMixin, amount_field

CURRENCIES = ("EUR", "RSD", "BAM", "MKD", "ALL", "USD", "CHF")
LARGEST_RATE = Decimal(100000)


class RateField(forms.CharField):
    """An exchange rate with up to six decimals; comma or point, never grouped."""

    def clean(self, value: Any) -> Decimal:
        text = super().clean(value).replace(" ", "").replace(",", ".")
        if not text:
            return Decimal(1)
        if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text) or not 0 < Decimal(text) < LARGEST_RATE:
            raise forms.ValidationError(gettext("Write the rate with digits, for example 117.1825."))
        return Decimal(text)


class NarrativeForm(forms.Form):
    """What the grantee tells about the period."""

    done = forms.CharField(
        label=_("What was done"),
        required=False,
        max_length=20000,
        help_text=_("Activities, dates, places. Name nobody whom you helped."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    results = forms.CharField(
        label=_("What it brought"),
        required=False,
        max_length=20000,
        help_text=_("What has changed, for how many people, and how you know."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    changes = forms.CharField(
        label=_("What went differently"),
        required=False,
        max_length=20000,
        help_text=_("Delays, changes, money moved between headings, and why."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name].replace("\r\n", "\n") for name in ("done", "results", "changes")}


class ExpenditureForm(FileMixin):
    """One thing that was paid for; meant to be filled in on a phone, next to the till."""

    purpose = "grant-expenditure"

    file = forms.FileField(
        label=_("Photo or scan of the document"),
        required=False,
        help_text=_("Take a photo of the receipt, or choose a PDF. You can add it later."),
    )
    description = forms.CharField(label=_("What it was for"), max_length=200)
    heading = forms.ChoiceField(label=_("Heading"), choices=Heading.choices)
    spent_on = DayField(label=_("Date on the document"))
    paid_amount = amount_field(_("Amount"))
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    rate = RateField(
        label=_("Exchange rate"),
        required=False,
        max_length=20,
        help_text=_("How many units of this currency one euro bought. Leave empty for euro."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input--short"}),
    )
    paid_from = forms.ChoiceField(
        label=_("Paid from"), choices=PaidFrom.choices, initial=PaidFrom.GRANT.value, widget=forms.RadioSelect
    )
    document_number = forms.CharField(label=_("Number of the document"), max_length=60, required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, own_share: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not own_share:
            del self.fields["paid_from"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("currency") not in (None, "EUR") and cleaned.get("rate") == 1:
            self.add_error("rate", _("Write the exchange rate of this currency."))
        return cleaned

    @property
    def content(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        cleaned["document"] = cleaned.pop("file")
        return cleaned


class AnswerForm(forms.Form):
    """The answer to a question about the report."""

    answer = forms.CharField(
        label=_("Your answer"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ReviewForm(forms.Form):
    """How much of a line is accepted; nothing means refused."""

    accepted = amount_field(_("Accepted"))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)


class QuestionForm(forms.Form):
    question = forms.CharField(
        label=_("What you ask the grantee"), max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Words to the grantee"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 2})
    )
