"""Role × action for studies, reports and recommendations; each “may I see it?” agrees with its “which ones?”."""

import pytest
from django.contrib.auth.models import AnonymousUser

from knowledge import permissions
from knowledge.models import CaseStudy, Recommendation, ShadowReport
from knowledge.states import ReportState, StudyState
from tests.factories.knowledge import author_of, draft_study, report_in, study_in

ROLES = ["nobody", "stranger", "member", "author", "representative", "peer", "coordinator", "coordinator_ba"]
ROLES += ["editor", "secretariat", "grants_manager", "assessor"]


@pytest.fixture
def person(request):
    """`person("coordinator")`: one of the cast, made when first asked for."""
    return lambda role: AnonymousUser() if role == "nobody" else request.getfixturevalue(role)


@pytest.fixture
def author(organisation):
    from tests.factories.members import AffiliationFactory

    return AffiliationFactory(organisation=organisation, person__full_name="Aca Author").person


@pytest.fixture
def peer(db):
    return author_of("ME")


DESK = {"coordinator", "editor", "secretariat"}
OWN = {"author", "representative"}
EVERYBODY = set(ROLES)

# What may be done with a study of a Serbian organisation, by state: (predicate, state) → who.
STUDY_TABLE = {
    ("can_see_study", StudyState.DRAFT): OWN,
    ("can_see_study", StudyState.SUBMITTED): OWN | DESK,
    ("can_see_study", StudyState.REVISE): OWN | DESK,
    ("can_see_study", StudyState.PUBLISHED): EVERYBODY,
    ("can_see_study", StudyState.ARCHIVED): OWN | DESK,
    ("can_write_study", StudyState.DRAFT): OWN,
    ("can_write_study", StudyState.REVISE): OWN,
    ("can_write_study", StudyState.SUBMITTED): set(),
    ("can_write_study", StudyState.PUBLISHED): set(),
    ("can_update_study", StudyState.PUBLISHED): OWN,
    ("can_update_study", StudyState.DRAFT): set(),
    ("can_restore_study", StudyState.ARCHIVED): OWN,
    ("can_decide_study", StudyState.SUBMITTED): DESK,
    ("can_change_facts", StudyState.SUBMITTED): set(),
    ("can_change_facts", StudyState.PUBLISHED): DESK,
    ("can_change_facts", StudyState.ARCHIVED): set(),
    ("can_ask_peer", StudyState.SCREENED): DESK,
    ("can_ask_peer", StudyState.SUBMITTED): set(),
    ("can_be_peer_of", StudyState.SCREENED): {"peer"},
}


@pytest.mark.parametrize(("rule", "state"), STUDY_TABLE, ids=lambda value: str(value))
def test_study_is_open_to_those_in_the_table(person, author, rule, state):
    study = study_in(state, author)

    allowed = {role for role in ROLES if getattr(permissions, rule)(person(role), study)}

    assert allowed == STUDY_TABLE[rule, state]


@pytest.mark.parametrize("state", [StudyState.DRAFT, StudyState.SUBMITTED, StudyState.PUBLISHED, StudyState.ARCHIVED])
def test_list_of_visible_studies_agrees_with_the_question_about_one(person, author, state):
    study = study_in(state, author)

    for role in ROLES:
        user = person(role)
        assert CaseStudy.objects.visible_to(user).filter(pk=study.pk).exists() == permissions.can_see_study(user, study)


def test_asked_peer_sees_the_study(person, coordinator, peer):
    from knowledge.actions.study_checks import ask_peer

    study = study_in(StudyState.SCREENED)
    ask_peer(study, by=coordinator, peer=peer)

    assert permissions.can_see_study(peer, study)
    assert list(CaseStudy.objects.visible_to(peer)) == [study]


@pytest.mark.parametrize("role", ROLES)
def test_only_members_begin_studies(person, author, role):
    assert permissions.can_start_study(person(role)) == (role in OWN | {"member", "peer"})


KEEPERS = {"coordinator", "secretariat"}
REPORT_TABLE = {
    ("can_see_report", ReportState.DRAFTING): KEEPERS,
    ("can_see_report", ReportState.EMBARGOED): KEEPERS,
    ("can_see_report", ReportState.PUBLISHED): EVERYBODY,
    ("can_see_report", ReportState.WITHDRAWN): EVERYBODY,
    ("can_write_report", ReportState.DRAFTING): KEEPERS,
    ("can_write_report", ReportState.COUNTRY_SIGNOFF): set(),
    ("can_write_report", ReportState.PUBLISHED): set(),
    ("can_sign_off_report", ReportState.EVIDENCE_REVIEW): {"coordinator"},
    ("can_publish_report", ReportState.COUNTRY_SIGNOFF): KEEPERS,
}


@pytest.mark.parametrize(("rule", "state"), REPORT_TABLE, ids=lambda value: str(value))
def test_report_is_open_to_those_in_the_table(person, author, rule, state):
    report = report_in(state)

    allowed = {role for role in ROLES if getattr(permissions, rule)(person(role), report)}

    assert allowed == REPORT_TABLE[rule, state]


@pytest.mark.parametrize("state", [ReportState.DRAFTING, ReportState.EMBARGOED, ReportState.PUBLISHED])
def test_lists_of_visible_reports_and_recommendations_agree_with_the_questions(person, author, state):
    report = report_in(state)
    recommendation = report.recommendations.get()

    for role in ROLES:
        user = person(role)
        seen = ShadowReport.objects.visible_to(user).filter(pk=report.pk).exists()
        known = Recommendation.objects.visible_to(user).filter(pk=recommendation.pk).exists()
        assert seen == permissions.can_see_report(user, report)
        assert known == permissions.can_see_recommendation(user, recommendation)


def test_representative_may_write_what_a_colleague_began(author, representative, member):
    study = draft_study(author)

    assert permissions.can_write_study(representative, study)
    assert not permissions.can_write_study(member, study)
