"""Every listed step of an application × everybody, generated from the table of states: who can take it, and nobody else."""

import pytest
from django.db import transaction
from django.urls import reverse

from grants.models import Application
from grants.states import DECIDED_BY_MANAGER, TRANSITIONS
from grants.states import ApplicationState as S
from tests.factories.grants import TRUE, application_in, open_call_now
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
def browsers(request, client_for):
    return {name: client_for(request.getfixturevalue(name)) for name in CAST}


def waiting_in(before: str, after: str, organisation) -> Application:
    """An application in `before` whose checks, if any, were made by two others."""
    checkers = (person_with_role("grants_manager"), person_with_role("secretariat"))
    call = open_call_now()
    if after == S.INELIGIBLE:  # one no is there already; the second decides
        from grants.actions.decisions import check_eligibility
        from tests.factories.grants import submitted, words_about

        application = submitted(call, organisation)
        check_eligibility(application, words_about(application, "No."), by=checkers[0])
        return application
    return application_in(before, call, organisation, managers=checkers)


@pytest.mark.parametrize(("before", "after"), PAIRS, ids=[f"{before}-{after}" for before, after in PAIRS])
def test_a_step_is_taken_by_those_it_belongs_to(browsers, organisation, representative, before, after):
    application = waiting_in(before, after, organisation)
    name, data = sending(application, after)
    address = reverse(name, kwargs={"uuid": application.uuid})
    took = set()

    for who, browser in browsers.items():
        mark = transaction.savepoint()
        browser.post(address, data)
        state = Application.objects.get(pk=application.pk).state
        assert state in (before, after), (who, state)
        took |= {who} if state == after else set()
        transaction.savepoint_rollback(mark)

    assert took == (APPLICANT if after in (S.SUBMITTED, S.WITHDRAWN) else DESK)


@pytest.mark.parametrize("before", sorted(set(TRANSITIONS) - {S.DRAFT}))
def test_the_desk_moves_an_application_nowhere_else(client_for, grants_manager, organisation, before):
    application = waiting_in(before, S.WITHDRAWN, organisation)
    browser = client_for(grants_manager)
    address = reverse("desk-grants-move", kwargs={"uuid": application.uuid})
    reached = set()

    for after in set(S.values) - {before}:
        mark = transaction.savepoint()
        browser.post(address, {"to": after, "reason": "Because."})
        if Application.objects.get(pk=application.pk).state != before:
            reached.add(after)
        transaction.savepoint_rollback(mark)

    assert reached == set(DECIDED_BY_MANAGER.get(before, ()))
