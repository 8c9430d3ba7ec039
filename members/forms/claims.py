"""What an applicant says about the licences that its services need: one question for each service it chose."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import MembershipApplication
from members.states import LicenceState

from .applications import StepForm

ANSWERS = [
    (state.value, state.label)
    for state in (
        LicenceState.NONE,
        LicenceState.PREPARING,
        LicenceState.APPLIED,
        LicenceState.LICENSED,
        LicenceState.REFUSED,
    )
]


class LicencesStep(StepForm):
    """Fields per service: where it stands, and number, authority and last day of a licence that is there."""

    class Meta:
        model = MembershipApplication
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = list(self.instance.services.all()) if self.instance.pk else []
        for service in self.services:
            said = self.instance.licence_claims.get(service.slug, {})
            for name, field in fields_for(said).items():
                self.fields[f"{name}_{service.slug}"] = field
                field.required = name == "state" and not self.is_draft

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """Service by service: its name and its fields."""
        return [(s, [self[f"{name}_{s.slug}"] for name in fields_for({})]) for s in self.services]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for service in self.services:
            if cleaned.get(f"state_{service.slug}") != LicenceState.LICENSED:
                continue
            for name in (f"number_{service.slug}", f"authority_{service.slug}"):
                if not self.is_draft and not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Say the number of the licence and who issued it."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        claims = {}
        for service in self.services:
            said = {name: self.cleaned_data.get(f"{name}_{service.slug}") for name in fields_for({})}
            claims[service.slug] = {name: str(value) for name, value in said.items() if value}
        return {"licence_claims": {slug: said for slug, said in claims.items() if said}}


def fields_for(said: dict[str, str]) -> dict[str, forms.Field]:
    return {
        "state": forms.ChoiceField(
            label=_("Where does it stand?"),
            required=False,
            choices=ANSWERS,
            widget=forms.RadioSelect,
            initial=said.get("state"),
        ),
        "number": forms.CharField(label=_("Number"), required=False, max_length=60, initial=said.get("number")),
        "authority": forms.CharField(
            label=_("Issued by"), required=False, max_length=200, initial=said.get("authority")
        ),
        "valid_until": forms.DateField(
            label=_("Valid until"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            initial=said.get("valid_until"),
        ),
    }
