"""Who hears of what about an application."""

from typing import Any

from django.db import models
from django.utils import timezone

from network.core.mail import notify

from .models import MembershipApplication, RoleGrant, User
from .roles import Role


def tell_applicant(application: MembershipApplication, template: str, **more: Any) -> None:
    notify(
        application.applicant,
        f"members/mail/{template}",
        {"application": application, **more},
        kind="membership",
        link=application.get_absolute_url(),
    )


def tell_person(person: User, sentence: Any, *, link: str, by: Any = None, text: Any = "") -> None:
    """One sentence about the person's own standing; `sentence` may be lazy and is said in their language."""
    notify(
        person,
        "members/mail/standing",
        {"sentence": sentence, "text": text, "by": by},
        kind="account",
        link=link,
    )


def tell_coordinators(application: MembershipApplication, template: str) -> None:
    notify(
        coordinators_of(application.country_id),
        f"members/mail/{template}",
        {"application": application},
        kind="membership_desk",
        link=application.get_desk_url(),
    )


def coordinators_of(country: str) -> models.QuerySet[User]:
    """The country's coordinators; where it has none, the secretariat."""
    now = timezone.now()
    grants = RoleGrant.objects.current(now).filter(role=Role.COORDINATOR, country=country)
    if not grants.exists():
        grants = RoleGrant.objects.current(now).filter(role=Role.SECRETARIAT)
    return User.objects.filter(is_active=True, role_grants__in=grants).distinct()
