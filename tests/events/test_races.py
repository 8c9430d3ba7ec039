"""Twenty people reach for the last seat at once: one gets it, at every instant."""

import time
from collections import Counter
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from events import actions
from events.models import Registration
from network.core.errors import DomainError
from tests.crowds import all_at_once
from tests.factories.events import EventFactory, RegistrationFactory, SeatPoolFactory, in_days
from tests.factories.members import UserFactory

CROWD = 20

on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="threads need row locks and a database that they can share"
)


def states() -> Counter[str]:
    return Counter(Registration.objects.values_list("state", flat=True))


@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_last_seat_goes_to_one_of_twenty() -> None:
    pool = SeatPoolFactory(event=EventFactory(page=False), capacity=1)
    people = UserFactory.create_batch(CROWD)

    all_at_once([lambda p=p: actions.register(pool, by=p) for p in people])

    assert states() == {"confirmed": 1, "waitlisted": CROWD - 1}


@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_last_seat_without_a_queue_refuses_nineteen() -> None:
    pool = SeatPoolFactory(event=EventFactory(page=False), capacity=1, has_waitlist=False)
    people = UserFactory.create_batch(CROWD)

    outcomes = all_at_once([lambda p=p: actions.register(pool, by=p) for p in people])

    assert states() == {"confirmed": 1}
    assert sum(isinstance(outcome, DomainError) for outcome in outcomes) == CROWD - 1


@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_one_person_clicking_ten_times_has_one_registration() -> None:
    pool = SeatPoolFactory(event=EventFactory(page=False))
    person = UserFactory()

    registrations = all_at_once([lambda: actions.register(pool, by=person)] * 10)

    assert len({registration.pk for registration in registrations}) == 1
    assert states() == {"confirmed": 1}


@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_promotions_cancellations_and_newcomers_together_stay_within_capacity() -> None:
    pool = SeatPoolFactory(event=EventFactory(page=False), capacity=3)
    going = [RegistrationFactory(pool=pool) for _ in range(3)]
    for _ in range(5):
        RegistrationFactory(pool=pool, state="waitlisted")
    newcomers = UserFactory.create_batch(5)

    all_at_once(
        [lambda r=r: actions.cancel_registration(r, by=r.person) for r in going]
        + [lambda p=p: actions.register(pool, by=p) for p in newcomers]
        + [lambda: actions.promote_waitlist(pool)] * 5
    )

    assert states() == {"cancelled": 3, "offered": 3, "waitlisted": 7}
    assert not Registration.objects.filter(person__in=newcomers, state="offered").exists()


@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_cancelling_the_event_leaves_nobody_behind(transactional_db: None) -> None:
    event = EventFactory(page=False)
    pool = SeatPoolFactory(event=event, capacity=3)
    people = UserFactory.create_batch(8)

    all_at_once(
        [lambda p=p: actions.register(pool, by=p) for p in people]
        + [lambda: actions.cancel_event(event, by=None, reason="Rain")]
    )

    assert set(states()) <= {"cancelled"}


@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_person_who_waited_for_the_lock_learns_that_the_event_is_off() -> None:
    """A registration that began before the cancellation was committed must not go by what the event was then."""
    event = EventFactory(page=False)
    pool, person, cancelling = SeatPoolFactory(event=event), UserFactory(), Event()

    def cancel() -> None:
        with transaction.atomic():
            actions.cancel_event(event, by=None, reason="Rain")
            cancelling.set()
            time.sleep(0.5)  # while the other waits for the lock

    def register() -> Any:
        cancelling.wait()
        return actions.register(pool, by=person)

    _cancelled, refusal = all_at_once([cancel, register])

    assert str(refusal) == "The event was cancelled."
    assert not Registration.objects.exists()


@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_offer_is_accepted_or_expires_never_both() -> None:
    pool = SeatPoolFactory(event=EventFactory(page=False), capacity=1)
    late = RegistrationFactory(pool=pool, state="offered", offer_expires_at=in_days(-0.001))
    RegistrationFactory(pool=pool, state="waitlisted")

    all_at_once([lambda: actions.accept_seat(late, by=late.person)] + [lambda: actions.promote_waitlist(pool)] * 4)

    assert states() == {"expired": 1, "offered": 1}


@pytest.mark.django_db
def test_one_after_the_other_twenty_people_share_one_seat_on_any_database() -> None:
    pool = SeatPoolFactory(event=EventFactory(page=False), capacity=1)

    for person in UserFactory.create_batch(CROWD):
        actions.register(pool, by=person)

    assert states() == {"confirmed": 1, "waitlisted": CROWD - 1}
