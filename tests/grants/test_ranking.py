"""The ranking as a pure function: by hand, line by line, and by properties that must hold for any call."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.canonical import canonical
from grants.explanations import explain, sentences
from grants.ranking import Entry, Measure, Reason, Rules, Scored, rank
from grants.ranking_records import computed_again, record_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MEASURES = (
    Measure("need", "Relevance", 5, Decimal(2)),
    Measure("plan", "Quality", 5, Decimal(3)),
    Measure("cost", "Quality", 5, Decimal("1.5")),
)
RULES = Rules(MEASURES, envelope=Decimal(10000))


def scored(need: int, plan: int, cost: int, advice: str = "fund", by: str = "A") -> Scored:
    return Scored(by, {"need": need, "plan": plan, "cost": cost}, advice)


def entry(key: str, *scores: Scored, amount: int = 4000, country: str = "RS", minutes: int = 0) -> Entry:
    return Entry(key, country, Decimal(amount), NOON + timedelta(minutes=minutes), scores)


def outcomes(ranking: Any) -> list[tuple[str, int | None, str, str]]:
    """Number, place, outcome and what decided it."""
    return [(row.entry.key, row.place, row.outcome, row.reasons[-1].kind) for row in ranking.rows]


def pair(points: int) -> tuple[Scored, Scored]:
    return scored(points, points, points), scored(points, points, points, by="B")


def test_mean_and_sections_are_weighted_and_exact():
    row = rank([entry("1", scored(5, 4, 3), scored(4, 4, 4, by="B"), scored(5, 5, 1, by="C"))], RULES).rows[0]

    assert row.totals == (Decimal("26.5"), Decimal("26"), Decimal("26.5"))
    assert row.total == Decimal("26.33")
    assert row.sections == {"Relevance": Decimal("9.33"), "Quality": Decimal("17.00")}
    assert row.gap == Decimal("0.5")


def test_half_a_hundredth_counts_upwards():
    rules = Rules((Measure("need", "Relevance", 5, Decimal("0.01")),), Decimal(1), assessors_needed=1)

    row = rank([entry("1", scored(1, 0, 0), scored(0, 0, 0))], rules).rows[0]

    assert row.total == Decimal("0.01")


def test_line_is_drawn_where_the_envelope_runs_out_and_nobody_jumps_ahead():
    ranking = rank(
        [
            entry("1", *pair(5)),
            entry("2", *pair(4), amount=7000),
            entry("3", *pair(3), amount=1000),
            entry("4", *pair(2), amount=500),
        ],
        RULES,
    )

    assert outcomes(ranking) == [
        ("1", 1, "selected", "fits"),
        ("2", 2, "reserve", "does_not_fit"),
        ("3", 3, "reserve", "behind_the_line"),
        ("4", 4, "reserve", "behind_the_line"),
    ]
    assert (ranking.committed, ranking.left) == (Decimal(4000), Decimal(6000))


def test_quota_passes_over_one_country_without_drawing_the_line():
    rules = Rules(MEASURES, Decimal(10000), quotas={"RS": Decimal(4500)})
    ranking = rank(
        [entry("1", *pair(5)), entry("2", *pair(4)), entry("3", *pair(3), country="AL"), entry("4", *pair(2))], rules
    )

    assert outcomes(ranking) == [
        ("1", 1, "selected", "fits"),
        ("2", 2, "reserve", "quota"),
        ("3", 3, "selected", "fits"),
        ("4", 4, "reserve", "quota"),
    ]


def test_minimums_keep_out_whatever_the_total():
    rules = Rules(MEASURES, Decimal(10000), overall_minimum=Decimal(20), section_minimums={"Relevance": Decimal(6)})
    ranking = rank(
        [
            entry("1", scored(2, 5, 5), scored(3, 5, 5, by="B")),
            entry("2", scored(3, 3, 2), scored(3, 3, 2, by="B")),
            entry("3", scored(3, 4, 4), scored(3, 4, 4, by="B")),
        ],
        rules,
    )

    assert [(row.entry.key, row.place, row.outcome) for row in ranking.rows] == [
        ("3", 1, "selected"),
        ("1", None, "below"),
        ("2", None, "below"),
    ]
    assert ranking.rows[1].reasons[-1] == Reason(
        "below_section", {"section": "Relevance", "points": "5.00", "minimum": "6"}
    )
    assert ranking.rows[2].reasons[-1] == Reason("below_overall", {"points": "18.00", "minimum": "20"})


@pytest.mark.parametrize(
    ("scores", "kinds"),
    [
        pytest.param([], ["too_few"], id="none"),
        pytest.param([scored(5, 5, 5)], ["mean", "too_few"], id="one"),
        pytest.param([scored(5, 5, 5), scored(0, 5, 5)], ["mean", "fits"], id="gap at the limit"),
        pytest.param([scored(5, 5, 5), scored(0, 4, 5)], ["mean", "third_for_gap"], id="gap above it"),
        pytest.param([scored(5, 5, 5), scored(5, 5, 5, "reject")], ["mean", "third_for_split"], id="split"),
        pytest.param(
            [scored(5, 5, 5), scored(0, 0, 0, "reject")], ["mean", "third_for_gap", "third_for_split"], id="both"
        ),
        pytest.param([scored(5, 5, 5, "reject"), scored(5, 5, 5, "reject")], ["mean", "fits"], id="both against"),
        pytest.param(
            [scored(5, 5, 5), scored(0, 0, 0, "reject"), scored(3, 3, 3)], ["mean", "fits"], id="third settles it"
        ),
    ],
)
def test_when_one_more_assessor_is_asked(scores, kinds):
    rules = Rules(MEASURES, Decimal(10000), largest_gap=Decimal(10))

    row = rank([entry("1", *scores)], rules).rows[0]

    assert [reason.kind for reason in row.reasons] == kinds


def test_ties_are_broken_by_section_then_money_then_arrival():
    rules = Rules(MEASURES, Decimal(100000))
    ranking = rank(
        [
            entry("late", *pair(4), minutes=9),
            entry("early", *pair(4), minutes=1),
            entry("modest", *pair(4), amount=3999, minutes=30),
            entry("relevant", *[scored(5, 4, 4), scored(3, 4, 4, by="B")], amount=9000),  # the same sections
            entry("quality", scored(1, 5, 6), scored(1, 5, 6, by="B")),  # the same total, less relevance
        ],
        rules,
    )

    assert [row.total for row in ranking.rows] == [Decimal("26.00")] * 5
    assert [(row.entry.key, row.reasons[1].kind) for row in ranking.rows] == [
        ("modest", "fits"),
        ("early", "tie_by_amount"),
        ("late", "tie_by_arrival"),
        ("relevant", "tie_by_amount"),
        ("quality", "tie_by_section"),
    ]


def test_every_reason_has_a_sentence():
    rules = Rules(MEASURES, Decimal(4000), quotas={"RS": Decimal(4000)})
    ranking = rank([entry("X-0001", *pair(5)), entry("X-0002", *pair(4))], rules)

    assert [explain(reason, "EUR", {"RS": "Serbia"}) for reason in ranking.rows[1].reasons] == [
        "The mean of 2 assessments (26 · 26) is 26 points.",
        "€4,000 do not fit into the €0 that are left of the quota of Serbia.",
    ]
    assert set(sentences()) == KINDS - {"mean"}


KINDS = {
    "mean", "too_few", "third_for_gap", "third_for_split", "below_section", "below_overall", "tie_by_section",
    "tie_by_amount", "tie_by_arrival", "fits", "quota", "does_not_fit", "behind_the_line", "by_hand",
}  # fmt: skip


# --- whatever is scored -------------------------------------------------------------------------------------------

points = st.integers(0, 5)
some_scored = st.builds(scored, points, points, points, st.sampled_from(["fund", "fund_with_changes", "reject"]))
some_entries = st.lists(
    st.tuples(
        st.lists(some_scored, max_size=4),
        st.integers(1, 9000),
        st.sampled_from(["RS", "AL", "ME"]),
        st.integers(0, 5),
    ),
    max_size=25,
)
some_rules = st.builds(
    Rules,
    st.just(MEASURES),
    st.integers(1, 40000).map(Decimal),
    st.integers(1, 3),
    st.none() | st.integers(0, 20).map(Decimal),
    st.none() | st.integers(0, 32).map(Decimal),
    st.dictionaries(st.sampled_from(["Relevance", "Quality"]), st.integers(0, 10).map(Decimal)),
    st.dictionaries(st.sampled_from(["RS", "AL"]), st.integers(1, 20000).map(Decimal)),
)


def entries_from(data: list[Any]) -> list[Entry]:
    return [
        entry(f"N-{place:03d}", *scores, amount=amount, country=country, minutes=minutes)
        for place, (scores, amount, country, minutes) in enumerate(data)
    ]


@given(some_entries, some_rules)
def test_money_and_quotas_hold_for_any_call(data, rules):
    ranking = rank(entries_from(data), rules)

    assert ranking.committed <= rules.envelope
    assert ranking.committed + ranking.left == rules.envelope
    for country, most in rules.quotas.items():
        assert sum(row.entry.amount for row in ranking.selected if row.entry.country == country) <= most
    assert sorted(row.entry.key for row in ranking.rows) == sorted(entry.key for entry in entries_from(data))
    placed = [row for row in ranking.rows if row.place]
    assert [row.place for row in placed] == list(range(1, len(placed) + 1))
    assert [row.total for row in placed] == sorted((row.total for row in placed), reverse=True)


@given(some_entries, some_rules, st.randoms(use_true_random=False))
def test_order_of_the_data_does_not_matter(data, rules, shuffle: random.Random):
    entries = entries_from(data)
    mixed = [
        Entry(one.key, one.country, one.amount, one.arrived_at, tuple(shuffle.sample(one.scored, len(one.scored))))
        for one in shuffle.sample(entries, len(entries))
    ]

    assert [(row.entry.key, row.outcome, row.total) for row in rank(mixed, rules).rows] == [
        (row.entry.key, row.outcome, row.total) for row in rank(entries, rules).rows
    ]


@given(some_entries, some_rules)
def test_a_recorded_ranking_can_be_computed_again(data, rules):
    record = record_of(entries_from(data), rules)

    assert computed_again(record)
    assert canonical(record) == canonical(record_of(entries_from(data)[::-1], rules))
