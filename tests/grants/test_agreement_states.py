"""Only listed changes happen: every pair of states of agreements, instalments and reports is tried."""

from datetime import date

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from grants import agreement_states as states
from network.core.errors import TransitionError
from network.core.transitions import transition
from tests.factories.agreements import agreement_in

pytestmark = pytest.mark.django_db

LISTED = {
    "agreement": {
        ("draft", "in_force"), ("in_force", "closed"), ("in_force", "terminated"), ("terminated", "closed"),
    },
    "instalment": {
        ("planned", "released"), ("planned", "cancelled"), ("released", "paid"), ("released", "cancelled"),
    },
    "report": {
        ("draft", "submitted"), ("submitted", "clarification"), ("submitted", "approved"), ("submitted", "rejected"),
        ("clarification", "submitted"), ("clarification", "rejected"), ("rejected", "submitted"),
    },
}  # fmt: skip
TABLES = {
    "agreement": states.AGREEMENT_TRANSITIONS,
    "instalment": states.INSTALMENT_TRANSITIONS,
    "report": states.REPORT_TRANSITIONS,
}
NEEDED = {
    "agreement": {
        "signed_on": date(2026, 1, 1),
        "ended_on": date(2026, 9, 1),
        "retain_until": date(2031, 9, 1),
        "end_reason": "x",
    },
    "instalment": {"released_at": timezone.now()},
    "report": {"submitted_at": timezone.now(), "decided_at": timezone.now()},
}


@pytest.mark.parametrize("kind", LISTED)
def test_the_table_says_what_the_specification_lists(kind):
    assert {(one, two) for one, following in TABLES[kind].items() for two in following} == LISTED[kind]


@pytest.mark.parametrize("kind", LISTED)
def test_every_listed_transition_and_no_other(kind):
    agreement = agreement_in("draft")
    obj = {"agreement": agreement, "instalment": agreement.instalments.get(), "report": agreement.reports.get()}[kind]
    rows = QuerySet(type(obj)).filter(pk=obj.pk)
    happened = set()

    for before in TABLES[kind]:
        for after in TABLES[kind]:
            empty = before == "draft" and kind == "agreement"
            rows.update(state=before, **({"signed_on": None} if empty else NEEDED[kind]))
            try:
                transition(obj, after, by=None, **NEEDED[kind])
            except TransitionError:
                continue
            happened.add((before, after))

    assert happened == LISTED[kind]
