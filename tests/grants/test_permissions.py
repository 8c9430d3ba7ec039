"""Who may see and do what, as a table; the predicate and its queryset agree for everybody in every state."""

from datetime import timedelta

import pytest
from django.utils import timezone

from grants.actions.decisions import assign_assessor, declare_conflict, declare_no_conflict
from grants.models import Application
from grants.permissions import (
    can_award,
    can_check_eligibility,
    can_edit,
    can_manage,
    can_see,
    can_submit,
    can_withdraw,
)
from grants.states import ApplicationState as S
from tests.factories.grants import application_in, open_call_now
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


@pytest.mark.parametrize("state", ["draft", "submitted", "ineligible", "awarded"])
def test_visible_to_agrees_with_can_see(cast, organisation, state):
    call = open_call_now()
    ours, theirs = application_in(state, call, organisation), application_in(state, call)
    assigned = cast["assessor"]
    if state != "draft":
        assignment = assign_assessor(theirs, assigned, by=cast["grants_manager"])
        declare_no_conflict(assignment, by=assigned, now=timezone.now())

    for person in cast.values():
        visible = set(Application.objects.visible_to(person))
        assert visible == {application for application in (ours, theirs) if can_see(person, application)}
    assert can_see(assigned, theirs) is (state != "draft")


def test_assessor_reads_nothing_before_declaring_and_after_a_conflict(assessor, grants_manager):
    application = application_in("assessment", open_call_now())
    assignment = assign_assessor(application, assessor, by=grants_manager)
    seen = [can_see(assessor, application)]

    declare_no_conflict(assignment, by=assessor, now=timezone.now())
    seen.append(can_see(assessor, application))
    declare_conflict(assignment, by=assessor, reason="My sister works there.", now=timezone.now())
    seen.append(can_see(assessor, application))

    assert seen == [False, True, False]


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
