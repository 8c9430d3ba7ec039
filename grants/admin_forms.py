from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from members.models.organisations import Kind


class CallPageForm(WagtailAdminPageForm):
    """The editor's form of a call: kinds of organisations as boxes to tick."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds of organisations that may apply"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )
