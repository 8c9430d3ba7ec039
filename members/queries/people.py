"""What the account pages show of a person."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from members.models import Affiliation, AffiliationRole, Organisation, RoleGrant, User
from members.permissions import can_manage_people, can_speak_for
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


@dataclass(frozen=True)
class Colleague:
    """Somebody who belongs to an organisation, and what the reader may do about that."""

    affiliation: Affiliation
    is_me: bool
    is_last_representative: bool
    may_become: list[tuple[str, str]]
    may_take_over: bool
    may_end: bool


def people_of(organisation: Organisation, reader: Any) -> list[Colleague]:
    """Representatives first, then by name. Nothing is offered that the action would refuse."""
    affiliations = list(organisation.affiliations.in_force().select_related("person"))
    order = {role: place for place, role in enumerate(AffiliationRole.values)}
    affiliations.sort(key=lambda one: (order[one.role], one.person.full_name))
    speaking = [one for one in affiliations if one.role == AffiliationRole.REPRESENTATIVE and one.person.is_active]
    manages, speaks = can_manage_people(reader, organisation), can_speak_for(reader, organisation)
    found = []
    for one in affiliations:
        last, mine = speaking == [one], one.person_id == reader.pk
        others = [(value, str(label)) for value, label in AffiliationRole.choices if value != one.role]
        found.append(
            Colleague(
                affiliation=one,
                is_me=mine,
                is_last_representative=last,
                may_become=others if manages and not last else [],
                may_take_over=speaks and not mine and one.person.is_active,
                may_end=(manages or mine) and not last,
            )
        )
    return found


def declined_kinds(person: User) -> set[str]:
    return set(NotificationChoice.objects.filter(person=person, email=False).values_list("kind", flat=True))


def people_named(query: str) -> QuerySet[User]:
    """People by name or address, with the roles they hold as `held_roles`; without a query, those who hold any."""
    held = Prefetch("role_grants", RoleGrant.objects.in_force(), to_attr="held_roles")
    found = User.objects.filter(is_active=True).prefetch_related(held).order_by("full_name", "id")
    if query:
        return found.filter(Q(full_name__icontains=query) | Q(email__icontains=query))
    return found.filter(role_grants__in=RoleGrant.objects.current(timezone.now())).distinct()
