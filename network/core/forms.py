"""How every form of the network is drawn, and the trap that catches machines.

Settings name `Renderer` as FORM_RENDERER, so `{{ form }}` and `{{ form.name.as_field_group }}` come out in our markup.
"""

import time
from typing import Any

from django import forms
from django.core import signing
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

TRAP_SALT = "network.forms.trap"
FASTEST_HUMAN = 2.0  # seconds between seeing a form and sending it
MACHINE = _("This looks like an automatic message. Please empty the hidden field and send it again.")
TOO_FAST = _(
    "That was very fast, or this page stayed open for over a day. Please check your entries and send them again."
)
LONGEST_READER = 60 * 60 * 24  # after a day the proof of time no longer counts, and the form is shown again


class Renderer(TemplatesSetting):
    form_template_name = "network/forms/form.html"
    field_template_name = "network/forms/field.html"
    formset_template_name = "network/forms/formset.html"


class TrapMixin(forms.Form):
    """Turns away machines on public forms without asking people anything.

    A field that only a machine sees must stay empty, and a signed time shows that the form was not sent the instant
    it was fetched. A caught form says one sentence and keeps what was typed, with the trap set afresh: a person sends
    it again and gets through, a machine that repeats itself does not.
    """

    website = forms.CharField(  # type: ignore[call-arg]  # the stubs do not know template_name yet
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        template_name="network/forms/trap.html",
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = stamp()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("website"):
            self.set_again(website="")
            raise forms.ValidationError(MACHINE, "machine")
        waited = seconds_since(cleaned.get("opened", ""))
        if waited is None or waited < FASTEST_HUMAN:
            self.set_again(opened=stamp())
            raise forms.ValidationError(TOO_FAST, "machine")
        return cleaned

    def set_again(self, **values: str) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, or the dict of a test
        for name, value in values.items():
            data[self.add_prefix(name)] = value
        self.data = data


def stamp() -> str:
    """The present time, signed."""
    return signing.dumps(time.time(), salt=TRAP_SALT)


def seconds_since(stamped: str) -> float | None:
    """How long ago `stamped` was made; None when it is forged or older than a day."""
    try:
        return time.time() - signing.loads(stamped, salt=TRAP_SALT, max_age=LONGEST_READER)
    except signing.BadSignature:
        return None
