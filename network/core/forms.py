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
LONGEST_READER = 60 * 60 * 24  # after a day the proof of time no longer counts, and the form is shown again


class Renderer(TemplatesSetting):
    form_template_name = "network/forms/form.html"
    field_template_name = "network/forms/field.html"
    formset_template_name = "network/forms/formset.html"


class TrapMixin(forms.Form):
    """Turns away machines on public forms without asking people anything.

    A field that only a machine sees must stay empty, and a signed time shows that the form was not sent the instant
    it was fetched. A caught form carries one sentence and keeps what was typed, so that a person can send it again.
    """

    website = forms.CharField(required=False, label=_("Leave this field empty"))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    website_attrs = {"autocomplete": "off", "tabindex": "-1"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["website"].widget.attrs.update(self.website_attrs)
        self.fields["website"].template_name = "network/forms/trap.html"
        self.fields["opened"].initial = signing.dumps(time.time(), salt=TRAP_SALT)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("website"):
            raise forms.ValidationError(_("This looks like an automatic message. Please empty the hidden field and send it again."), "machine")
        if not self.was_open_long_enough(cleaned.get("opened", "")):
            raise forms.ValidationError(_("That was very fast, or this page was open for over a day. Please check your entries and send them again."), "machine")
        return cleaned

    @staticmethod
    def was_open_long_enough(stamp: str) -> bool:
        try:
            opened = signing.loads(stamp, salt=TRAP_SALT, max_age=LONGEST_READER)
        except signing.BadSignature:
            return False
        return time.time() - opened >= FASTEST_HUMAN
