from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from members.days import days_from, today
from members.models import AffiliationRole
from members.roles import COUNTRY_BOUND, MEANING, Role
from network.core.models import Country


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def midnight(day: date) -> datetime:
    """The moment at which `day` begins where the network lives."""
    return datetime.combine(day, time(), ZoneInfo(settings.LOCAL_TIME_ZONE))


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address of your colleague"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=AffiliationRole.choices, initial=AffiliationRole.MEMBER)


class PersonSearchForm(forms.Form):
    q = forms.CharField(label=_("Name or e-mail address"), max_length=200, required=False, strip=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].says_optional = False


class RoleForm(forms.Form):
    """A role to be given, and where."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    country = forms.ModelChoiceField(
        Country.objects.in_network(),
        label=_("Country"),
        required=False,
        empty_label="—",
        help_text=_("Only for a country coordinator."),
    )

    valid_from = forms.DateField(label=_("From"), required=False, widget=DayInput, help_text=_("Empty: from now on."))
    until = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput, help_text=_("Empty: until it is taken back.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meanings = [(role.label, MEANING[role]) for role in Role]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        bound = cleaned.get("role") in COUNTRY_BOUND
        if bound and not cleaned.get("country"):
            self.add_error("country", _("Choose the country that this person coordinates."))
        if not bound:
            cleaned["country"] = None
        begin, end = cleaned.get("valid_from"), cleaned.get("until")
        if begin and begin < today():
            self.add_error("valid_from", _("A role cannot begin in the past."))
        if end and end < (begin or today()):
            self.add_error("until", _("The end must not be earlier than the beginning."))
        return cleaned

    def terms(self) -> dict[str, Any]:
        """What `grant_role` takes: days have become moments in the network's own zone."""
        cleaned = self.cleaned_data
        begin, end = cleaned["valid_from"], cleaned["until"]
        return {
            "role": cleaned["role"],
            "country": cleaned["country"],
            "valid_from": midnight(begin) if begin and begin > today() else None,
            "until": midnight(days_from(end, 1)) if end else None,
        }
