from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import User

from .agreements import DayField


class SeatForm(forms.Form):
    """Who audits a call, for whom, and until when."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Of an account on this site; the auditor signs up first.")
    )
    purpose = forms.CharField(label=_("On whose behalf"), max_length=200)
    until = DayField(label=_("Until the end of"))

    def clean_email(self) -> Any:
        person = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if person is None:
            raise forms.ValidationError(_("There is no account with this address."))
        return person

    @property
    def content(self) -> dict[str, Any]:
        last = datetime.combine(self.cleaned_data["until"], time(23, 59, 59), timezone.get_current_timezone())
        return {"person": self.cleaned_data["email"], "purpose": self.cleaned_data["purpose"], "until": last}
