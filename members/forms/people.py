from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import AffiliationRole
from members.roles import COUNTRY_BOUND, MEANING, Role
from network.core.models import Country


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address of your colleague"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=AffiliationRole.choices, initial=AffiliationRole.MEMBER)


class PersonSearchForm(forms.Form):
    q = forms.CharField(label=_("Name or e-mail address"), max_length=200, required=False, strip=True)


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
        return cleaned
