"""The money of an agreement to the cent: pure functions under many figures."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants import plans
from grants.balances import Account
from grants.states import Heading

cents = st.integers(min_value=0, max_value=5_000_000).map(lambda n: Decimal(n) / 100)
money = st.integers(min_value=1, max_value=5_000_000).map(lambda n: Decimal(n) / 100)
headings = st.dictionaries(st.sampled_from([heading.value for heading in Heading]), cents, max_size=6)


def account(**fields):
    values = {
        "award": Decimal(10000),
        "agreed": {"human_resources": Decimal(6000), "travel": Decimal(3300), "indirect": Decimal(700)},
        "claimed": {},
        "accepted": {},
        "sent": Decimal(0),
        "returned": Decimal(0),
    }
    return Account(**{**values, **fields})


@given(headings, money)
def test_scaled_headings_add_up_to_the_award(requested, amount):
    found = plans.scaled(requested, amount)

    assert sum(found.values()) == (amount if any(requested.values()) else 0)
    assert all(value >= 0 for value in found.values())
    total = sum(requested.values())
    for heading, value in found.items():
        assert abs(value - requested[heading] * amount / total) <= Decimal("0.06")


@given(money, st.integers(min_value=1, max_value=60), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_planned_instalments_leave_a_balance(amount, months, starts_on):
    reports = plans.reports(starts_on, months)
    instalments = plans.instalments(amount, reports)

    assert 0 < sum(item.amount for item in instalments) <= amount or amount < Decimal("0.05")
    assert {item.report for item in instalments} <= {0, *range(1, len(reports))}
    assert [report.is_final for report in reports] == [False] * (len(reports) - 1) + [True]
    assert reports[0].starts_on == starts_on
    assert all(one.ends_on + timedelta(days=1) == two.starts_on for one, two in pairwise(reports))
    assert all(report.due_on > report.ends_on >= report.starts_on for report in reports)


@given(money, headings, headings, cents, cents, st.integers(0, 100), st.sampled_from([0, 7, 25]))
def test_nobody_is_paid_more_than_award_and_cost(award, agreed, accepted, sent, returned, percent, indirect):
    found = Account(award, agreed, accepted, accepted, sent, returned, percent, Decimal(indirect))

    assert found.entitled == min(award, found.accepted_cost)
    assert found.paid + found.balance == found.entitled
    assert found.paid + found.to_pay - found.to_recover == found.entitled <= award
    assert min(found.to_pay, found.to_recover) == 0
    assert found.accepted_cost <= found.accepted_total
    assert all(item.counted + item.excess == item.accepted for item in found.headings)
    counted = {item.heading: item.counted for item in found.headings}
    direct = sum(value for heading, value in counted.items() if heading != "indirect")
    assert counted.get("indirect", 0) <= direct * indirect / 100


@given(money, headings, headings, cents, cents, st.integers(0, 90).map(Decimal), cents)
def test_the_grant_never_pays_more_than_its_share(award, agreed, accepted, sent, returned, percent, own):
    found = Account(
        award,
        agreed,
        accepted,
        accepted,
        sent,
        returned,
        cofinancing_percent=percent,
        own_claimed=own,
        own_accepted=own,
    )
    without = Account(award, agreed, accepted, accepted, sent, returned)
    grantee_pays = found.project_cost - found.entitled

    assert found.entitled == min(award, found.accepted_cost, found.share_limit)
    assert found.entitled <= without.entitled
    assert grantee_pays * 100 >= found.project_cost * percent
    assert found.entitled + grantee_pays == found.accepted_cost + own
    if own >= found.accepted_cost * percent / (100 - percent):  # the whole own share is there: nothing is lost by it
        assert without.entitled - found.entitled <= Decimal("0.01")
    results = [step.amount for step in found.steps if step.is_result]
    extra = [found.project_cost] if percent else []
    assert results == [found.accepted_total, found.accepted_cost, *extra, found.entitled, abs(found.balance)]


@given(money, headings, headings, headings, cents, cents)
def test_the_explained_steps_add_up(award, agreed, claimed, accepted, sent, returned):
    accepted = {heading: min(value, claimed.get(heading, Decimal(0))) for heading, value in accepted.items()}
    found = Account(award, agreed, claimed, accepted, sent, returned)
    steps = found.steps
    results = [step.amount for step in steps if step.is_result]

    assert results == [found.accepted_total, found.accepted_cost, found.entitled, abs(found.balance)]
    assert steps[0].amount + steps[1].amount == results[0]
    over = sum(step.amount for step in steps[3:] if step.label == "Over the limit of the heading")
    assert results[0] + over == results[1]
    after = [step.amount for step in steps[steps.index(next(s for s in steps if s.label == "Paid")) :]]
    assert found.entitled + sum(after[:-1]) == found.balance


@pytest.mark.parametrize(
    ("claimed", "over"),
    [
        ({"human_resources": "7500.00"}, []),
        ({"human_resources": "7500.01"}, ["human_resources"]),
        ({"travel": "4125.00", "human_resources": "5000"}, []),
        ({"travel": "4125.01"}, ["travel"]),
        ({"equipment": "0.01"}, ["equipment"]),
        ({"indirect": "900.00"}, []),
    ],
    ids=["25 % exactly", "a cent more", "travel", "travel over", "nothing agreed", "indirect is capped elsewhere"],
)
def test_quarter_of_a_heading_may_be_moved_into_it(claimed, over):
    found = account(claimed={heading: Decimal(value) for heading, value in claimed.items()})

    assert [item.heading for item in found.breaches] == over


def test_what_is_over_the_limit_does_not_count():
    accepted = {"human_resources": Decimal(8000), "travel": Decimal(1000), "indirect": Decimal(700)}
    found = account(accepted=accepted, claimed=accepted, sent=Decimal(9000))

    assert [(item.heading, item.counted, item.excess) for item in found.headings] == [
        ("human_resources", Decimal("7500.00"), Decimal("500.00")),
        ("travel", Decimal(1000), Decimal(0)),
        ("indirect", Decimal("595.00"), Decimal("105.00")),  # 7 % of the 8,500 that count
    ]
    assert found.accepted_cost == Decimal("9095.00")
    assert [(step.label, str(step.amount)) for step in found.steps] == [
        ("Charged to the grant", "9700.00"),
        ("Refused, or not reviewed yet", "0.00"),
        ("Accepted", "9700.00"),
        ("Over the limit of the heading", "-500.00"),
        ("Over the limit of the heading", "-105.00"),
        ("Accepted cost", "9095.00"),
        ("Award", "10000"),
        ("Due to the grantee", "9095.00"),
        ("Paid", "-9000"),
        ("Balance to pay", "95.00"),
    ]


def test_too_much_paid_is_to_be_returned():
    found = account(accepted={"travel": Decimal(3000)}, claimed={"travel": Decimal(3000)}, sent=Decimal(8000))

    assert (found.balance, found.to_recover, found.to_pay) == (Decimal(-5000), Decimal(5000), Decimal(0))
    assert found.steps[-1].label == "To be returned by the grantee"
    assert account(accepted={"travel": Decimal(3000)}, sent=Decimal(8000), returned=Decimal(5000)).balance == 0


def test_the_own_share_is_explained_step_by_step():
    accepted = {"human_resources": Decimal(6000), "travel": Decimal(2000)}
    found = account(
        accepted=accepted,
        claimed=accepted,
        sent=Decimal(6000),
        cofinancing_percent=Decimal(20),
        own_claimed=Decimal(1500),
        own_accepted=Decimal(1000),
    )

    assert [(step.label, str(step.amount), step.is_result) for step in found.steps[2:]] == [
        ("Accepted", "8000.00", True),
        ("Accepted cost", "8000.00", True),
        ("Own share accepted", "1000", False),
        ("Accepted cost of the project", "9000.00", True),
        ("Most that the grant pays of it", "7200.00", False),
        ("Award", "10000", False),
        ("Due to the grantee", "7200.00", True),
        ("Paid", "-6000", False),
        ("Balance to pay", "1200.00", True),
    ]
    assert found.steps[6].how == "80 % of it, since the agreement asks for an own share of 20 % or more."
    assert found.steps[8].how == "The smallest of the three: award €10,000, accepted cost €8,000, share €7,200."
