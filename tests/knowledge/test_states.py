"""Every state against every other: what the tables list happens, everything else is refused."""

import pytest

from knowledge.models import CaseStudy, ShadowReport
from knowledge.states import (
    REPORT_PUBLIC,
    REPORT_TRANSITIONS,
    STUDY_IN_FORCE,
    STUDY_TRANSITIONS,
    STUDY_WITH_AUTHOR,
    STUDY_WITH_DESK,
    ReportState,
    StudyState,
)
from network.core.errors import TransitionError
from network.core.transitions import transition
from tests.factories.knowledge import report_in, study_in

STUDY_PAIRS = [(before, to) for before in StudyState.values for to in StudyState.values]
REPORT_PAIRS = [(before, to) for before in ReportState.values for to in ReportState.values]


@pytest.fixture
def study(db):
    return study_in(StudyState.DRAFT)


@pytest.fixture
def report(db):
    return report_in(ReportState.DRAFTING)


def test_groups_of_study_states_cover_all_but_the_archive():
    assert set(StudyState) - {StudyState.ARCHIVED} == STUDY_WITH_AUTHOR | STUDY_WITH_DESK | STUDY_IN_FORCE


@pytest.mark.parametrize(("before", "to"), STUDY_PAIRS, ids=lambda state: state)
def test_study_goes_where_the_table_says_and_nowhere_else(study, before, to):
    CaseStudy.objects.filter(pk=study.pk).update(state=before)

    if to in STUDY_TRANSITIONS[before]:
        assert transition(study, to, by=None).state == to
    else:
        with pytest.raises(TransitionError):
            transition(study, to, by=None)


@pytest.mark.parametrize(("before", "to"), REPORT_PAIRS, ids=lambda state: state)
def test_report_goes_where_the_table_says_and_nowhere_else(report, coordinator, before, to):
    from django.utils import timezone

    dated = {"signed_off_at": timezone.now(), "published_at": timezone.now(), "embargo_until": timezone.now()}
    ShadowReport.objects.filter(pk=report.pk).update(state=before, **dated)

    if to in REPORT_TRANSITIONS[before]:
        assert transition(report, to, by=coordinator).state == to
    else:
        with pytest.raises(TransitionError):
            transition(report, to, by=coordinator)


def test_nothing_leads_from_the_public_back_to_the_writers():
    assert all(REPORT_TRANSITIONS[state] <= REPORT_PUBLIC for state in REPORT_PUBLIC)
