"""Seats, the queue and its offers."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from events import actions
from events.jobs import move_queues_up
from events.models import Registration, SeatPool
from events.queries import place_in_queue
from network.core.errors import DomainError, TransitionError
from network.core.models import AuditEntry, Notification, OutboxMessage
from tests.factories.events import EventFactory, RegistrationFactory, SeatPoolFactory, in_days
from tests.factories.members import AffiliationFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def states(pool: SeatPool) -> list[str]:
    return list(pool.registrations.order_by("id").values_list("state", flat=True))


def test_register_confirms_tells_and_logs(member: Any, organisation: Any) -> None:
    pool = SeatPoolFactory()

    registration = actions.register(pool, organisation=organisation, needs="A ramp", by=member)

    assert (registration.state, registration.organisation_name, registration.country_id, registration.needs) == (
        "confirmed",
        "Primer centar",
        "RS",
        "A ramp",
    )
    assert registration.confirmed_at is not None
    message = OutboxMessage.objects.get()
    assert message.subject == f"Your seat is confirmed: {pool.event.name}"
    assert f"/events/{pool.event.uuid}.ics" in message.text
    assert Notification.objects.get().link == f"/en/events/{pool.event.uuid}/"
    assert list(AuditEntry.objects.order_by("id").values_list("verb", flat=True)) == [
        "registration.submitted",
        "registration.confirmed",
    ]


def test_register_twice_is_one_registration(member: Any) -> None:
    pool = SeatPoolFactory()

    first, second = actions.register(pool, by=member), actions.register(pool, by=member)

    assert first == second
    assert Registration.objects.count() == 1
    assert OutboxMessage.objects.count() == 1


def test_full_event_puts_newcomers_into_the_queue(member: Any) -> None:
    pool = SeatPoolFactory(capacity=1)
    RegistrationFactory(pool=pool)

    registration = actions.register(pool, by=member)

    assert registration.state == "waitlisted"
    assert OutboxMessage.objects.get().subject.startswith("You are on the waiting list")


def test_full_event_without_queue_says_so_and_keeps_nothing(member: Any) -> None:
    pool = SeatPoolFactory(capacity=1, has_waitlist=False)
    RegistrationFactory(pool=pool)

    with pytest.raises(DomainError, match="All seats are taken"):
        actions.register(pool, by=member)
    assert states(pool) == ["confirmed"]


def test_freed_seat_is_offered_to_the_first_in_line(member: Any) -> None:
    pool = SeatPoolFactory(capacity=1)
    going = RegistrationFactory(pool=pool)
    first, second = (RegistrationFactory(pool=pool, state="waitlisted") for _ in range(2))

    actions.cancel_registration(going, by=going.person)

    assert states(pool) == ["cancelled", "offered", "waitlisted"]
    first.refresh_from_db()
    assert abs(first.offer_expires_at - timezone.now() - timedelta(hours=48)) < timedelta(minutes=1)
    assert (
        OutboxMessage.objects.filter(recipient=first.person, subject__startswith="A seat is kept for you").count() == 1
    )
    assert not OutboxMessage.objects.filter(recipient=second.person).exists()


def test_newcomer_does_not_pass_the_queue(member: Any) -> None:
    """A seat came free while nobody looked: it is for those who wait, whoever comes now."""
    pool = SeatPoolFactory(capacity=1)
    RegistrationFactory(pool=pool, state="waitlisted")

    newcomer = actions.register(pool, by=member)

    assert newcomer.state == "waitlisted"
    assert states(pool) == ["offered", "waitlisted"]


def test_newcomer_is_offered_a_seat_that_a_cap_keeps_from_those_before(member: Any, organisation: Any) -> None:
    other = OrganisationFactory()
    pool = SeatPoolFactory(capacity=2, places_per_organisation=1)
    RegistrationFactory(pool=pool, organisation=other)
    RegistrationFactory(pool=pool, organisation=other, state="waitlisted")

    newcomer = actions.register(pool, organisation=organisation, by=member)

    assert newcomer.state == "offered"
    assert states(pool) == ["confirmed", "waitlisted", "offered"]


def test_second_person_of_a_capped_organisation_waits(member: Any, representative: Any, organisation: Any) -> None:
    pool = SeatPoolFactory(places_per_organisation=1)

    first = actions.register(pool, organisation=organisation, by=member)
    second = actions.register(pool, organisation=organisation, by=representative)

    assert (first.state, second.state) == ("confirmed", "waitlisted")
    place = place_in_queue(second)
    assert (place.number, place.ahead, place.waiting, place.passed_over) == (1, 0, 1, True)

    actions.cancel_registration(first, by=member)
    second.refresh_from_db()
    assert second.state == "offered"


def test_accepting_an_offer_twice_confirms_once() -> None:
    registration = RegistrationFactory(state="offered")

    actions.accept_seat(registration, by=registration.person)
    actions.accept_seat(registration, by=registration.person)

    assert registration.state == "confirmed"
    assert OutboxMessage.objects.count() == 1


def test_offer_that_ran_out_goes_to_the_next() -> None:
    pool = SeatPoolFactory(capacity=1)
    late = RegistrationFactory(pool=pool, state="offered", offer_expires_at=in_days(-0.01))
    following = RegistrationFactory(pool=pool, state="waitlisted")

    with pytest.raises(DomainError, match="has run out"):
        actions.accept_seat(late, by=late.person)

    following.refresh_from_db()
    assert (late.state, following.state) == ("expired", "offered")


def test_declined_seat_goes_to_the_next() -> None:
    pool = SeatPoolFactory(capacity=1)
    declining = RegistrationFactory(pool=pool, state="offered")
    RegistrationFactory(pool=pool, state="waitlisted")

    actions.decline_seat(declining, by=declining.person)

    assert states(pool) == ["declined", "offered"]


def test_job_expires_offers_and_promotes() -> None:
    pool = SeatPoolFactory(capacity=2)
    RegistrationFactory(pool=pool, state="offered", offer_expires_at=in_days(-1))
    RegistrationFactory(pool=pool, state="waitlisted")
    RegistrationFactory(pool=pool, state="waitlisted")
    RegistrationFactory(pool=pool, state="waitlisted")

    move_queues_up()
    move_queues_up()

    assert states(pool) == ["expired", "offered", "offered", "waitlisted"]


@pytest.mark.parametrize(
    "traits",
    [
        {"event__state": "postponed"},
        {"event__state": "cancelled"},
        {"offers_until": in_days(-1)},
        {"event__starts_at": in_days(-0.1)},
    ],
    ids=["postponed", "cancelled", "after the cut-off", "begun"],
)
def test_nobody_is_moved_up_when_it_makes_no_sense(traits: dict[str, Any]) -> None:
    pool = SeatPoolFactory(**traits, opens_at=in_days(-3), closes_at=in_days(-1))
    RegistrationFactory(pool=pool, state="waitlisted")

    assert actions.promote_waitlist(pool) == 0
    assert states(pool) == ["waitlisted"]


def test_offer_never_outlasts_the_cut_off() -> None:
    pool = SeatPoolFactory(offers_until=in_days(1))
    registration = RegistrationFactory(pool=pool, state="waitlisted")

    actions.promote_waitlist(pool)

    registration.refresh_from_db()
    assert registration.offer_expires_at == pool.offers_until


def test_lower_capacity_removes_nobody_and_higher_moves_the_queue(secretariat: Any) -> None:
    pool = SeatPoolFactory(capacity=3)
    for _ in range(3):
        RegistrationFactory(pool=pool)
    RegistrationFactory(pool=pool, state="waitlisted")

    actions.set_seats(pool.event, facts={"capacity": 1}, countries=[], by=secretariat)
    assert states(pool) == ["confirmed"] * 3 + ["waitlisted"]

    actions.set_seats(pool.event, facts={"capacity": 4}, countries=[], by=secretariat)
    assert states(pool) == ["confirmed"] * 3 + ["offered"]


REFUSALS = [
    ({"opens_at": in_days(1)}, "Registration opens on"),
    ({"opens_at": in_days(-3), "closes_at": in_days(-1)}, "Registration closed on"),
    ({"event__state": "cancelled"}, "was cancelled"),
    ({"event__state": "postponed"}, "was postponed"),
    ({"event__state": "done"}, "is over"),
    ({"admission": "members"}, "people of member organisations"),
    ({"admission": "affiliated"}, "Choose the organisation"),
    ({"places_per_organisation": 1}, "counted per organisation"),
]


@pytest.mark.parametrize(("traits", "sentence"), REFUSALS, ids=[r[1] for r in REFUSALS])
def test_register_is_refused_with_a_reason(traits: dict[str, Any], sentence: str, stranger: Any) -> None:
    pool = SeatPoolFactory(**traits)

    with pytest.raises(DomainError, match=sentence):
        actions.register(pool, by=stranger)
    assert not Registration.objects.exists()


def test_register_only_for_an_organisation_of_ones_own(stranger: Any, organisation: Any) -> None:
    with pytest.raises(DomainError, match="an organisation you belong to"):
        actions.register(SeatPoolFactory(), organisation=organisation, by=stranger)


def test_seats_of_some_countries_are_for_those(member: Any, organisation: Any) -> None:
    pool = SeatPoolFactory()
    pool.countries.set(["BA"])
    bosnian = AffiliationFactory(organisation=OrganisationFactory(country_code="BA"))

    with pytest.raises(DomainError, match="from Bosnia and Herzegovina"):
        actions.register(pool, organisation=organisation, by=member)
    assert actions.register(pool, organisation=bosnian.organisation, by=bosnian.person).state == "confirmed"


def test_selection_keeps_a_seat_until_the_person_says_yes(coordinator: Any) -> None:
    pool = SeatPoolFactory(capacity=1, selection="criteria")
    chosen, other = (actions.register(pool, by=UserFactory()) for _ in range(2))
    assert states(pool) == ["pending_review", "pending_review"]

    actions.select_registration(chosen, by=coordinator)
    with pytest.raises(DomainError, match="All seats are taken"):
        actions.select_registration(other, by=coordinator)
    actions.reject_registration(other, by=coordinator, reason="Another time")
    actions.accept_seat(chosen, by=chosen.person)

    assert states(pool) == ["confirmed", "rejected"]
    assert "Another time" in OutboxMessage.objects.get(recipient=other.person, subject__contains="not selected").text


def test_cancelled_person_may_register_again_at_the_end_of_the_queue() -> None:
    pool = SeatPoolFactory(capacity=1)
    leaving = RegistrationFactory(pool=pool)
    RegistrationFactory(pool=pool, state="waitlisted")

    actions.cancel_registration(leaving, by=leaving.person)
    again = actions.register(pool, by=leaving.person)

    assert (leaving.ended_by, again.state) == ("person", "waitlisted")
    assert states(pool) == ["cancelled", "offered", "waitlisted"]


def test_registration_of_a_begun_event_is_not_cancelled() -> None:
    registration = RegistrationFactory(pool__event__starts_at=in_days(-0.1), pool__opens_at=in_days(-2))

    with pytest.raises(DomainError, match="has begun"):
        actions.cancel_registration(registration, by=registration.person)


def test_attendance_is_recorded_once_and_corrected(coordinator: Any) -> None:
    registration = RegistrationFactory(pool__event__starts_at=in_days(-0.01), pool__opens_at=in_days(-2))

    actions.record_attendance(registration, came=True, by=coordinator)
    actions.record_attendance(registration, came=True, by=coordinator)
    assert registration.state == "attended"
    assert registration.attended_at is not None

    actions.record_attendance(registration, came=False, by=coordinator)
    assert (registration.state, registration.attended_at) == ("no_show", None)
    assert AuditEntry.objects.filter(object_type="events.registration").count() == 2


def test_attendance_waits_for_the_day(coordinator: Any) -> None:
    with pytest.raises(DomainError, match="on the day of the event"):
        actions.record_attendance(RegistrationFactory(), came=True, by=coordinator)


def test_waiting_person_is_not_checked_in(coordinator: Any) -> None:
    registration = RegistrationFactory(
        state="waitlisted", pool__event__starts_at=in_days(-0.01), pool__opens_at=in_days(-2)
    )

    with pytest.raises(TransitionError):
        actions.record_attendance(registration, came=True, by=coordinator)


def test_cancelling_an_event_ends_every_registration_and_tells_them(coordinator: Any) -> None:
    pool = SeatPoolFactory()
    people = {
        state: RegistrationFactory(pool=pool, state=state)
        for state in ("confirmed", "waitlisted", "offered", "declined")
    }

    actions.cancel_event(pool.event, by=coordinator, reason="The hall burnt down")

    assert states(pool) == ["cancelled", "cancelled", "cancelled", "declined"]
    told = {r.person.email for name, r in people.items() if name != "declined"}
    assert set(OutboxMessage.objects.values_list("address", flat=True)) == told
    assert all("The hall burnt down" in text for text in OutboxMessage.objects.values_list("text", flat=True))
    assert (pool.event.state, pool.event.sequence) == ("cancelled", 1)


def test_cancelling_fails_whole_or_not_at_all(coordinator: Any) -> None:
    event = SeatPoolFactory(event__state="done").event
    registration = RegistrationFactory(pool=event.pool)

    with pytest.raises(TransitionError):
        actions.cancel_event(event, by=coordinator, reason="Too late")

    registration.refresh_from_db()
    event.refresh_from_db()
    assert (registration.state, event.sequence) == ("confirmed", 0)


def test_postponed_event_keeps_its_people_and_moving_it_schedules_it_again(coordinator: Any) -> None:
    registration = RegistrationFactory()
    event = registration.event

    actions.postpone_event(event, by=coordinator, reason="Snow")
    assert (event.state, event.sequence) == ("postponed", 1)

    actions.set_time(event, starts_at=in_days(60), ends_at=in_days(61), time_zone="Europe/Belgrade", by=coordinator)
    registration.refresh_from_db()
    assert (event.state, event.sequence, registration.state) == ("scheduled", 2, "confirmed")
    subjects = list(OutboxMessage.objects.order_by("id").values_list("subject", flat=True))
    assert [subject.split(":")[0] for subject in subjects] == ["Postponed", "Changed"]


def test_changed_facts_count_once_and_same_facts_change_nothing(coordinator: Any) -> None:
    event = EventFactory()

    actions.change_event(event, facts={"venue": "Another hall"}, hosts=[], by=coordinator)
    actions.change_event(event, facts={"venue": "Another hall"}, hosts=[], by=coordinator)

    assert (event.venue, event.sequence) == ("Another hall", 1)
    entry = AuditEntry.objects.get(verb="event.changed")
    assert (entry.before, entry.after) == ({"venue": "Primer hall 1"}, {"venue": "Another hall"})


def test_past_events_are_closed_by_the_clock() -> None:
    over = EventFactory(starts_at=in_days(-2))
    ahead = EventFactory()

    assert actions.close_past_events() == 1
    assert actions.close_past_events() == 0
    over.refresh_from_db()
    ahead.refresh_from_db()
    assert (over.state, ahead.state) == ("done", "scheduled")
