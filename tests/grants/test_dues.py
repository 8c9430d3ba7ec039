from datetime import date, timedelta

import pytest
from icalendar import Calendar

from grants.actions.agreements import sign_agreement
from grants.actions.dues import BEFORE, remind_of_conditions, remind_of_reports, stage_of
from grants.actions.terms import Terms, set_instalments
from grants.models import Agreement, DueReminder
from grants.queries.agreements import due_under
from network.core.models import OutboxMessage
from tests.factories.agreements import STARTS, agreement_in, report_in

pytestmark = pytest.mark.django_db
DUE = date(2026, 8, 29)


@pytest.fixture
def agreement(grants_manager, organisation, representative):
    found = agreement_in(organisation=organisation, by=grants_manager)
    OutboxMessage.objects.all().delete()
    return found


def subjects():
    return list(OutboxMessage.objects.order_by("pk").values_list("address", "subject"))


def test_what_is_due_stands_in_the_order_of_days(agreement):
    found = due_under(Agreement.objects.all(), date(2026, 8, 20))

    assert [(item.on, item.title, item.amount, item.is_late, item.tone) for item in found] == [
        (STARTS, "Instalment 1", agreement.planned, True, "warn"),
        (DUE, "Final report", None, False, "warn"),
    ]


def test_grantee_is_reminded_once_per_stage(agreement, representative):
    number = agreement.number

    for day in (DUE - timedelta(days=15), DUE - timedelta(days=14), DUE - timedelta(days=13), DUE, DUE):
        remind_of_reports(day)
    assert [address for address, _subject in subjects()] == [representative.email] * 2
    assert all(subject.startswith(f"{number}: Final report is due on") for _address, subject in subjects())
    for late in (1, 2, 8):
        remind_of_reports(DUE + timedelta(days=late))

    assert len(subjects()) == 4
    assert DueReminder.objects.count() == 4


def test_report_that_was_handed_in_is_not_asked_for(agreement, grants_manager):
    report_in("submitted", agreement, by=grants_manager)
    OutboxMessage.objects.all().delete()

    assert remind_of_reports(DUE + timedelta(days=3)) == 0


@pytest.mark.parametrize(
    ("days", "stage"),
    [(15, ""), (14, "before-14"), (4, "before-14"), (3, "before-3"), (0, "before-3"), (-1, "late-1"), (-40, "late-29")],
)
def test_stages_of_a_reminder(days, stage):
    assert stage_of(days) == stage
    assert BEFORE == (14, 3)


def test_desk_is_told_of_a_condition_that_is_not_met(grants_manager):
    agreement = agreement_in("draft", by=grants_manager)
    set_instalments(agreement, [Terms(100, date(2026, 3, 1), 0, "Bank form")], by=grants_manager)
    sign_agreement(agreement, signed_on=STARTS, for_grantee="R", for_network="S", by=grants_manager)
    OutboxMessage.objects.all().delete()

    assert remind_of_conditions(date(2026, 3, 1)) == 0
    assert remind_of_conditions(date(2026, 3, 2)) == 1
    assert remind_of_conditions(date(2026, 3, 3)) == 0

    assert (grants_manager.email, f"{agreement.number}: instalment 1 still waits") in subjects()


def test_calendar_says_what_is_due_as_whole_days(agreement, representative, client):
    from grants.actions.dues import due_feed_of

    answer = client.get(due_feed_of(representative).get_absolute_url())

    entries = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [(entry["dtstart"].dt, str(entry["summary"])) for entry in entries] == [
        (STARTS, f"Instalment 1 · {agreement.number}"),
        (DUE, f"Final report · {agreement.number}"),
    ]
    assert all(str(entry["uid"]).endswith("@iris-network") for entry in entries)
