"""The desk of the assessment: board, what if, closing, the reserve list, agreement."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from grants.actions.assessments import reopen_assessment
from grants.actions.decisions import move_application
from grants.actions.rankings import close_assessment, promote_from_reserve
from grants.agreement import agreement
from grants.models import Application, RankingRecord
from grants.queries.ranking import entries_of, ranking_of, rules_of
from grants.ranking_records import computed_again
from network.core.errors import DomainError
from tests.factories.grants import application_in, assessed, open_call_now
from tests.factories.members import person_with_role


@pytest.fixture
def people(grants_manager, secretariat):
    readers = [person_with_role("assessor", full_name=f"Reader {n}", email=f"reader{n}@example.org") for n in (1, 2)]
    return (grants_manager, secretariat), readers


def ranked_call(people, *points: int, envelope: int = 12000, **fields):
    """A call whose applications got these points (of five) from both readers."""
    managers, readers = people
    call = open_call_now(envelope=Decimal(envelope), **fields)
    for given in points:
        application = application_in("assessment", call, managers=managers)
        for reader in readers:
            assessed(application, reader, managers[0], points=given)
    return call


def address(name, call):
    return reverse(f"desk-grants-{name}", kwargs={"key": call.translation_key})


@pytest.mark.parametrize("number", [1, 3])
def test_board_takes_the_same_queries_however_long(django_assert_num_queries, client_for, people, number):
    call = ranked_call(people, *range(1, number + 1))
    browser = client_for(people[0][0])
    browser.get(address("ranking", call))

    with django_assert_num_queries(16):
        page = browser.get(address("ranking", call)).text

    assert page.count("data-outcome=") == number


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_assessors_takes_the_same_queries(django_assert_num_queries, client_for, people, number):
    call = ranked_call(people, *range(1, number + 1))
    browser = client_for(people[0][0])
    browser.get(address("assessors", call))

    with django_assert_num_queries(21):
        assert browser.get(address("assessors", call)).text.count("Home again") == number


def test_board_draws_the_line_and_says_why(client_for, people):
    call = ranked_call(people, 5, 3, 4)

    page = client_for(people[0][0]).get(address("ranking", call)).text

    assert page.index(call.code + "-0001") < page.index("The line:") < page.index(call.code + "-0002")
    assert "€5,136 do not fit into the €1,728 that are left of the envelope." in page


def test_what_if_changes_nothing(client_for, people):
    call = ranked_call(people, 5, 3, 4)
    browser = client_for(people[0][0])
    before = ranking_of(call)

    page = browser.get(address("ranking", call), {"what_if": "1", "envelope": "5.200,00", "overall_minimum": "9"}).text
    nonsense = browser.get(address("ranking", call), {"what_if": "1", "envelope": "lots"})

    assert "nothing of this is stored" in page
    assert "really: Within the envelope" in page
    assert nonsense.status_code == 200
    assert ranking_of(call) == before
    assert RankingRecord.objects.count() == 0


def test_closing_records_a_ranking_that_can_be_computed_again(client_for, people):
    call = ranked_call(people, 5, 3)

    client_for(people[0][0]).post(address("close-assessment", call))

    record = RankingRecord.objects.get()
    assert [row["outcome"] for row in record.record["ranking"]] == ["selected", "selected"]
    assert computed_again(record.record)
    assert set(Application.objects.values_list("state", flat=True)) == {"ranked"}
    with pytest.raises(TypeError):
        record.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        RankingRecord.objects.update(text="{}")


def test_nothing_is_closed_while_something_is_missing(people):
    call = ranked_call(people, 5, 3)
    application = Application.objects.first()
    reopen_assessment(application.assignments.first().assessment, by=people[0][0], reason="Unclear.")

    with pytest.raises(DomainError, match="not complete"):
        close_assessment(call, by=people[0][0])

    assert RankingRecord.objects.count() == 0


def test_reserve_moves_up_in_order_and_only_into_free_money(people):
    call, manager = ranked_call(people, 5, 4, 3, envelope=10300), people[0][0]
    close_assessment(call, by=manager)
    first, second, third = Application.objects.order_by("number")
    for application, state in (
        (first, "provisionally_selected"),
        (second, "provisionally_selected"),
        (third, "reserve"),
    ):
        move_application(application, state, by=manager, reason="As ranked.")
    with pytest.raises(DomainError, match="has €28 left"):
        promote_from_reserve(call, by=manager, reason="Try.")

    from grants.actions.submissions import withdraw_application

    withdraw_application(second, by=None, reason="We cannot.")
    promoted = promote_from_reserve(call, by=manager, reason="The money is free.")

    assert (promoted.number, promoted.state) == (third.number, "provisionally_selected")
    with pytest.raises(DomainError, match="Nobody"):
        promote_from_reserve(call, by=manager, reason="Again.")


def test_agreement_shows_spread_and_drift(client_for, people):
    managers, (mild, strict) = people
    call = open_call_now()
    for _ in range(2):
        application = application_in("assessment", call, managers=managers)
        assessed(application, mild, managers[0], points=5)
        assessed(application, strict, managers[0], points=2)

    found = agreement(entries_of(call), rules_of(call))
    page = client_for(managers[0]).get(address("agreement", call)).text

    assert [(one.spread, one.percent, one.mean) for one in found.criteria] == [(Decimal("3.0"), 60, Decimal("3.5"))]
    assert [(one.assessor, one.drift) for one in found.assessors] == [
        ("Reader 2", Decimal("-6.0")),
        ("Reader 1", Decimal("6.0")),
    ]
    assert "more severe" in page


def test_manager_of_the_applicant_does_not_see_its_scores(client_for, people):
    from tests.factories.members import AffiliationFactory

    call, manager = ranked_call(people, 5), people[0][0]
    application = Application.objects.get()
    where = reverse("desk-grants-application", kwargs={"uuid": application.uuid})
    assert "It deserves 5 points." in client_for(manager).get(where).text
    assert call

    AffiliationFactory(organisation=application.organisation, person=manager)

    assert "It deserves 5 points." not in client_for(manager).get(where).text


def test_what_nobody_assesses_is_ranked_by_hand_and_the_board_says_so(client_for, people):
    managers, _readers = people
    call = ranked_call(people, 5)
    alone = application_in("assessment", call, managers=managers)
    browser = client_for(managers[0])
    page = browser.get(reverse("desk-grants-application", kwargs={"uuid": alone.uuid})).text
    assert "Nobody is asked to assess it. You may rank it by hand" in page
    assert not ranking_of(call).is_complete

    move_application(alone, "ranked", by=managers[0], reason="The only one of its kind.")

    found = ranking_of(call)
    assert found.is_complete
    assert [(row.entry.key, row.outcome, row.place) for row in found.rows] == [
        (f"{call.code}-0001", "selected", 1),
        (f"{call.code}-0002", "by_hand", None),
    ]
    assert "Nobody was asked to assess it: a manager ranked it by hand" in browser.get(address("ranking", call)).text
    record = close_assessment(call, by=managers[0])
    assert computed_again(record.record)


def test_what_has_assessors_is_not_ranked_by_hand(client_for, people):
    call = ranked_call(people, 5)
    application = Application.objects.get()

    with pytest.raises(DomainError, match="close the assessment on the ranking board"):
        move_application(application, "ranked", by=people[0][0], reason="Faster.")

    page = client_for(people[0][0]).get(reverse("desk-grants-application", kwargs={"uuid": application.uuid})).text
    assert "it is ranked by their scores together with the others" in page
    assert call
