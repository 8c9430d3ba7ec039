"""Two people at once around one assessment, with real threads."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from grants.actions.assessments import reopen_assessment, save_assessment, submit_assessment
from grants.actions.assignments import assign_evenly
from grants.actions.decisions import move_application
from grants.actions.declarations import declare_conflict
from grants.actions.rankings import close_assessment, promote_from_reserve
from grants.models import Application, Assessment, Assignment, RankingRecord
from grants.scores import Scores
from network.core.errors import DomainError
from network.core.models import AuditEntry
from tests.factories.grants import application_in, assessed, open_call_now, open_for
from tests.factories.members import person_with_role

from .test_races import all_at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]
NEED = "00000000-0000-0000-0000-000000000007"
FULL = Scores({NEED: 4}, {NEED: "They know the street."}, "", "fund")


@pytest.fixture
def managers(shared_database):
    return person_with_role("grants_manager"), person_with_role("secretariat")


@pytest.fixture
def reader(shared_database):
    return person_with_role("assessor", full_name="Reader")


def test_submitting_while_declaring_a_conflict_never_counts_it(managers, reader):
    application = application_in("assessment", open_call_now(), managers=managers)
    assignment = open_for(application, reader, managers[0])
    save_assessment(assignment, FULL, version=0, device="t", by=reader, now=timezone.now())

    def mine() -> Any:
        return Assignment.objects.select_related("application__call").get()

    all_at_once(
        [
            lambda: submit_assessment(mine(), by=reader, now=timezone.now()),
            lambda: declare_conflict(mine(), by=reader, reason="", now=timezone.now()),
            lambda: save_assessment(mine(), Scores({NEED: 1}), version=1, device="t", by=reader, now=timezone.now()),
        ]
    )

    assert Assessment.objects.counting().count() == 0
    assert Assignment.objects.get().conflict_at is not None
    verbs = AuditEntry.objects.filter(verb__in=["assessment.submitted", "application.conflict_declared"]).order_by("pk")
    assert list(verbs.values_list("verb", flat=True))[-1] == "application.conflict_declared"  # nothing comes after it


@pytest.mark.parametrize("turn", range(3))
def test_nothing_is_written_after_a_conflict_is_declared(managers, reader, turn):
    """Every page that is still open tries to save: what it sends after the conflict changes no letter."""
    application = application_in("assessment", open_call_now(), managers=managers)
    assignment = open_for(application, reader, managers[0])

    def save(number: int) -> Any:
        mine = Assignment.objects.select_related("application__call").get()
        scores = Scores({NEED: number % 5}, {NEED: f"Written {number}."})
        return save_assessment(
            mine, scores, version=number, device="t", by=reader, now=timezone.now()
        ).assessment.version

    def conflict() -> Any:
        declare_conflict(assignment, by=reader, reason="", now=timezone.now())
        return Assessment.objects.get().version

    results = all_at_once([lambda n=number: save(n) for number in range(turn)] + [conflict] + [lambda: save(9)] * 3)

    assert Assessment.objects.get().version == results[turn]


def test_double_submit_is_one_submission(managers, reader):
    application = application_in("assessment", open_call_now(), managers=managers)
    assignment = open_for(application, reader, managers[0])
    save_assessment(assignment, FULL, version=0, device="t", by=reader, now=timezone.now())

    all_at_once([lambda: submit_assessment(Assignment.objects.get(), by=reader, now=timezone.now())] * 5)

    assert AuditEntry.objects.filter(verb="assessment.submitted").count() == 1


@pytest.mark.parametrize("decide", ["close", "move"])
def test_deciding_while_an_assessment_is_reopened(managers, reader, decide):
    """Whoever is second is refused: never a ranked application with an open assessment."""
    application = application_in("assessment", open_call_now(assessors_needed=1), managers=managers)
    assessed(application, reader, managers[0])

    def reopen() -> Any:
        return reopen_assessment(Assessment.objects.get(), by=managers[0], reason="Unclear.")

    def decision() -> Any:
        if decide == "close":
            return close_assessment(application.call, by=managers[1])
        return move_application(Application.objects.get(), "ranked", by=managers[1], reason="Enough.")

    results = all_at_once([reopen, decision])

    assert sum(isinstance(result, DomainError) for result in results) == 1
    found = (Application.objects.get().state, Assessment.objects.get().state)
    assert found in {("ranked", "submitted"), ("assessment", "reopened")}


def test_assessment_is_closed_once(managers, reader):
    application = application_in("assessment", open_call_now(assessors_needed=1), managers=managers)
    assessed(application, reader, managers[0])

    all_at_once([lambda by=by: close_assessment(application.call, by=by) for by in managers * 2])

    assert RankingRecord.objects.count() == 1
    assert AuditEntry.objects.filter(verb="application.ranked").count() == 1


def test_two_plans_at_once_assign_each_pair_once(managers, reader):
    call = open_call_now()
    for _ in range(3):
        application_in("assessment", call, managers=managers)
    person_with_role("assessor", full_name="Second")

    all_at_once([lambda by=by: assign_evenly(call, by=by) for by in managers])

    assert Assignment.objects.count() == 6
    assert Assessment.objects.count() == 6


def test_reserve_moves_up_once_for_one_free_grant(managers):
    call = open_call_now(envelope=Decimal(11000))
    for _ in range(3):
        application_in("reserve", call, managers=managers)

    all_at_once([lambda by=by: promote_from_reserve(call, by=by, reason="Money is free.") for by in managers * 2])

    assert Application.objects.filter(state="provisionally_selected").count() == 2
    assert Application.objects.filter(state="reserve").count() == 1
