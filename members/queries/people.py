"""What the account pages show of a person."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from members.models import User
from network.core.models import NotificationChoice


@dataclass(frozen=True)
class Factors:
    """How a person proves that it is them, besides the password."""

    totp: bool
    passkeys: int
    recovery_codes: bool

    @property
    def any(self) -> bool:
        return self.totp or self.passkeys > 0


def factors_of(person: User) -> Factors:
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return Factors(
        totp=Authenticator.Type.TOTP in kinds,
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        recovery_codes=Authenticator.Type.RECOVERY_CODES in kinds,
    )


def declined_kinds(person: User) -> set[str]:
    return set(NotificationChoice.objects.filter(person=person, email=False).values_list("kind", flat=True))
