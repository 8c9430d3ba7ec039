from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from members.days import a_year_from, days_from
from members.models import Membership, Organisation, Suspension
from members.states import (
    APPLICATION_TRANSITIONS,
    DUE_DAYS,
    GRACE_DAYS,
    ApplicationState,
    effective_state,
    good_until,
)
from network.core.errors import TransitionError
from network.core.transitions import transition
from tests.factories.members import MembershipApplicationFactory, OrganisationFactory, UserFactory

STATES = ApplicationState.values
DAY = date(2027, 3, 1)
YEAR = (date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.django_db
@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_application_goes_only_where_the_table_says(before, after):
    facts = {"state": before}
    if before in ("approved", "rejected"):
        facts["decided_at"] = "2027-01-01T00:00Z"
    application = MembershipApplicationFactory(organisation=OrganisationFactory(), **facts)
    changes = {"decided_at": "2027-02-01T00:00Z"} if after in ("approved", "rejected") else {}

    if after in APPLICATION_TRANSITIONS[before]:
        transition(application, after, by=None, **changes)
        expected = after
    else:
        with pytest.raises(TransitionError):
            transition(application, after, by=None, **changes)
        expected = before

    application.refresh_from_db()
    assert application.state == expected


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 12, 31), "pending"),
        (date(2027, 1, 1), "active"),
        (date(2027, 10, 31), "active"),
        (date(2027, 11, 1), "due"),
        (date(2027, 12, 31), "due"),
        (date(2028, 1, 1), "grace"),
        (date(2028, 1, 30), "grace"),
        (date(2028, 1, 31), "lapsed"),
        (date(9999, 12, 31), "lapsed"),
    ],
    ids=str,
)
def test_effective_state_follows_the_dates(day, state):
    assert effective_state([YEAR], suspended=False, terminated_on=None, today=day) == state


@pytest.mark.parametrize(
    ("suspended", "terminated_on", "state"),
    [
        (True, None, "suspended"),
        (True, DAY, "terminated"),
        (False, DAY, "terminated"),
        (False, DAY + timedelta(days=1), "active"),
    ],
)
def test_effective_state_suspension_outranks_dates_and_the_end_outranks_both(suspended, terminated_on, state):
    assert effective_state([YEAR], suspended=suspended, terminated_on=terminated_on, today=DAY) == state


def test_good_until_counts_on_through_periods_that_follow_one_another():
    next_year = (date(2028, 1, 1), date(2028, 12, 30))
    after_a_gap = (date(2030, 1, 1), date(2030, 12, 31))

    assert good_until([YEAR, next_year, after_a_gap], today=DAY) == date(2029, 1, 29)


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_a_year_ends_the_day_before_it_begins_again(begin, end):
    assert a_year_from(begin) == end


starts = st.dates(date(2027, 12, 1), date(2028, 4, 30))  # over a leap day and two month ends
lengths = st.integers(0, 120)
gaps = st.integers(1, 100)


def telling_days(periods, terminated_on):
    """The days on which something could turn, each with the day before and after it."""
    edges = {terminated_on} - {None}
    for begin, until in periods:
        edges |= {begin, until, days_from(until, -DUE_DAYS), days_from(until, GRACE_DAYS)}
    return sorted({days_from(edge, step) for edge in edges for step in (-1, 0, 1)} | {DAY})


class EffectiveStateTwins(TestCase):
    """The function and the queryset say the same of any organisation on every day that could make a difference."""

    @settings(max_examples=40, deadline=None)
    @given(
        begin=starts,
        spans=st.lists(st.tuples(lengths, gaps), max_size=3),
        suspended=st.booleans(),
        terminated_on=st.none() | starts,
    )
    def test_queryset_agrees_with_the_function_day_by_day(self, begin, spans, suspended, terminated_on):
        organisation = OrganisationFactory(listed=False, terminated_on=terminated_on)
        periods = []
        for length, gap in spans:
            periods.append((begin, days_from(begin, length)))
            begin = days_from(begin, length + gap)
        for valid_from, valid_until in periods:
            Membership.objects.create(organisation=organisation, valid_from=valid_from, valid_until=valid_until)
        if suspended:
            Suspension.objects.create(organisation=organisation, reason="x", imposed_by=UserFactory())
        this = Organisation.objects.filter(pk=organisation.pk)

        days = telling_days(periods, terminated_on)
        computed = {day: this.with_effective_state(day).get().effective for day in days}

        facts = {"suspended": suspended, "terminated_on": terminated_on}
        assert computed == {day: effective_state(periods, today=day, **facts) for day in days}
