"""Only listed transitions happen: every pair of states is tried."""

import pytest

from grants.states import DECIDED_BY_MANAGER, FINAL, PUBLIC_PHASE, TRANSITIONS, UNDER_WAY, WITHDRAWABLE
from grants.states import ApplicationState as S
from network.core.errors import TransitionError
from network.core.models import AuditEntry
from network.core.transitions import transition
from tests.factories.grants import draft, open_call_now

LISTED = {
    ("draft", "submitted"), ("draft", "withdrawn"),
    ("submitted", "eligibility"), ("submitted", "withdrawn"),
    ("eligibility", "assessment"), ("eligibility", "ineligible"), ("eligibility", "withdrawn"),
    ("assessment", "ranked"), ("assessment", "withdrawn"),
    ("ranked", "provisionally_selected"), ("ranked", "reserve"), ("ranked", "rejected"), ("ranked", "withdrawn"),
    ("provisionally_selected", "document_check"), ("provisionally_selected", "withdrawn"),
    ("reserve", "provisionally_selected"), ("reserve", "rejected"), ("reserve", "withdrawn"),
    ("document_check", "awarded"), ("document_check", "declined"), ("document_check", "withdrawn"),
}  # fmt: skip


def test_the_table_says_what_the_specification_lists():
    assert {(before, after) for before, following in TRANSITIONS.items() for after in following} == LISTED
    assert set(TRANSITIONS) == set(PUBLIC_PHASE) == set(S.values)


def test_groups_cover_the_states_once():
    assert UNDER_WAY | FINAL | {S.DRAFT} == set(S.values)
    assert not UNDER_WAY & FINAL
    assert UNDER_WAY | {S.DRAFT} == WITHDRAWABLE
    assert all(steps <= TRANSITIONS[state] for state, steps in DECIDED_BY_MANAGER.items())


@pytest.fixture
def application(db):
    return draft(open_call_now(), ready=False)


@pytest.mark.parametrize("before", S.values)
def test_every_listed_transition_and_no_other(application, before):
    model = type(application)
    number = {} if before in ("draft", "withdrawn") else {"number": "X-1", "submitted_at": application.started_at}
    model.objects.filter(pk=application.pk).update(state=before, **number)
    happened = set()

    for after in S.values:
        arriving = {"number": "X-1", "submitted_at": application.started_at} if after == "submitted" else {}
        try:
            transition(application, after, by=None, **arriving)
        except TransitionError:
            continue
        happened.add((before, after))
        model.objects.filter(pk=application.pk).update(state=before)

    assert happened == {pair for pair in LISTED if pair[0] == before}
    entries = AuditEntry.objects.filter(object_id=str(application.pk), verb__startswith="application.")
    logged = {(entry.before["state"], entry.after["state"]) for entry in entries if "state" in entry.before}
    assert logged == happened
