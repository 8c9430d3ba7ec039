"""What allauth asks us about accounts: names of new people, and how its letters are sent."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.core.mail import write_to

NOTICES = {
    "account/email/email_changed": _("The e-mail address of your account was changed"),
    "account/email/email_confirm": _("An e-mail address of your account was confirmed"),
    "account/email/email_deleted": _("An e-mail address was removed from your account"),
    "account/email/password_changed": _("The password of your account was changed"),
    "account/email/password_reset": _("The password of your account was changed"),
    "account/email/password_set": _("The password of your account was changed"),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account"),
    "mfa/email/totp_activated": _("An authenticator app was added to your account"),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account"),
    "mfa/email/webauthn_added": _("A passkey was added to your account"),
    "mfa/email/webauthn_removed": _("A passkey was removed from your account"),
}
"""Letters that say what has been done to an account, so that its owner sees what they did not do themselves."""

LETTERS = {
    "account/email/email_confirmation": ("members/mail/confirm_address", "activate_url"),
    "account/email/email_confirmation_signup": ("members/mail/confirm_address", "activate_url"),
    "account/email/password_reset_key": ("members/mail/reset_password", "password_reset_url"),
    "account/email/account_already_exists": ("members/mail/account_exists", "password_reset_url"),
    "account/email/unknown_account": ("members/mail/no_account", "signup_url"),
}
"""Letters with a link: our template, and where in allauth's context the link stands."""


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: Any, user: Any, form: Any, commit: bool = True) -> Any:
        user.full_name = form.cleaned_data.get("full_name", "")
        user.language = get_language() or user.language
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through our outbox, in the person's language and our design. KeyError for a letter that we do not know."""
        user = context.get("user") or getattr(self.request, "user", None)
        language = getattr(user, "language", None) or get_language() or "en"
        if template_prefix in NOTICES:
            facts = {"sentence": NOTICES[template_prefix], **context}
            write_to(email, "members/mail/account_notice", facts, kind="account", language=language)
            return
        template, link = LETTERS[template_prefix]
        write_to(email, template, {"email": email, **context}, kind="account", language=language, link=context[link])
