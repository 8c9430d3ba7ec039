"""Every state against every other: what the tables list happens, everything else is refused."""

from datetime import date

import pytest
from django.utils import timezone

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
from tests.factories.knowledge import series

STUDY_PAIRS = [(before, to) for before in StudyState.values for to in StudyState.values]
REPORT_PAIRS = [(before, to) for before in ReportState.values for to in ReportState.values]


def test_groups_of_study_states_cover_all_but_the_archive():
    assert set(StudyState) - {StudyState.ARCHIVED} == STUDY_WITH_AUTHOR | STUDY_WITH_DESK | STUDY_IN_FORCE


@pytest.mark.parametrize(("before", "to"), STUDY_PAIRS, ids=lambda state: state)
def test_study_goes_where_the_table_says_and_nowhere_else(organisation, before, to):
    study = CaseStudy.objects.create(
        title="A practice", language="en", organisation=organisation, country=organisation.country, state=before
    )

    if to in STUDY_TRANSITIONS[before]:
        assert transition(study, to, by=None).state == to
    else:
        with pytest.raises(TransitionError):
            transition(study, to, by=None)


@pytest.mark.parametrize(("before", "to"), REPORT_PAIRS, ids=lambda state: state)
def test_report_goes_where_the_table_says_and_nowhere_else(db, before, to):
    now = timezone.now()
    report = ShadowReport.objects.create(
        slug="edition",
        title="An edition",
        series=series(),
        language="en",
        year=2026,
        period_from=date(2025, 1, 1),
        period_until=date(2025, 12, 31),
        state=before,
        signed_off_at=now,
        published_at=now,
        embargo_until=now,
    )

    if to in REPORT_TRANSITIONS[before]:
        assert transition(report, to, by=None).state == to
    else:
        with pytest.raises(TransitionError):
            transition(report, to, by=None)


def test_nothing_leads_from_the_public_back_to_the_writers():
    assert all(REPORT_TRANSITIONS[state] <= REPORT_PUBLIC for state in REPORT_PUBLIC)
