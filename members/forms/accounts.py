from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import User
from network.core.languages import LANGUAGES
from network.core.mail import KINDS

NEARBY = ("Europe/Belgrade", "Europe/Sarajevo", "Europe/Skopje", "Europe/Tirane", "Europe/Podgorica", "Europe/Brussels")


class SignupForm(forms.Form):
    """What we ask besides e-mail and password when somebody opens an account."""

    full_name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    field_order = ["full_name", "email", "password1"]

    def signup(self, request: Any, user: User) -> None:
        """allauth calls this after saving; the adapter has taken the name already."""


def zone_choices() -> list[tuple[str, str]]:
    others = sorted(zone for zone in available_timezones() if zone.startswith("Europe/") and zone not in NEARBY)
    return [(zone, zone.partition("/")[2].replace("_", " ")) for zone in (*NEARBY, *others)] + [("UTC", "UTC")]


class SettingsForm(forms.ModelForm):
    """How the network speaks to a person: by what name, in which language and script, by which clock."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zone_choices, help_text=_("Hours of meetings and deadlines are shown in it.")
    )

    class Meta:
        model = User
        fields = ["full_name", "language", "time_zone"]
        help_texts = {"language": _("E-mails and notices come in this language and script.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].widget.attrs["autocomplete"] = "name"
        self.fields["language"].choices = [(code, language.native_name) for code, language in LANGUAGES.items()]


class ClosureForm(forms.Form):
    understood = forms.BooleanField(
        label=_("I understand what is deleted and what stays."),
        error_messages={"required": _("Tick the box if you want your account to be closed.")},
    )


class NotificationsForm(forms.Form):
    """One box per kind of e-mail that a person may decline."""

    def __init__(self, *args: Any, declined: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in KINDS.items():
            if not kind.required:
                self.fields[name] = forms.BooleanField(label=kind.label, required=False, initial=name not in declined)
