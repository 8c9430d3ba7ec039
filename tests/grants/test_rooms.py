"""The rooms of a call: who talks with whom, and from when on. Nobody who still gives points talks about them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from grants.actions.assignments import assign_assessor
from grants.actions.calls import open_call, publish_results
from grants.actions.committee import add_member, begin_meeting, sign_minutes
from grants.actions.declarations import declare_conflict
from grants.actions.rankings import close_assessment
from grants.actions.rooms import keep_rooms_of
from grants.jobs import keep_rooms
from grants.models import Application
from members.actions.roles import end_role, grant_role
from messaging.models import Participation, Room
from messaging.permissions import can_post_in_room, can_read_room
from tests.factories.grants import application_in, assessed, call_page, draft, open_call_now, open_for
from tests.factories.members import AffiliationFactory, OrganisationFactory, person_with_role

pytestmark = pytest.mark.django_db


def people_in(room):
    return {one.person for one in Participation.objects.active().filter(room=room).select_related("person")}


def room_of(call, name="call"):
    return Room.objects.filter(key=f"grants.{name}:{call.pk}").first()


@pytest.fixture
def conduct(grants_manager, secretariat, coordinator, coordinator_ba):
    """A call for organisations in Serbia, its room, and who is in it."""
    call = open_call_now(countries=["RS"])
    keep_rooms_of(call)
    return call, room_of(call), {grants_manager, secretariat, coordinator}


def test_opening_a_call_opens_the_room_of_those_who_conduct_it(
    grants_manager, coordinator, coordinator_ba, assessor, django_capture_on_commit_callbacks
):
    page = call_page(countries=["RS"])

    with django_capture_on_commit_callbacks(execute=True):
        call = open_call(page, by=grants_manager)

    room = room_of(call)
    assert (people_in(room), room.sensitivity) == ({grants_manager, coordinator}, "confidential")
    assert room.title == str(call.title)


def test_whoever_applies_is_a_partner_or_assesses_is_not_in_it(conduct, django_capture_on_commit_callbacks):
    call, room, everybody = conduct
    assert people_in(room) == everybody
    applicant, partner, reader = sorted(everybody, key=str)
    applying, helping = (AffiliationFactory(person=person).organisation for person in (applicant, partner))

    with django_capture_on_commit_callbacks(execute=True):
        application = draft(call, applying)
    assert people_in(room) == {partner, reader}
    assert not can_read_room(applicant, room)

    with django_capture_on_commit_callbacks(execute=True):
        application.partners.create(call=call, organisation=helping, role="Rooms")
    assert people_in(room) == {reader}

    Application.objects.filter(pk=application.pk).update(state="withdrawn")
    application.partners.update(is_standing=False)
    keep_rooms()
    assert people_in(room) == everybody


def test_an_assessor_is_in_no_room_of_the_call_while_scores_are_given(
    conduct, assessor, grants_manager, secretariat, coordinator, django_capture_on_commit_callbacks
):
    call, room, everybody = conduct
    coordinator.role_grants.create(role="assessor")
    application = application_in("assessment", call, managers=(grants_manager, secretariat))

    with django_capture_on_commit_callbacks(execute=True):
        open_for(application, assessor, grants_manager)
        assign_assessor(application, type(coordinator).objects.get(pk=coordinator.pk), by=grants_manager)

    assert people_in(room) == everybody - {coordinator}
    assert not any(can_read_room(one, room) for one in (assessor, coordinator))
    assert room_of(call, "assessors") is None


def test_roles_come_and_go_at_once_and_dates_by_the_hour(
    conduct, stranger, secretariat, django_capture_on_commit_callbacks
):
    _call, room, everybody = conduct

    with django_capture_on_commit_callbacks(execute=True):
        given = grant_role(stranger, role="grants_manager", by=secretariat)
    assert people_in(room) == {*everybody, stranger}
    with django_capture_on_commit_callbacks(execute=True):
        end_role(given, by=secretariat)
    assert people_in(room) == everybody

    secretariat.role_grants.update(
        until=timezone.now() - timedelta(seconds=1), valid_from=timezone.now() - timedelta(days=9)
    )
    keep_rooms()
    assert people_in(room) == everybody - {secretariat}


def decided(call, grants_manager, secretariat, *assessors):
    """The call with one application that every assessor has scored, ranked and decided."""
    application = application_in("assessment", call, managers=(grants_manager, secretariat))
    for person in assessors:
        assessed(application, person, grants_manager)
    close_assessment(call, by=grants_manager)
    meeting = begin_meeting(call, held_on=timezone.localdate(), place="Belgrade", by=grants_manager)
    add_member(meeting, name="Vera", is_chair=True, by=grants_manager)
    add_member(meeting, name="Luan", by=grants_manager)
    sign_minutes(meeting, by=grants_manager)
    return application


def test_assessors_talk_once_everything_is_decided(
    assessor, grants_manager, secretariat, django_capture_on_commit_callbacks
):
    call = open_call_now(assessors_needed=2)
    second, third = (person_with_role("assessor", email=f"{n}@example.org") for n in ("second", "third"))
    other = application_in("assessment", call, managers=(grants_manager, secretariat))
    declare_conflict(assign_assessor(other, third, by=grants_manager), by=third, reason="", now=timezone.now())
    assessed(other, assessor, grants_manager)
    assessed(other, second, grants_manager)

    with django_capture_on_commit_callbacks(execute=True):
        decided(call, grants_manager, secretariat, assessor, second, third)

    room = room_of(call, "assessors")
    assert people_in(room) == {assessor, second, grants_manager, secretariat}  # who had a conflict hears nothing of it
    assert people_in(room_of(call)) == {grants_manager, secretariat}
    assert room.title == f"{call.title}: after the assessment"

    Application.objects.filter(call=call).update(state="rejected")
    call.closes_at = timezone.now() - timedelta(days=1)
    call.save(update_fields=["closes_at"])
    publish_results(call, by=grants_manager)
    for one in Room.objects.filter(kind="call"):
        assert (can_read_room(grants_manager, one), can_post_in_room(grants_manager, one)) == (True, False)


def test_names_stay_secret_where_they_were_secret(assessor, grants_manager, secretariat):
    call = open_call_now(assessors_needed=1, is_anonymous=True)

    decided(call, grants_manager, secretariat, assessor)
    keep_rooms_of(call)

    assert room_of(call, "assessors") is None


def test_desk_leads_to_the_rooms_one_may_read(conduct, client_for, grants_manager, stranger):
    call, room, _everybody = conduct
    address, link = (
        reverse("desk-grants-call", kwargs={"key": call.translation_key}),
        f'href="{room.get_absolute_url()}"',
    )

    assert link in client_for(grants_manager).get(address).text
    AffiliationFactory(person=grants_manager, organisation=OrganisationFactory(name="Applies"))
    draft(call, grants_manager.organisations().get())
    keep_rooms_of(call)
    assert link not in client_for(grants_manager).get(address).text
