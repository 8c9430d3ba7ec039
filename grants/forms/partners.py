from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.models import Application
from members.models import Organisation


class PartnerForm(forms.Form):
    """An organisation of the directory and what it does in the project."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=None, to_field_name="uuid", empty_label=_("Choose an organisation")
    )
    role = forms.CharField(
        label=_("What it does in the project"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = Organisation.objects.listed().exclude(pk=application.organisation_id)
        self.fields["organisation"].queryset = possible.order_by("sort_key")
