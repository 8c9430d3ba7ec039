"""allauth's forms in our words: labels that we translate, and no placeholders that repeat them."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_ADDRESS = 254  # what the column holds; allauth lets longer ones through

LABELS: dict[str, Promise] = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "password1": _("Password"),
    "password2": _("The same password again"),
    "oldpassword": _("Your present password"),
    "remember": _("Stay signed in on this device"),
    "code": _("Code"),
    "name": _("Name"),
    "passwordless": _("Also lets me sign in without a password"),
}


class InOurWords:
    """Put before a form of allauth's."""

    fields: dict[str, Any]
    labels: dict[str, Promise] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in {**LABELS, **self.labels}.items():
            if name in self.fields:
                self.fields[name].label = label
                self.fields[name].widget.attrs.pop("placeholder", None)
        if "email" in self.fields:
            self.fields["email"].validators.append(MaxLengthValidator(LONGEST_ADDRESS))


class LoginForm(InOurWords, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # the page has its own link for those who forgot it


class SignupForm(InOurWords, account.SignupForm):
    pass


class AddEmailForm(InOurWords, account.AddEmailForm):
    labels = {"email": _("New e-mail address")}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    labels = {"password1": _("New password")}


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    labels = {"password1": _("New password")}


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    labels = {"password1": _("New password")}


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    pass


class AuthenticateForm(InOurWords, mfa.AuthenticateForm):
    pass


class MfaReauthenticateForm(InOurWords, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(InOurWords, totp.ActivateTOTPForm):
    labels = {"code": _("The six digits that the app shows")}


class AddWebAuthnForm(InOurWords, webauthn.AddWebAuthnForm):
    pass


class EditWebAuthnForm(InOurWords, webauthn.EditWebAuthnForm):
    pass
