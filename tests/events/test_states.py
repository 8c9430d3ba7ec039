"""The tables of states against the door that keeps them: every pair of states, listed or not."""

import pytest

from events.states import (
    ACTIVE,
    EVENT_TRANSITIONS,
    OPEN,
    REGISTRATION_TRANSITIONS,
    TAKES_PART,
    TAKES_SEAT,
    EventState,
    RegistrationState,
)
from network.core.errors import TransitionError
from network.core.models import AuditEntry
from network.core.transitions import transition
from tests.factories.events import EventFactory, RegistrationFactory, in_days

pytestmark = pytest.mark.django_db

EVENT_PAIRS = [(before, to) for before in EventState.values for to in EventState.values]
REGISTRATION_PAIRS = [(before, to) for before in RegistrationState.values for to in RegistrationState.values]
NEEDED = {"offered": {"offer_expires_at": in_days(1)}, "waitlisted": {"queued_at": in_days(0)}}


@pytest.mark.parametrize(("before", "to"), EVENT_PAIRS)
def test_event_changes_state_only_as_listed(before: str, to: str) -> None:
    event = EventFactory(state=before, page=False)

    if to in EVENT_TRANSITIONS[before]:
        assert transition(event, to, by=None).state == to
        assert AuditEntry.objects.filter(verb=f"event.{to}").count() == 1
    else:
        with pytest.raises(TransitionError):
            transition(event, to, by=None)
        event.refresh_from_db()
        assert event.state == before


@pytest.mark.parametrize(("before", "to"), REGISTRATION_PAIRS)
def test_registration_changes_state_only_as_listed(before: str, to: str) -> None:
    registration = RegistrationFactory(state=before, pool__event__page=False)

    if to in REGISTRATION_TRANSITIONS[before]:
        assert transition(registration, to, by=None, **NEEDED.get(to, {})).state == to
    else:
        with pytest.raises(TransitionError):
            transition(registration, to, by=None, **NEEDED.get(to, {}))
        registration.refresh_from_db()
        assert registration.state == before


def test_every_state_has_a_row_and_groups_hang_together() -> None:
    assert set(EVENT_TRANSITIONS) == set(EventState.values)
    assert set(REGISTRATION_TRANSITIONS) == set(RegistrationState.values)
    assert TAKES_PART <= TAKES_SEAT <= ACTIVE
    assert OPEN < ACTIVE
    assert all(REGISTRATION_TRANSITIONS[state] for state in OPEN)
    assert all("cancelled" in REGISTRATION_TRANSITIONS[state] for state in OPEN)
