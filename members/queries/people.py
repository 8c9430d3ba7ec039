"""What the account pages show of a person."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from members.models import RoleGrant, User
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


def people_named(query: str) -> QuerySet[User]:
    """People by name or address, with the roles they hold as `held_roles`; without a query, those who hold any."""
    held = Prefetch("role_grants", RoleGrant.objects.in_force(), to_attr="held_roles")
    found = User.objects.filter(is_active=True).prefetch_related(held).order_by("full_name", "id")
    if query:
        return found.filter(Q(full_name__icontains=query) | Q(email__icontains=query))
    return found.filter(role_grants__in=RoleGrant.objects.current(timezone.now())).distinct()
