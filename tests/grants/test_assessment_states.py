"""Every person × every step of an assessment × every state it may be in: a table that is generated, not chosen."""

import pytest
from django.utils import timezone

from grants.actions.assessments import reopen_assessment, save_assessment, submit_assessment
from grants.actions.assignments import release_assessor
from grants.actions.declarations import declare_conflict
from grants.models import Assessment
from grants.scores import Scores
from grants.states import ASSESSMENT_TRANSITIONS, OPEN_ASSESSMENT, AssessmentState
from network.core.errors import DomainError, TransitionError
from network.core.transitions import transition
from tests.factories.grants import application_in, open_call_now, open_for

NEED = "00000000-0000-0000-0000-000000000007"
FULL = Scores({NEED: 4}, {NEED: "They know the street."}, "", "fund")
OTHER = Scores({NEED: 3}, {NEED: "They know the street."}, "", "fund")
CAST = ("stranger", "member", "representative", "coordinator", "editor", "assessor", "grants_manager", "secretariat")
STEPS = {
    "save": lambda one, by: save_assessment(one.assignment, OTHER, version=1, device="t", by=by, now=timezone.now()),
    "submit": lambda one, by: submit_assessment(one.assignment, by=by, now=timezone.now()),
    "reopen": lambda one, by: reopen_assessment(one, by=by, reason="Unclear."),
    "release": lambda one, by: release_assessor(one.assignment, by=by, reason="Away."),
    "conflict": lambda one, by: declare_conflict(one.assignment, by=by, reason="", now=timezone.now()),
}
MANAGERS = {"grants_manager", "secretariat"}


def allowed(step: str, state: str) -> set[str]:
    """Who may take a step, by the rules in words."""
    if step == "save":
        return {"assessor"} if state in OPEN_ASSESSMENT else set()
    if step == "submit":
        return {"assessor"} if state in OPEN_ASSESSMENT else set(CAST)  # once submitted it is a repetition
    if step == "reopen":
        return MANAGERS if state == AssessmentState.SUBMITTED else set()
    return MANAGERS if step == "release" else {"assessor"}


@pytest.fixture
def assessment(organisation, assessor, grants_manager):
    application = application_in("assessment", open_call_now(), organisation)
    assignment = open_for(application, assessor, grants_manager)
    return save_assessment(assignment, FULL, version=0, device="t", by=assessor, now=timezone.now()).assessment


@pytest.mark.parametrize("state", AssessmentState.values)
@pytest.mark.parametrize("step", STEPS)
def test_who_may_take_which_step(request, assessment, state, step):
    kept = {"state": state, "submitted_at": timezone.now()}
    able = set()

    for name in CAST:
        Assessment.objects.filter(pk=assessment.pk).update(**kept)
        assignment = type(assessment.assignment).objects
        assignment.update(conflict_at=None, released_at=None, released_reason="")
        one = Assessment.objects.select_related("assignment__application__call").get(pk=assessment.pk)
        try:
            STEPS[step](one, request.getfixturevalue(name))
        except DomainError:
            continue
        able.add(name)

    assert able == allowed(step, state)


@pytest.mark.parametrize("before", AssessmentState.values)
def test_every_listed_transition_and_no_other(assessment, before):
    happened = set()

    for after in AssessmentState.values:
        Assessment.objects.filter(pk=assessment.pk).update(state=before, submitted_at=timezone.now())
        try:
            transition(assessment, after, by=None)
        except TransitionError:
            continue
        happened.add(after)

    assert happened == ASSESSMENT_TRANSITIONS[before]
