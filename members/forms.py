from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """What we ask besides e-mail and password when somebody opens an account."""

    full_name = forms.CharField(label=_("Your name"), max_length=120)

    def signup(self, request, user) -> None:
        """allauth calls this after saving; the adapter has taken the name already."""
