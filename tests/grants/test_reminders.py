"""Reminders: before the deadline to those with drafts, before and after the due day to assessors; each once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from grants.actions.assignments import assign_assessor
from grants.models import Assignment
from grants.reminders import remind_in_call, remind_of_assessments, remind_of_drafts
from network.core.errors import NotAllowed
from network.core.models import OutboxMessage
from tests.factories.grants import application_in, assessed, draft, open_call_now, submitted
from tests.factories.members import AffiliationFactory, person_with_role


def subjects(person):
    return list(OutboxMessage.objects.filter(recipient=person).order_by("pk").values_list("subject", flat=True))


def test_drafts_are_reminded_twice_and_submissions_never(db):
    call = open_call_now(code="SOON")
    late, early = AffiliationFactory(role="representative"), AffiliationFactory(role="representative")
    draft(call, late.organisation)
    submitted(call, early.organisation)
    OutboxMessage.objects.all().delete()

    written = [
        remind_of_drafts(call.closes_at - timedelta(days=days, hours=hours))
        for days, hours in ((8, 0), (7, 0), (6, 23), (3, 0), (1, 23), (0, 5))
    ]

    assert written == [0, 1, 0, 0, 1, 0]
    assert subjects(late.person) == [
        "SOON: your draft is not submitted yet, 7 days left",
        "SOON: your draft is not submitted yet, 1 day left",
    ]
    assert subjects(early.person) == []
    assert remind_of_drafts(call.closes_at + timedelta(seconds=1)) == 0


@pytest.fixture
def due(db, assessor, grants_manager, secretariat):
    """Two assessments due in three days, and one that is submitted already."""
    call = open_call_now(code="DUE")
    today = timezone.localdate()
    for _number in range(2):
        application = application_in("assessment", call, managers=(grants_manager, secretariat))
        assign_assessor(application, assessor, by=grants_manager, due_on=today + timedelta(days=3))
    done = application_in("assessment", call, managers=(grants_manager, secretariat))
    assessed(done, person_with_role("assessor", email="done@example.org"), grants_manager)
    OutboxMessage.objects.all().delete()
    return call


def test_assessors_are_reminded_in_one_message_and_again_when_late(due, assessor):
    now = timezone.now()

    written = [remind_of_assessments(now + timedelta(days=days)) for days in (-1, 0, 0, 1, 3, 4)]

    assert written == [0, 1, 0, 0, 1, 0]
    assert subjects(assessor) == ["DUE: assessments wait for you"] * 2
    assert "2 of your assessments" in OutboxMessage.objects.filter(recipient=assessor).first().text


def test_manager_reminds_those_who_are_late_and_nobody_twice(due, assessor, client_for, grants_manager, stranger):
    other = open_call_now(code="OTHER")
    Assignment.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    address = reverse("desk-grants-remind", kwargs={"key": due.translation_key})
    browser, page = client_for(grants_manager), reverse("desk-grants-assessors", kwargs={"key": due.translation_key})
    assert address in browser.get(page).text

    said = [browser.post(address, follow=True).text for _time in range(2)]

    assert ["1 assessor is reminded." in said[0], "Nobody is late" in said[1]] == [True, True]
    assert subjects(assessor) == ["DUE: assessments wait for you"]
    assert remind_in_call(other, by=grants_manager) == 0
    with pytest.raises(NotAllowed):
        remind_in_call(due, by=stranger)
