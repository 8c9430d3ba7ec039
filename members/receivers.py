"""What allauth tells us."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver

PROOFS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@receiver(authenticator_added, dispatch_uid="new_factor_counts_at_once")
def count_new_factor(request: Any, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Whoever has just set up a second factor has proved it by that: they need not prove it again in this session."""
    if authenticator.type in PROOFS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
