from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.actions.terms import Terms
from grants.agreement_states import Condition
from grants.money import ZERO, plain
from grants.states import Heading
from network.core.uploads import PURPOSES, clean_upload

from .desk import AmountField

MOST_INSTALMENTS = 6
SIGNATURE, OTHER = "signature", "other"


def amount_field(label: Any, required: bool = True) -> AmountField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "input--short"})
    return AmountField(label=label, max_length=20, widget=widget, required=required)


class DayField(forms.DateField):
    """A day, by the calendar of the browser."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", "class": "input--short"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class PrepareForm(forms.Form):
    """From which day on the project runs."""

    starts_on = DayField(label=_("The project begins on"))


class PeriodForm(PrepareForm):
    months = forms.IntegerField(label=_("Duration in months"), min_value=1, max_value=60)


class HeadingsForm(forms.Form):
    """An amount for every heading."""

    def __init__(self, *args: Any, amounts: dict[str, Decimal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for heading in Heading:
            field = amount_field(heading.label, required=False)
            field.initial = plain(amounts.get(heading, ZERO))
            self.fields[f"heading_{heading.value}"] = field

    @property
    def amounts(self) -> dict[str, Decimal]:
        return {heading.value: self.cleaned_data.get(f"heading_{heading.value}") or ZERO for heading in Heading}


class InstalmentForm(forms.Form):
    """One row of the plan of payments; an empty amount leaves the row out."""

    amount = amount_field(_("Amount"), required=False)
    due_on = DayField(label=_("Expected on"), required=False)
    waits_for = forms.ChoiceField(label=_("Waits for"), required=False)
    condition_text = forms.CharField(label=_("Condition in words"), max_length=300, required=False)

    def __init__(self, *args: Any, reports: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["waits_for"].choices = [
            (SIGNATURE, Condition.SIGNATURE.label),
            *((str(report.position), str(report)) for report in reports),
            (OTHER, Condition.OTHER.label),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("amount"):
            if not cleaned.get("due_on"):
                self.add_error("due_on", _("Say when the payment is expected."))
            if cleaned.get("waits_for") == OTHER and not cleaned.get("condition_text"):
                self.add_error("condition_text", _("Write the condition in words."))
        return cleaned

    @property
    def terms(self) -> Terms | None:
        cleaned = self.cleaned_data
        if not cleaned.get("amount"):
            return None
        waits = cleaned["waits_for"]
        report = int(waits) if waits.isdigit() else 0
        return Terms(cleaned["amount"], cleaned["due_on"], report, cleaned["condition_text"] if waits == OTHER else "")


class FileMixin(forms.Form):
    """An optional file under a purpose named by `purpose`."""

    purpose = "grant-agreement"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = PURPOSES[self.purpose]
        self.fields["file"].widget.attrs |= {
            "accept": limit.accept,
            "data-max-bytes": limit.max_bytes,
            "data-too-large": gettext("“{name}” is too large; at most 15 MB are possible."),
        }

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        return clean_upload(file, self.purpose) if file else None


class SignForm(FileMixin):
    signed_on = DayField(label=_("Signed on"))
    for_grantee = forms.CharField(label=_("Signed for the grantee by"), max_length=150)
    for_network = forms.CharField(label=_("Signed for the network by"), max_length=150)
    file = forms.FileField(label=_("Signed copy"), required=False)


class SignedCopyForm(FileMixin):
    file = forms.FileField(label=_("Signed copy"))


class AddendumForm(HeadingsForm):
    signed_on = DayField(label=_("Signed on"))
    reason = forms.CharField(label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    ends_on = DayField(label=_("The project ends on"))
    amount = amount_field(_("Amount of the agreement"))

    field_order = ("signed_on", "reason", "ends_on", "amount")


class PaymentForm(forms.Form):
    paid_on = DayField(label=_("Paid on"))
    reference = forms.CharField(
        label=_("Bank reference"), max_length=80, help_text=_("From the statement; each is recorded once.")
    )


class RecoveryForm(PaymentForm):
    amount = amount_field(_("Amount"))

    field_order = ("amount",)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))


class TerminateForm(ReasonForm):
    on = DayField(label=_("Terminated on"))

    field_order = ("on",)


class CloseForm(forms.Form):
    on = DayField(label=_("Closed on"))
    retain_until = DayField(label=_("Documents kept until"), help_text=_("Five years from the closure at least."))
