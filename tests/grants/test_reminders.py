"""Reminders: before the deadline to those with drafts, before and after the due day to assessors; each once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from grants.actions.assignments import assign_assessor
from grants.reminders import remind_of_assessments, remind_of_drafts
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
