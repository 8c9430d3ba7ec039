"""Double clicks and two managers at once, with real threads."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import models

from grants.actions.decisions import award_application, check_eligibility
from grants.actions.drafts import save_part, start_application
from grants.actions.submissions import submit_application
from grants.models import Application, Award, KeptText, Submission
from network.core.models import AuditEntry, OutboxMessage
from tests.crowds import all_at_once
from tests.factories.grants import PROJECT, TRUE, application_in, draft, open_call_now, submitted, words_about
from tests.factories.members import AffiliationFactory, OrganisationFactory, person_with_role

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]


def test_double_click_is_one_submission():
    call = open_call_now()
    person = AffiliationFactory(role="representative")
    application = draft(call, person.organisation)

    def submit() -> Any:
        mine = Application.objects.get(pk=application.pk)
        return submit_application(mine, declared=[TRUE], by=person.person, now=call.closes_at).number

    numbers = all_at_once([submit] * 6)

    assert set(numbers) == {f"{call.code}-0001"}
    assert Submission.objects.count() == 1
    assert OutboxMessage.objects.count() == 1
    assert AuditEntry.objects.filter(verb="application.submitted").count() == 1


def test_numbers_of_a_rush_have_no_gap_and_no_twin():
    call = open_call_now(code="RUSH")
    drafts = [draft(call) for _ in range(6)]

    def submit(application: Any) -> Callable[[], Any]:
        return lambda: submit_application(application, declared=[TRUE], by=None, now=call.closes_at).number

    assert sorted(all_at_once([submit(one) for one in drafts])) == [f"RUSH-{n:04d}" for n in range(1, 7)]


def test_two_starts_are_one_application():
    call, organisation = open_call_now(), OrganisationFactory()

    started = all_at_once([lambda: start_application(call, organisation, by=None, now=call.opens_at).pk] * 4)

    assert started == [Application.objects.get().pk] * 4


def test_two_devices_saving_at_once_keep_both_texts():
    call = open_call_now()
    application = draft(call, ready=False)

    def save(device: str) -> Callable[[], Any]:
        content = {**PROJECT, "title": device}
        return lambda: (
            save_part(application, "project", content, version=0, device=device, by=None, now=call.opens_at).kept
        )

    all_at_once([save("phone"), save("desk")])

    titles = {application.parts.get(name="project").content["title"], KeptText.objects.get().content["title"]}
    assert titles == {"phone", "desk"}


def test_two_awards_never_exceed_the_envelope():
    call = open_call_now(envelope=Decimal(10272), maximum_grant=Decimal(10000))  # room for exactly two
    managers = (person_with_role("grants_manager"), person_with_role("secretariat"))
    waiting = [application_in("document_check", call, managers=managers) for _ in range(4)]

    def award(application: Any, by: Any) -> Callable[[], Any]:
        return lambda: award_application(application, amount=application.requested, by=by)

    results = all_at_once([award(one, managers[place % 2]) for place, one in enumerate(waiting)])

    given = Award.objects.aggregate(total=models.Sum("amount"))["total"]
    assert given == Decimal(10272)
    assert sorted(type(result).__name__ for result in results) == ["Award", "Award", "DomainError", "DomainError"]
    assert Application.objects.filter(state="awarded").count() == 2


def test_one_application_is_awarded_once():
    call = open_call_now()
    managers = (person_with_role("grants_manager"), person_with_role("secretariat"))
    application = application_in("document_check", call, managers=managers)

    all_at_once([lambda by=by: award_application(application, amount=Decimal(2000), by=by) for by in managers])

    assert Award.objects.count() == 1
    assert AuditEntry.objects.filter(verb="application.awarded").count() == 1


def test_two_checks_at_once_decide_once():
    application = submitted(open_call_now())
    managers = (person_with_role("grants_manager"), person_with_role("secretariat"))

    def check(by: Any) -> Callable[[], Any]:
        mine = Application.objects.get(pk=application.pk)
        return lambda: check_eligibility(mine, words_about(mine), by=by)

    all_at_once([check(by) for by in managers])

    application.refresh_from_db()
    assert application.state == "assessment"
    assert AuditEntry.objects.filter(verb="application.assessment").count() == 1
