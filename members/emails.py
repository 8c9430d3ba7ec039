"""Who hears of what about an application or a membership."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from network.core.mail import notify

from .models import MembershipApplication, Organisation, RoleGrant, User
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


def tell_representatives(organisation: Organisation, template: str, *, link_to: str = "", **more: Any) -> None:
    """Write to those who speak for the organisation; `link_to` names a page about it, by default its profile."""
    link = reverse(link_to, args=[organisation.uuid]) if link_to else organisation.get_absolute_url()
    notify(
        representatives_of(organisation),
        f"members/mail/{template}",
        {"organisation": organisation, **more},
        kind="membership",
        link=link,
    )


def representatives_of(organisation: Organisation) -> models.QuerySet[User]:
    now = timezone.now()
    speaking = organisation.affiliations.current(now).speaking()
    return User.objects.filter(is_active=True, affiliations__in=speaking).distinct()


def coordinators_of(country: str) -> models.QuerySet[User]:
    """The country's coordinators; where it has none, the secretariat."""
    now = timezone.now()
    grants = RoleGrant.objects.current(now).filter(role=Role.COORDINATOR, country=country)
    if not grants.exists():
        grants = RoleGrant.objects.current(now).filter(role=Role.SECRETARIAT)
    return User.objects.filter(is_active=True, role_grants__in=grants).distinct()
