"""What the register says about an organisation, as the network's staff write it down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import MEMBER_KINDS, Kind, Organisation
from network.core.models import Country

from .applications import town_choices

REGISTERED = ["name", "register_name", "register_number", "registered_on", "tax_number", "legal_form"]


class RegistrationForm(forms.ModelForm):
    """What only staff change, with the reason that the log keeps."""

    reason = forms.CharField(
        label=_("Where do the new facts come from?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: extract of the register of 3 March. It stays in the log."),
    )

    class Meta:
        model = Organisation
        fields = ["kind", *REGISTERED]
        widgets = {"registered_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [MEMBER_KINDS, frozenset(Kind) - MEMBER_KINDS]
        alike = next(group for group in groups if self.instance.kind in group)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in Kind if kind in alike]

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class NewOrganisationForm(forms.ModelForm):
    """An organisation that does not apply: a ministry, a newspaper, a donor; for the secretariat also any other."""

    summary_en = forms.CharField(
        label=_("In a few sentences, in English"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "en"}),
    )

    class Meta:
        model = Organisation
        fields = ["kind", "name", "name_en", "acronym", "country", "municipality", *REGISTERED[1:]]
        fields += ["website", "email", "phone", "consents_to_listing"]
        widgets = RegistrationForm.Meta.widgets

    def __init__(self, *args: Any, kinds: list[Kind], countries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["kind"].initial = kinds[0]
        self.fields["country"].queryset = countries
        self.fields["country"].empty_label = "—"
        self.fields["municipality"].choices = town_choices()
        self.fields["consents_to_listing"].label = _("It agreed to be listed, or is a public body")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        town, country = cleaned.get("municipality"), cleaned.get("country")
        if town and country and town.country_id != country.pk:
            self.add_error("municipality", _("This municipality is not in the country you chose."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        facts = dict(self.cleaned_data)
        summary = facts.pop("summary_en")
        return {**facts, "summaries": {"en": summary} if summary else {}}


def countries_of(user: Any) -> Any:
    """Where `user` may enter organisations."""
    countries = Country.objects.in_network()
    return countries if user.has_role("secretariat") else countries.filter(pk__in=user.countries_as("coordinator"))


def kinds_of(user: Any) -> list[Kind]:
    """Coordinators enter bodies that cannot apply; who can be a member applies, or is entered by the secretariat."""
    return [kind for kind in Kind if user.has_role("secretariat") or kind not in MEMBER_KINDS]
