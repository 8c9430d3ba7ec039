"""What people are told about events; one template pair each under `templates/events/mail/`."""

from collections.abc import Iterable
from typing import Any

from network.core.mail import notify

from .models import Event, Registration

KIND = "events"


def tell(registration: Registration, template: str, **context: Any) -> None:
    """Tell the person of one registration; somebody who has left is told nothing."""
    if registration.person is not None:
        event = registration.event
        everything = {"registration": registration, "event": event, **context}
        notify([registration.person], f"events/mail/{template}", everything, kind=KIND, link=event.get_absolute_url())


def tell_all(event: Event, registrations: Iterable[Registration], template: str, **context: Any) -> None:
    """Tell everybody who is registered for or waiting for the event."""
    people = [registration.person for registration in registrations if registration.person is not None]
    notify(people, f"events/mail/{template}", {"event": event, **context}, kind=KIND, link=event.get_absolute_url())
