"""Who may see, organise and attend an event. The twins for lists stand in the querysets of `models`."""

from typing import TYPE_CHECKING, Any

from members.permissions import is_member

from .choices import Visibility
from .states import ACTIVE, TAKES_PART

if TYPE_CHECKING:
    from .models import Certificate, Event, Registration

ORGANISERS = ("coordinator", "secretariat")
"""Roles that have a desk for events."""


def can_organise(user: Any, event: "Event") -> bool:
    """The secretariat every event; a coordinator those of their country. Regional ones are the secretariat's."""
    if not user.is_authenticated:
        return False
    if user.has_role("secretariat"):
        return True
    return event.country_id is not None and user.has_role("coordinator", country=event.country_id)


def can_see_event(user: Any, event: "Event") -> bool:
    """Organisers always; others once its page is published, as its visibility says or because they registered.

    Twin: `Event.objects.visible_to(user)`.
    """
    if can_organise(user, event):
        return True
    if not event.is_announced:
        return False
    if event.visibility == Visibility.PUBLIC:
        return True
    if not user.is_authenticated:
        return False
    if event.visibility == Visibility.MEMBERS and is_member(user):
        return True
    if event.visibility == Visibility.STAFF and user.has_role(*ORGANISERS):
        return True
    return event.registrations.filter(person=user, state__in=ACTIVE).exists()


def can_see_registration(user: Any, registration: "Registration") -> bool:
    """The person and the organisers. Twin: `Registration.objects.visible_to(user)`."""
    if not user.is_authenticated:
        return False
    return registration.person_id == user.pk or can_organise(user, registration.event)


def can_manage_registration(user: Any, registration: "Registration") -> bool:
    """Only the organisers select, check in and take out others."""
    return can_organise(user, registration.event)


def can_answer_registration(user: Any, registration: "Registration") -> bool:
    """Only the person takes up an offer, declines it or gives up their seat on their own page."""
    return user.is_authenticated and registration.person_id == user.pk


def can_see_online_link(user: Any, event: "Event", registration: "Registration | None") -> bool:
    """Those whose seat is confirmed, and the organisers; never those who wait."""
    if can_organise(user, event):
        return True
    return registration is not None and registration.person_id == user.pk and registration.state in TAKES_PART


def can_download_certificate(user: Any, certificate: "Certificate") -> bool:
    """The person it names and the organisers. Twin: `Certificate.objects.visible_to(user)`."""
    return can_see_registration(user, certificate.registration)
