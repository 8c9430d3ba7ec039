"""Every listed step of an application × everybody, generated from the table of states: who can take it, and nobody else.

One world for all of it: each step is tried in a savepoint and taken back.
"""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.urls import reverse

from grants.actions.decisions import check_eligibility
from grants.models import Application
from grants.states import DECIDED_BY_MANAGER, TRANSITIONS
from grants.states import ApplicationState as S
from tests.factories.grants import TRUE, application_in, open_call_now, submitted, words_about
from tests.factories.members import AffiliationFactory, person_with_role

pytestmark = pytest.mark.django_db

CAST = (
    "stranger", "member", "editor_of", "representative", "coordinator", "editor", "assessor", "grants_manager",
    "secretariat",
)  # fmt: skip
PAIRS = sorted((before, after) for before, following in TRANSITIONS.items() for after in following)
APPLICANT, DESK = {"representative"}, {"grants_manager", "secretariat"}


def sending(application: Application, after: str) -> tuple[str, dict[str, str]]:
    """The address and the form by which a person takes this step in the browser."""
    lines = [line.key for line in application.form.definition.eligibility]
    if after == S.WITHDRAWN:
        return "grants-application-withdraw", {"reason": "We cannot."}
    if after == S.SUBMITTED:
        return "grants-application-submit", {"declaration": TRUE}
    if after in (S.ELIGIBILITY, S.ASSESSMENT):
        return "desk-grants-eligibility", {f"line_{key}": "yes" for key in lines}
    if after == S.INELIGIBLE:
        words = {f"line_{key}": "yes" for key in lines} | {f"line_{lines[-1]}": "no"}
        return "desk-grants-eligibility", words | {f"why_{lines[-1]}": "It does not serve it."}
    if after == S.AWARDED:
        return "desk-grants-award", {"amount": "2000", "reason": "Good."}
    return "desk-grants-move", {"to": after, "reason": "As ranked."}


@pytest.fixture
def editor_of(organisation):
    return AffiliationFactory(organisation=organisation, role="editor").person


@pytest.fixture
def checkers(db):
    return person_with_role("grants_manager"), person_with_role("secretariat")


@pytest.fixture
def browsers(request, client_for):
    return {name: client_for(request.getfixturevalue(name)) for name in CAST}


def waiting_in(before: str, after: str, call, organisation, checkers) -> Application:
    """An application in `before` whose checks, if any, were made by two others."""
    if after == S.INELIGIBLE:  # one no is there already; the second decides
        application = submitted(call, organisation)
        check_eligibility(application, words_about(application, "No."), by=checkers[0])
        return application
    return application_in(before, call, organisation, managers=checkers)


@contextmanager
def afterwards_as_before():
    mark = transaction.savepoint()
    yield
    transaction.savepoint_rollback(mark)


def test_every_step_is_taken_by_those_it_belongs_to(browsers, organisation, representative, checkers):
    call, took = open_call_now(), {}

    for before, after in PAIRS:
        with afterwards_as_before():
            application = waiting_in(before, after, call, organisation, checkers)
            name, data = sending(application, after)
            address = reverse(name, kwargs={"uuid": application.uuid})
            reached = {}
            for who, browser in browsers.items():
                with afterwards_as_before():
                    browser.post(address, data)
                    reached[who] = Application.objects.get(pk=application.pk).state
        assert set(reached.values()) <= {before, after}, (before, after, reached)
        took[before, after] = {who for who, state in reached.items() if state == after}

    assert took == {pair: APPLICANT if pair[1] in (S.SUBMITTED, S.WITHDRAWN) else DESK for pair in PAIRS}


def test_the_desk_moves_an_application_nowhere_else(client_for, grants_manager, organisation, checkers):
    call, browser, reached = open_call_now(), client_for(grants_manager), {}

    for before in sorted(set(TRANSITIONS) - {S.DRAFT}):
        with afterwards_as_before():
            application = waiting_in(before, S.WITHDRAWN, call, organisation, checkers)
            address = reverse("desk-grants-move", kwargs={"uuid": application.uuid})
            reached[before] = set()
            for after in set(S.values) - {before}:
                with afterwards_as_before():
                    browser.post(address, {"to": after, "reason": "Because."})
                    if Application.objects.get(pk=application.pk).state != before:
                        reached[before].add(after)

    assert reached == {before: set(DECIDED_BY_MANAGER.get(before, ())) for before in reached}
