"""Who may see and organise what: one table for the predicate and for its twin."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from events.models import Certificate, Event, Registration
from events.permissions import (
    can_answer_registration,
    can_download_certificate,
    can_manage_registration,
    can_organise,
    can_see_event,
    can_see_online_link,
    can_see_registration,
)
from tests.factories.events import CertificateFactory, EventFactory, RegistrationFactory, SeatPoolFactory

pytestmark = pytest.mark.django_db

CAST = ["anonymous", "stranger", "member", "coordinator", "coordinator_ba", "secretariat", "editor"]
EVENTS = {
    "public": {"visibility": "public"},
    "members": {"visibility": "members"},
    "staff": {"visibility": "staff"},
    "draft": {"visibility": "public", "page": False},
    "regional staff": {"visibility": "staff", "country_code": None},
}
SEES = {
    "anonymous": {"public"},
    "stranger": {"public"},
    "member": {"public", "members"},
    "coordinator": {"public", "members", "staff", "draft", "regional staff"},
    "coordinator_ba": {"public", "members", "staff", "regional staff"},
    "secretariat": set(EVENTS),
    "editor": {"public"},
}
ORGANISES = {"coordinator": {"public", "members", "staff", "draft"}, "secretariat": set(EVENTS)}


@pytest.fixture
def person(request: pytest.FixtureRequest) -> Any:
    return AnonymousUser() if request.param == "anonymous" else request.getfixturevalue(request.param)


@pytest.mark.parametrize(("person", "who"), [(who, who) for who in CAST], indirect=["person"])
def test_seeing_and_organising_agree_with_their_lists(person: Any, who: str) -> None:
    events = {name: EventFactory(**traits) for name, traits in EVENTS.items()}

    assert {n for n, e in events.items() if can_see_event(person, e)} == SEES[who]
    listed = set(Event.objects.visible_to(person).values_list("pk", flat=True))
    assert {n for n, e in events.items() if e.pk in listed} == SEES[who]

    assert {n for n, e in events.items() if can_organise(person, e)} == ORGANISES.get(who, set())
    organised = set(Event.objects.organised_by(person).values_list("pk", flat=True))
    assert {n for n, e in events.items() if e.pk in organised} == ORGANISES.get(who, set())


def test_registered_person_sees_the_event_they_come_to(stranger: Any) -> None:
    event = EventFactory(visibility="members")
    registration = RegistrationFactory(pool=SeatPoolFactory(event=event), person=stranger)

    assert can_see_event(stranger, event)
    assert list(Event.objects.visible_to(stranger)) == [event]

    Registration.objects.filter(pk=registration.pk).update(state="cancelled")
    assert not can_see_event(stranger, event)
    assert not Event.objects.visible_to(stranger).exists()


RIGHTS = [
    # who, sees the registration, manages it, answers it
    ("anonymous", False, False, False),
    ("stranger", False, False, False),
    ("member", True, False, True),
    ("coordinator", True, True, False),
    ("coordinator_ba", False, False, False),
    ("secretariat", True, True, False),
    ("editor", False, False, False),
]


@pytest.mark.parametrize(
    ("person", "sees", "manages", "answers"), RIGHTS, indirect=["person"], ids=[r[0] for r in RIGHTS]
)
def test_registration_and_certificate_belong_to_person_and_organisers(
    person: Any, sees: bool, manages: bool, answers: bool, member: Any
) -> None:
    registration = RegistrationFactory(person=member, state="attended")
    certificate = CertificateFactory(registration=registration)

    assert can_see_registration(person, registration) is sees
    assert Registration.objects.visible_to(person).exists() is sees
    assert can_download_certificate(person, certificate) is sees
    assert Certificate.objects.visible_to(person).exists() is sees
    assert can_manage_registration(person, registration) is manages
    assert can_answer_registration(person, registration) is answers


@pytest.mark.parametrize(
    ("state", "sees"),
    [
        ("confirmed", True),
        ("attended", True),
        ("offered", False),
        ("waitlisted", False),
        ("accepted", False),
        ("cancelled", False),
    ],
)
def test_online_link_is_for_confirmed_people_only(state: str, sees: bool, member: Any, stranger: Any) -> None:
    registration = RegistrationFactory(person=member, state=state)

    assert can_see_online_link(member, registration.event, registration) is sees
    assert not can_see_online_link(stranger, registration.event, None)
    assert not can_see_online_link(stranger, registration.event, registration)
