"""What readers and participants choose and type."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.choices import Kind
from events.months import Month, read_month
from events.queries import Wanted
from members.models import Organisation
from network.core.models import Country

WHEN = [("ahead", _("Coming up")), ("past", _("Past")), ("all", _("All"))]


class CalendarForm(forms.Form):
    """The address of the calendar: what is not understood is left out, never an error."""

    country = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=Kind.choices, required=False)
    when = forms.ChoiceField(choices=WHEN, required=False)
    view = forms.ChoiceField(choices=[("list", ""), ("month", "")], required=False)
    month = forms.CharField(required=False)

    def clean_country(self) -> str:
        code = self.cleaned_data["country"]
        if code and code != "region" and not Country.objects.filter(pk=code).exists():
            raise ValidationError(_("There is no such country in the network."))
        return code

    @property
    def wanted(self) -> Wanted:
        data = self.understood
        return Wanted(data.get("country", ""), data.get("kind", ""), data.get("when") or "ahead")

    @property
    def asked_month(self) -> Month | None:
        return read_month(self.understood.get("month", ""))

    @property
    def shows_month(self) -> bool:
        return self.understood.get("view") == "month"

    @property
    def understood(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data


class RegisterForm(forms.Form):
    """For which organisation one comes, and what one needs."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("You come from"), required=False)
    needs = forms.CharField(
        label=_("Anything you need to take part well"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Access, food, childcare, interpretation. Only the organisers read this."),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = person.organisations().order_by("sort_key")  # type: ignore[attr-defined]
        own = list(field.queryset)  # type: ignore[attr-defined]
        field.empty_label = _("No organisation, I come for myself")  # type: ignore[attr-defined]
        if not own:
            field.widget = forms.HiddenInput()
        elif not self.is_bound:
            self.initial.setdefault("organisation", own[0].pk)
