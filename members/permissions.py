"""Who may do what with organisations and the people in them."""

from typing import Any

from django.utils import timezone

from .models import Organisation
from .models.organisations import MEMBER_KINDS


def can_speak_for(user: Any, organisation: Organisation) -> bool:
    """A current representative: applies, submits, edits the profile and invites in the organisation's name."""
    return user.is_authenticated and user.affiliations.current(timezone.now()).speaking().filter(
        organisation=organisation
    ).exists()


def belongs_to(user: Any, organisation: Organisation) -> bool:
    """Anyone currently affiliated, in whatever role."""
    return user.is_authenticated and user.affiliations.current(timezone.now()).filter(organisation=organisation).exists()


def is_member(user: Any) -> bool:
    """Belongs to an organisation that is a member in good standing, or works for the network itself."""
    if not user.is_authenticated:
        return False
    if user.has_role("secretariat", "coordinator"):
        return True
    return user.organisations().filter(kind__in=MEMBER_KINDS, is_listed=True).exists()


def coordinates(user: Any, country: Any) -> bool:
    """The coordinator of that country, or the secretariat."""
    return user.is_authenticated and (user.has_role("secretariat") or user.has_role("coordinator", country=country))
