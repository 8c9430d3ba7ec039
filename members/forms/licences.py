"""A licence as its organisation writes it down, and the picture beside its name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Licence, ServiceType
from members.states import LicenceState
from members.uploads import LOGO, LOGO_MAX_BYTES
from network.core.models import Country
from network.core.uploads import PURPOSES, UploadRefused, clean_upload

DATE = {"type": "date"}
WRITABLE = [(state.value, state.label) for state in LicenceState if state != LicenceState.EXPIRED]
"""Nobody writes down that a licence has expired: its last day says so."""


class LicenceForm(forms.ModelForm):
    """One line; for a line that is there already, service and country stay what they are."""

    class Meta:
        model = Licence
        fields = ["service", "country", "state", "number", "authority", "valid_from", "valid_until"]
        widgets = {
            "state": forms.RadioSelect,
            "valid_from": forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
            "valid_until": forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        }
        help_texts = {
            "number": _("Needed when you have the licence, as is the office that issued it."),
            "valid_until": _("Leave empty if it has no end."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = WRITABLE
        if self.instance.pk:
            del self.fields["service"], self.fields["country"]
        else:
            self.fields["service"].queryset = ServiceType.objects.order_by("position")
            self.fields["country"].queryset = Country.objects.in_network()
            self.fields["service"].empty_label = self.fields["country"].empty_label = "—"

    def _post_clean(self) -> None:
        """The constraints' sentences are said in `clean`, at the fields; here they would come a second time."""
        self._validate_constraints = False
        super()._post_clean()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("state") == LicenceState.LICENSED:
            for name in ("number", "authority"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Say the number of the licence and who issued it."))
        service, country = cleaned.get("service"), cleaned.get("country")
        same = Licence.objects.filter(organisation=self.instance.organisation_id, service=service, country=country)
        if service and country and same.exists():
            self.add_error("service", _("There is a line for this service in this country already."))
        begin, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if begin and end and end < begin:
            self.add_error("valid_until", _("The end must not be earlier than the beginning."))
        return cleaned


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=_("Picture"), help_text=_("PNG, JPEG or WebP, up to 2 MB. It is stored without place and camera.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["logo"].widget.attrs.update(
            {
                "accept": PURPOSES[LOGO].accept,
                "data-max-bytes": LOGO_MAX_BYTES,
                "data-too-large": _("“{name}” is larger than 2 MB."),
            }
        )

    def clean_logo(self) -> Any:
        try:
            return clean_upload(self.cleaned_data["logo"], LOGO)
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
