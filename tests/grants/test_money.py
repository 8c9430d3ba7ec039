from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.budgets import Budget, Terms, read_stored, read_typed, total
from grants.money import NotANumber, display, parse_number

TERMS = Terms(Decimal(1000), Decimal(10000), Decimal(0), Decimal(7))
cents = st.integers(min_value=0, max_value=999_999_999)


@pytest.mark.parametrize(
    ("typed", "language", "number"),
    [
        ("1250", "en", "1250.00"),
        ("1250.5", "en", "1250.50"),
        ("1250,5", "en", "1250.50"),
        ("1,250", "en", "1250.00"),
        ("1,250.50", "en", "1250.50"),
        ("1.250,50", "en", "1250.50"),
        ("1.250", "sr", "1250.00"),
        ("1.250", "sr-latn", "1250.00"),
        ("1250,50", "sr", "1250.50"),
        ("1250.50", "mk", "1250.50"),
        ("1.250.000", "sq", "1250000.00"),
        ("1 250,50 €", "bs", "1250.50"),
        ("1'250", "en", "1250.00"),
        ("EUR 12", "en", "12.00"),
        ("0", "en", "0.00"),
        ("9999999,99", "cnr", "9999999.99"),
    ],
)
def test_number_is_read_as_people_write_it(typed, language, number):
    assert str(parse_number(typed, language)) == number


@pytest.mark.parametrize(
    ("typed", "language", "sentence"),
    [
        ("", "en", "Write a number."),
        ("-5", "en", "The number cannot be negative."),
        ("−5", "en", "The number cannot be negative."),
        ("twelve", "en", "“twelve” is not a number. Use digits only, for example 1250.50."),
        ("1e9", "en", "“1e9” is not a number. Use digits only, for example 1250.50."),
        ("NaN", "en", "“NaN” is not a number. Use digits only, for example 1250.50."),
        ("=1+1", "en", "“=1+1” is not a number. Use digits only, for example 1250.50."),
        ("1.234", "en", "Use at most two decimals."),
        ("1,234", "sr", "Use at most two decimals."),
        ("1,23,4", "en", "The separators in “1,23,4” are mixed up."),
        ("1.2,3.4", "en", "The separators in “1.2,3.4” are mixed up."),
        ("10000000", "en", "The number is too large; the largest possible is 9999999.99."),
        ("9" * 5000, "en", "The number is too large; the largest possible is 9999999.99."),
    ],
)
def test_nonsense_gets_a_sentence(typed, language, sentence):
    with pytest.raises(NotANumber) as refused:
        parse_number(typed, language)

    assert str(refused.value) == sentence


@given(cents, st.sampled_from(["en", "sr", "mk", "sq", "bs"]))
def test_every_amount_survives_being_written_and_read(value, language):
    amount = Decimal(value) / 100
    separator = "." if language == "en" else ","
    grouping = "," if language == "en" else "."
    written = f"{amount:,.2f}".translate({ord(","): grouping, ord("."): separator})

    assert parse_number(written, language) == amount


def test_amount_is_shown_with_cents_only_where_there_are_any():
    assert [display(Decimal(value)) for value in ("1200", "1200.50", "0")] == ["€1,200", "€1,200.50", "€0"]


@st.composite
def rows(draw):
    quantity, rate = draw(st.integers(0, 99_999)), draw(st.integers(0, 999_999))
    cost = (Decimal(quantity) * Decimal(rate) / 10_000).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    asked = draw(st.integers(0, int(cost * 100)))
    heading = draw(st.sampled_from(["human_resources", "travel", "other", "indirect"]))
    requested = draw(st.sampled_from(["", str(Decimal(asked) / 100)]))
    return {
        "heading": heading,
        "description": "x",
        "unit": "",
        "quantity": str(Decimal(quantity) / 100),
        "rate": str(Decimal(rate) / 100),
        "requested": requested,
    }


@given(st.lists(rows(), max_size=40))
def test_money_in_equals_money_out_to_the_cent(lines):
    budget = Budget([read_stored(row) for row in lines], TERMS)

    assert sum((heading.cost for heading in budget.by_heading), Decimal(0)) == budget.cost == total(budget.lines)
    assert sum((heading.requested for heading in budget.by_heading), Decimal(0)) == budget.requested
    assert budget.requested + budget.cofinanced == budget.cost
    assert budget.direct + budget.indirect == budget.cost
    assert budget.indirect_allowed * 100 <= budget.direct * 7 < (budget.indirect_allowed + Decimal("0.01")) * 100
    assert all(line.cost.as_tuple().exponent == -2 for line in budget.lines)


def line(**typed):
    row = {"heading": "travel", "description": "Bus", "quantity": "1", "rate": "2000", **typed}
    return read_typed(row, "en")


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ([], ["The budget has no lines yet."]),
        ([line()], []),
        ([line(rate="999.99")], ["You ask for €999.99; the smallest grant of this call is €1,000."]),
        ([line(rate="10000.01")], ["You ask for €10,000.01; the largest grant of this call is €10,000."]),
        ([line(rate="10000")], []),
        ([line(), line(heading="indirect", rate="140")], []),
        (
            [line(), line(heading="indirect", rate="140.01")],
            ["Indirect costs are €140.01; at most 7 % of the direct costs are possible: €140."],
        ),
        ([line(), line(rate="abc")], ["Correct the marked lines of the budget (1)."]),
        ([line(), line(heading="")], ["Correct the marked lines of the budget (1)."]),
        ([line(), line(requested="2000.01")], ["Correct the marked lines of the budget (1)."]),
    ],
)
def test_limits_of_the_call(lines, problems):
    assert Budget(lines, TERMS).problems == problems


def test_own_share_is_demanded_where_the_call_says_so():
    terms = Terms(Decimal(1000), Decimal(10000), Decimal(10), Decimal(7))

    assert Budget([line(requested="1800")], terms).problems == []
    assert Budget([line(requested="1800.01")], terms).problems == [
        "Your own share is 10.0 %; the call asks for 10 % or more of the total cost."
    ]


def test_unreadable_number_is_kept_as_typed():
    typed = line(rate="about 20")

    assert typed.stored()["rate"] == {"typed": "about 20"}
    assert typed.cost == 0
    assert read_stored(typed.stored(), "en").errors == typed.errors


def test_empty_line_is_no_line():
    assert read_typed({"heading": "travel", "description": " ", "quantity": ""}, "en") is None
