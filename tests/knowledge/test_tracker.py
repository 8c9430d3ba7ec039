"""A demand and its answers: carried on, worded anew, answered once per link, followed, and never rewritten."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from knowledge.actions import following, recommendations, reports, responses
from knowledge.models import GovernmentResponse, Recommendation, ResponseRequest, Wording
from knowledge.permissions import can_answer
from knowledge.queries.countries import comparison
from knowledge.queries.recommendations import chain_of, ledger, with_history
from knowledge.states import ReportState
from network.core.errors import DomainError, NotAllowed
from network.core.models import AuditEntry, OutboxMessage
from tests.crowds import all_at_once
from tests.factories.knowledge import institution, recommendation_in, report_in
from tests.factories.members import AffiliationFactory

pytestmark = pytest.mark.django_db

on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="threads need row locks")
ANSWER = {"position": "partly_accepted", "text": "By the spring.", "language": "sr"}


def public_recommendation(by: Any, **details: Any) -> Recommendation:
    return report_in(ReportState.PUBLISHED, by=by, **details).recommendations.get()


def published(report: Any, by: Any) -> None:
    reports.send_to_review(report, by=by)
    reports.sign_off_report(report, by=by)
    reports.publish_report(report, by=by)


def asked(recommendation: Recommendation, by: Any) -> str:
    """The secret in the letter that went to the addressee."""
    responses.ask_for_response(
        recommendation, by=by, institution=recommendation.addressees.get(), email="office@example.org", language="en"
    )
    letter = OutboxMessage.objects.filter(address="office@example.org").latest("pk")
    return next(line for line in letter.text.splitlines() if "/answer/" in line).rstrip("/").rpartition("/")[2]


# --- Answering ------------------------------------------------------------------------------------------------------


def test_link_answers_once_and_the_answer_is_published_as_it_was_typed(client, coordinator):
    recommendation = public_recommendation(coordinator)
    address = f"/en/knowledge/tracker/answer/{asked(recommendation, coordinator)}/"
    text = "  Да. <b>Урађено</b>\r\n\r\n31. 12.  "

    shown = client.get(address)
    sent = client.post(address, {**ANSWER, "text": text, "in_its_name": "on"}, follow=True)
    again = client.post(address, {**ANSWER, "in_its_name": "on"})

    assert (shown.status_code, shown["Referrer-Policy"], shown["X-Robots-Tag"]) == (200, "no-referrer", "noindex")
    assert "no-store" in shown["Cache-Control"]
    assert "&lt;b&gt;Урађено&lt;/b&gt;" in sent.content.decode()
    assert (again.status_code, "This link was used" in again.content.decode()) == (410, True)
    assert list(GovernmentResponse.objects.values_list("position", "text")) == [("partly_accepted", text.strip())]
    entry = AuditEntry.objects.get(verb="recommendation.answered")
    assert (entry.actor_id, entry.after["via"]) == ("", "link")


@pytest.mark.parametrize(
    ("sentence", "spoil"),
    [
        ("has expired", lambda request: ResponseRequest.objects.update(expires_at=request.asked_at + timedelta(1))),
        ("was taken back", lambda request: ResponseRequest.objects.update(withdrawn_at=timezone.now())),
    ],
)
def test_closed_link_says_why_and_publishes_nothing(client, coordinator, sentence, spoil):
    recommendation = public_recommendation(coordinator)
    secret = asked(recommendation, coordinator)
    spoil(ResponseRequest.objects.get())

    with time_machine.travel(timezone.now() + timedelta(days=2)):
        answers = [client.get(f"/en/knowledge/tracker/answer/{secret}/")]
        answers.append(client.post(f"/en/knowledge/tracker/answer/{secret}/", {**ANSWER, "in_its_name": "on"}))

    assert [answer.status_code for answer in answers] == [410, 410]
    assert all(sentence in answer.content.decode() for answer in answers)
    assert not GovernmentResponse.objects.exists()


def test_second_letter_closes_the_first_and_unknown_links_do_not_exist(client, coordinator):
    recommendation = public_recommendation(coordinator)
    first, second = asked(recommendation, coordinator), asked(recommendation, coordinator)

    statuses = [client.get(f"/en/knowledge/tracker/answer/{one}/").status_code for one in (first, second, "x" * 43)]

    assert statuses == [410, 200, 404]
    with pytest.raises(DomainError, match="not one of ours"):
        responses.answer_by_link("x" * 43, **ANSWER)


def test_secret_is_kept_nowhere_but_in_the_letter(coordinator):
    secret = asked(public_recommendation(coordinator), coordinator)

    kept = ResponseRequest.objects.values().get()

    assert secret not in str(kept)
    assert secret not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize("who", ["stranger", "member", "representative", "coordinator_ba", "editor"])
def test_only_the_desk_of_the_country_asks_and_enters(request, coordinator, who):
    recommendation, user = public_recommendation(coordinator), request.getfixturevalue(who)
    addressee = recommendation.addressees.get()

    with pytest.raises(NotAllowed):
        responses.ask_for_response(recommendation, by=user, institution=addressee, email="a@example.org", language="sr")
    with pytest.raises(NotAllowed):
        responses.record_response(recommendation, by=user, institution=addressee, given_on=date(2026, 5, 1), **ANSWER)


def test_institution_answers_from_its_own_account(client_for, coordinator):
    recommendation = public_recommendation(coordinator)
    minister = AffiliationFactory(organisation=recommendation.addressees.get(), role="representative").person
    clerk = AffiliationFactory(organisation=recommendation.addressees.get(), role="member").person
    address = f"/en/knowledge/tracker/{recommendation.code}/answer/"

    statuses = [client_for(one).get(address).status_code for one in (minister, clerk, coordinator)]
    client_for(minister).post(address, {**ANSWER, "in_its_name": "on"})

    assert statuses == [200, 404, 404]
    assert GovernmentResponse.objects.get().recorded_by == minister
    assert (
        "Answer in the name of your institution"
        in client_for(minister).get(recommendation.get_absolute_url()).content.decode()
    )


def test_nobody_answers_for_an_institution_that_was_not_asked(coordinator):
    recommendation = public_recommendation(coordinator)
    other = institution(name="Primer drugo ministarstvo")
    minister = AffiliationFactory(organisation=other, role="representative").person

    assert not can_answer(minister, recommendation, other)
    with pytest.raises(NotAllowed):
        responses.answer_recommendation(recommendation, by=minister, institution=other, **ANSWER)


@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_link_used_by_eight_at_once_answers_once(coordinator):
    secret = asked(public_recommendation(coordinator), coordinator)

    outcomes = all_at_once(
        [lambda n=n: responses.answer_by_link(secret, **{**ANSWER, "text": str(n)}) for n in range(8)]
    )

    assert GovernmentResponse.objects.count() == 1
    assert sum(isinstance(outcome, DomainError) for outcome in outcomes) == 7


# --- Carried on and worded anew -------------------------------------------------------------------------------------


def test_carried_on_demand_is_not_overdue_and_its_codes_form_a_chain(coordinator):
    first = public_recommendation(coordinator, year=2024)
    Recommendation.objects.filter(pk=first.pk).update(target_on=date(2024, 6, 1))
    edition = report_in(by=coordinator, year=2025, made=0)
    second = recommendation_in(edition, by=coordinator, carried_from=first)
    today = date(2026, 1, 1)
    before = list(Recommendation.objects.public().overdue(today)), chain_of(first)

    published(edition, coordinator)

    first, second = Recommendation.objects.get(pk=first.pk), Recommendation.objects.get(pk=second.pk)
    assert before == ([first], [first])
    assert list(Recommendation.objects.public().overdue(today)) == []
    assert not first.is_overdue(today)
    assert chain_of(first) == chain_of(second) == [first, second]


def test_demand_is_carried_on_once_and_only_within_its_country(coordinator, coordinator_ba):
    first = public_recommendation(coordinator, year=2024)
    edition = report_in(by=coordinator, year=2025, made=0)
    recommendation_in(edition, by=coordinator, carried_from=first)

    with pytest.raises(DomainError, match="carried on under another code"):
        recommendation_in(edition, by=coordinator, carried_from=first)
    with pytest.raises(DomainError):
        recommendation_in(report_in(by=coordinator_ba, code="BA"), by=coordinator_ba, carried_from=first)


def test_new_wording_is_public_with_its_edition_and_the_old_one_is_kept(client, coordinator):
    first = public_recommendation(coordinator, year=2024)
    edition = report_in(by=coordinator, year=2025)
    recommendations.assess_recommendation(
        first, by=coordinator, report=edition, progress="partly", evidence={"en": "Half."}, on=date(2025, 2, 1),
        rewording={"en": "Open two shelters."},
    )  # fmt: skip
    early = client.get(first.get_absolute_url()).content.decode()

    published(edition, coordinator)

    assert "Open two shelters." not in early
    assert Recommendation.objects.get(pk=first.pk).texts == {"en": "Open two shelters."}
    wordings = Wording.objects.filter(recommendation=first).values_list("number", "texts__en")
    assert list(wordings) == [(1, "Open a shelter number 1."), (2, "Open two shelters.")]
    late = client.get(first.get_absolute_url()).content.decode()
    assert "Open two shelters." in late


def test_ledger_puts_answers_beside_the_edition_that_was_out_when_they_came(coordinator):
    first = public_recommendation(coordinator, year=2024)
    body = first.addressees.get()
    for year, day in ((2025, date(2025, 2, 1)), (2026, date(2026, 2, 1))):
        edition = report_in(by=coordinator, year=year)
        recommendations.assess_recommendation(
            first, by=coordinator, report=edition, progress="partly", evidence={}, on=day
        )
        published(edition, coordinator)
    for day in (date(2024, 9, 9), date(2025, 9, 9)):
        responses.record_response(first, by=coordinator, institution=body, given_on=day, **ANSWER)

    rows = ledger(with_history(Recommendation.objects.public()).get(pk=first.pk))

    seen = [(row.report.year, bool(row.assessment), [one.given_on.year for one in row.responses]) for row in rows]
    assert seen == [(2024, False, [2024]), (2025, True, [2025]), (2026, True, [])]


# --- Following ------------------------------------------------------------------------------------------------------


def letters_to(person: Any) -> list[str]:
    return list(OutboxMessage.objects.filter(recipient=person).values_list("subject", flat=True))


def test_follower_is_told_once_of_an_edition_and_once_of_an_answer(coordinator, stranger):
    edition = report_in(ReportState.PUBLISHED, by=coordinator, year=2024, made=3)
    followed = list(edition.recommendations.all())
    for one in followed:
        following.follow_recommendation(one, by=stranger)
        following.follow_recommendation(one, by=stranger)
    later = report_in(by=coordinator, year=2025)
    for one in followed:
        recommendations.assess_recommendation(
            one, by=coordinator, report=later, progress="fully", evidence={}, on=date(2025, 1, 1)
        )
    quiet = letters_to(stranger)

    published(later, coordinator)
    responses.record_response(
        followed[0], by=coordinator, institution=followed[0].addressees.get(), given_on=date(2025, 3, 1), **ANSWER
    )

    assert quiet == []
    assert letters_to(stranger) == [
        "News of 3 recommendations that you follow",
        "News of a recommendation that you follow",
    ]


def test_who_follows_no_more_is_told_no_more(coordinator, stranger):
    recommendation = public_recommendation(coordinator)
    following.follow_recommendation(recommendation, by=stranger)
    following.unfollow_recommendation(recommendation, by=stranger)

    responses.record_response(
        recommendation, by=coordinator, institution=recommendation.addressees.get(), given_on=date(2026, 3, 1), **ANSWER
    )

    assert letters_to(stranger) == []


def test_recommendation_in_work_cannot_be_followed(client_for, coordinator, stranger):
    hidden = report_in(by=coordinator).recommendations.get()

    with pytest.raises(NotAllowed):
        following.follow_recommendation(hidden, by=stranger)
    assert client_for(stranger).post(f"/en/knowledge/tracker/{hidden.code}/follow/").status_code == 404


def test_follow_button_and_list_work_without_script(client_for, coordinator, stranger):
    recommendation, browser = public_recommendation(coordinator), client_for(stranger)
    address = recommendation.get_absolute_url()

    page = browser.post(f"{address}follow/", follow=True).content.decode()
    listed = browser.get("/en/knowledge/tracker/followed/").context["rows"]
    browser.post(f"{address}unfollow/")

    assert "Stop following" in page
    assert listed == [(recommendation, False)]
    assert browser.get("/en/knowledge/tracker/followed/").context["rows"] == []


# --- Countries ------------------------------------------------------------------------------------------------------


def test_countries_are_compared_by_share_and_year(coordinator, coordinator_ba):
    serbian = report_in(ReportState.PUBLISHED, by=coordinator, year=2024, made=2)
    report_in(ReportState.PUBLISHED, by=coordinator_ba, code="BA", year=2024)
    later = report_in(by=coordinator, year=2025, made=0)
    for one, progress in zip(serbian.recommendations.order_by("code"), ["fully", "regressed"], strict=True):
        recommendations.assess_recommendation(
            one, by=coordinator, report=later, progress=progress, evidence={}, on=date(2025, 1, 1)
        )
    published(later, coordinator)

    found = comparison(date(2026, 1, 1))

    rows = {row.country.code: (row.asked, row.done_share, row.back, row.answered_share) for row in found.rows}
    assert rows["RS"] == (2, 50, 1, 0)
    assert rows["BA"] == (1, 0, 0, 0)
    assert rows["ME"] == (0, None, 0, None)
    assert found.years == [2025]
    assert [(series.label, [p.value for p in series.points]) for series in found.by_year.series] == [("Serbia", [50])]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "most"), [("/en/knowledge/tracker/countries/", 5), ("/en/knowledge/tracker/RS-2024-01/", 7)]
)
def test_pages_cost_the_same_for_one_row_as_for_three(
    client, coordinator, django_assert_num_queries, address, most, rows
):
    for number in range(rows):
        report_in(ReportState.PUBLISHED, by=coordinator, year=2024 + number)
    first = Recommendation.objects.get(code="RS-2024-01")
    for number in range(rows):
        edition = report_in(by=coordinator, year=2030 + number)
        recommendations.assess_recommendation(
            first, by=coordinator, report=edition, progress="partly", evidence={}, on=date(2025 + number, 1, 1)
        )
        published(edition, coordinator)
        responses.record_response(
            first, by=coordinator, institution=first.addressees.get(), given_on=date(2025 + number, 3, 1), **ANSWER
        )
    client.get(address)

    with django_assert_num_queries(most):
        client.get(address)
