"""Who may see and do what, as a table; the predicate and its queryset agree for everybody in every state."""

from datetime import timedelta

import pytest
from django.utils import timezone

from grants.actions.assignments import assign_assessor, release_assessor
from grants.actions.declarations import declare_conflict, declare_for_call, declare_no_conflict
from grants.models import Application
from grants.permissions import (
    can_award,
    can_check_eligibility,
    can_edit,
    can_manage,
    can_read_as_assessor,
    can_see,
    can_submit,
    can_withdraw,
    open_assignments,
)
from grants.states import ApplicationState as S
from members.models import User
from tests.factories.grants import application_in, open_call_now, open_for
from tests.factories.members import AffiliationFactory

CAST = (
    "stranger",
    "member",
    "editor_of",
    "representative",
    "coordinator",
    "editor",
    "assessor",
    "grants_manager",
    "secretariat",
)
OURS = {"member", "editor_of", "representative"}
MANAGERS = {"grants_manager", "secretariat"}
RULES = {
    can_see: {
        "draft": OURS,
        "submitted": OURS | MANAGERS,
        "document_check": OURS | MANAGERS,
        "withdrawn": OURS | MANAGERS,
    },
    can_edit: {"draft": {"editor_of", "representative"}},
    can_submit: {"draft": {"representative"}},
    can_withdraw: {"draft": {"representative"}, "submitted": {"representative"}, "document_check": {"representative"}},
    can_manage: {"submitted": MANAGERS, "document_check": MANAGERS, "withdrawn": MANAGERS},
    can_check_eligibility: {"submitted": MANAGERS},
    can_award: {"document_check": MANAGERS},
}


@pytest.fixture
def editor_of(organisation):
    return AffiliationFactory(organisation=organisation, role="editor").person


@pytest.fixture
def cast(request, db):
    return {name: request.getfixturevalue(name) for name in CAST}


@pytest.mark.parametrize("state", ["draft", "submitted", "document_check", "withdrawn"])
def test_table_of_what_everybody_may_do(cast, organisation, state):
    application = application_in(state, open_call_now(), organisation)

    for rule, allowed in RULES.items():
        able = {name for name, person in cast.items() if rule(person, application)}
        assert able == allowed.get(state, set()), rule.__name__


@pytest.mark.parametrize("state", ["draft", "submitted", "ineligible", "assessment", "awarded"])
def test_visible_to_agrees_with_can_see(cast, organisation, state):
    call = open_call_now()
    ours, theirs = application_in(state, call, organisation), application_in(state, call)
    if state == "assessment":
        open_for(theirs, cast["assessor"], cast["grants_manager"])

    for person in cast.values():
        visible = set(Application.objects.visible_to(person))
        assert visible == {application for application in (ours, theirs) if can_see(person, application)}


def test_assessor_reads_only_between_the_declarations_and_whatever_ends_it(assessor, grants_manager):
    application = application_in("assessment", open_call_now())
    assignment = assign_assessor(application, assessor, by=grants_manager)
    steps = [
        lambda: None,
        lambda: declare_for_call(application.call, by=assessor, now=timezone.now()),
        lambda: declare_no_conflict(assignment, by=assessor, now=timezone.now()),
        lambda: declare_conflict(assignment, by=assessor, reason="My sister works there.", now=timezone.now()),
    ]
    seen = []
    for step in steps:
        step()
        seen.append((can_read_as_assessor(assessor, assignment), open_assignments(assessor).count()))

    assert seen == [(False, 0), (False, 0), (True, 1), (False, 0)]


def test_released_assessor_and_former_assessor_read_nothing(assessor, grants_manager):
    application = application_in("assessment", open_call_now())
    assignment = open_for(application, assessor, grants_manager)
    release_assessor(assignment, by=grants_manager, reason="Too late.")
    other = open_for(application_in("assessment", application.call), assessor, grants_manager)
    assert can_read_as_assessor(assessor, other)
    assert not can_read_as_assessor(assessor, assignment)

    assessor.role_grants.update(until=timezone.now())

    assert not can_read_as_assessor(User.objects.get(pk=assessor.pk), other)


def test_nobody_but_the_assessor_reads_as_one(cast, organisation, grants_manager):
    assignment = open_for(application_in("assessment", open_call_now(), organisation), cast["assessor"], grants_manager)

    assert {name for name, person in cast.items() if can_read_as_assessor(person, assignment)} == {"assessor"}


def test_manager_who_belongs_to_the_applicant_decides_nothing(organisation, grants_manager):
    AffiliationFactory(organisation=organisation, person=grants_manager)
    application = application_in("document_check", open_call_now(), organisation)

    assert can_see(grants_manager, application)
    assert not can_manage(grants_manager, application)
    assert not can_award(grants_manager, application)


def test_former_member_sees_nothing(organisation):
    day = timezone.now() - timedelta(days=1)
    gone = AffiliationFactory(
        organisation=organisation, valid_from=day, until=timezone.now(), role="representative"
    ).person
    application = application_in(S.DRAFT, open_call_now(), organisation)

    assert not can_see(gone, application)
    assert not Application.objects.visible_to(gone).exists()
