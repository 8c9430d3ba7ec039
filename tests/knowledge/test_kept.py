"""What is kept for all readers is forgotten the moment something changes, and never tells one reader about another."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from knowledge.actions import following, readers, recommendations, responses, study_decisions
from knowledge.actions.reports import publish_due_reports
from knowledge.models import Recommendation
from knowledge.queries import recommendations as recommendation_queries
from knowledge.queries import study_reading
from knowledge.states import ReportState, StudyState
from tests.factories.knowledge import report_in, study_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keeps(settings):
    settings.PAGE_CACHE_SECONDS = 600


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    def act(action):
        with django_capture_on_commit_callbacks(execute=True):
            return action()

    return act


def signed_out(client, address):
    """As a visitor whose pages are made anew: what is kept are the parts."""
    client.cookies["csrftoken"] = "x" * 32
    return client.get(address)


def test_reader_sees_a_comment_and_its_hiding_at_once(client, commit, member, editor):
    study = commit(lambda: study_in(StudyState.PUBLISHED))
    address = study.get_absolute_url()

    def says():
        return "Who pays for it?" in signed_out(client, address).content.decode()

    before = says()
    comment = commit(
        lambda: readers.comment_on_study(study, by=member, key=uuid4(), text="Who pays for it?", language="en")
    )
    after = says()
    commit(lambda: readers.hide_comment(comment, by=editor, reason="Names somebody."))

    assert (before, after, says()) == (False, True, False)


def test_withdrawn_study_is_gone_at_once(client, commit, editor):
    study = commit(lambda: study_in(StudyState.PUBLISHED))
    address = study.get_absolute_url()

    before = signed_out(client, address).status_code
    commit(lambda: study_decisions.archive_study(study, by=editor, reason="Outdated."))
    page = signed_out(client, address)

    assert (before, page.status_code) == (200, 410)
    assert study.get_absolute_url() not in signed_out(client, "/en/knowledge/case-studies/").content.decode()


def test_member_and_visitor_share_what_is_kept_and_nothing_else(client, client_for, commit, member):
    study = commit(lambda: study_in(StudyState.PUBLISHED))
    address = study.get_absolute_url()

    theirs = client_for(member).get(address)
    visitors = signed_out(client, address)

    assert (theirs.context["may_comment"], visitors.context["may_comment"]) == (True, False)
    assert "study-comment" not in visitors.content.decode()
    assert f"{address}comment/" in theirs.content.decode()
    assert f"{address}comment/" not in visitors.content.decode()


def test_answer_of_an_institution_stands_in_the_tracker_at_once(client, commit, coordinator):
    report = commit(lambda: report_in(ReportState.PUBLISHED, by=coordinator))
    recommendation = report.recommendations.get()
    address = recommendation.get_absolute_url()

    def says():
        pages = [signed_out(client, one).content.decode() for one in (address, "/en/knowledge/tracker/")]
        return ["Accepted" in page for page in pages]

    before = says()
    commit(
        lambda: responses.record_response(
            recommendation, by=coordinator, institution=recommendation.addressees.get(), position="accepted",
            text="Yes.", language="en", given_on="2026-03-01",
        )
    )  # fmt: skip

    assert (before, says()) == ([False, False], [True, True])


def test_embargo_is_kept_by_what_is_kept_and_ends_with_its_second(client, commit, coordinator):
    report = commit(lambda: report_in(ReportState.EMBARGOED, by=coordinator))
    code = Recommendation.objects.get().code
    addresses = [f"/en/knowledge/tracker/{code}/", "/en/knowledge/tracker/", "/en/knowledge/reports/"]

    def shown():
        return ["Open a shelter" in signed_out(client, one).content.decode() for one in addresses[:2]]

    with time_machine.travel(report.embargo_until - timedelta(seconds=1), tick=False):
        commit(publish_due_reports)
        before = shown()
    with time_machine.travel(report.embargo_until, tick=False):
        commit(publish_due_reports)
        after = shown()

    assert (before, after) == ([False, False], [True, True])


def test_following_is_ones_own(client, client_for, commit, coordinator, member):
    recommendation = commit(lambda: report_in(ReportState.PUBLISHED, by=coordinator)).recommendations.get()
    following.follow_recommendation(recommendation, by=member)
    address = recommendation.get_absolute_url()

    assert client_for(member).get(address).context["follows"] is True
    assert signed_out(client, address).context["follows"] is False


@pytest.mark.parametrize(
    ("address", "most"), [("study", 0), ("/en/knowledge/case-studies/", 2), ("/en/knowledge/tracker/", 2)]
)
def test_kept_pages_cost_a_visitor_hardly_a_query(client, commit, django_assert_num_queries, address, most):
    study = commit(lambda: study_in(StudyState.PUBLISHED))
    commit(lambda: report_in(ReportState.PUBLISHED))
    address = study.get_absolute_url() if address == "study" else address
    signed_out(client, address)

    with django_assert_num_queries(most):
        assert signed_out(client, address).status_code == 200


def test_what_was_never_public_is_not_kept(commit):
    commit(lambda: report_in(ReportState.DRAFTING))

    for ask in (lambda: recommendation_queries.whole("RS-2026-01"), lambda: study_reading.whole("nothing")):
        with pytest.raises(Exception, match="matching query does not exist"):
            ask()


def test_later_edition_shows_in_the_history_at_once(client, commit, coordinator):
    first = commit(lambda: report_in(ReportState.PUBLISHED, by=coordinator, year=2025))
    recommendation = first.recommendations.get()
    later = commit(lambda: report_in(ReportState.DRAFTING, by=coordinator, year=2026, made=0))
    recommendations.assess_recommendation(
        recommendation, report=later, by=coordinator, progress="partly", evidence={"en": "Two rooms."}, on="2026-02-01"
    )
    from knowledge.actions import reports

    before = "Two rooms." in signed_out(client, recommendation.get_absolute_url()).content.decode()
    reports.send_to_review(later, by=coordinator)
    reports.sign_off_report(later, by=coordinator)
    commit(lambda: reports.publish_report(later, by=coordinator))
    after = "Two rooms." in signed_out(client, recommendation.get_absolute_url()).content.decode()

    assert (before, after) == (False, True)
