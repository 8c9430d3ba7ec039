"""Double clicks and two managers at once on money, with real threads."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from grants.actions.addenda import add_addendum
from grants.actions.agreements import prepare_agreement
from grants.actions.payments import pay_balance, pay_instalment
from grants.actions.reports import approve_report, review_expenditure, submit_report
from grants.models import Agreement, Award, Expenditure, Instalment, Payment, Report
from network.core.models import AuditEntry
from tests.factories.agreements import STARTS, agreement_in, report_in, speaker, written
from tests.factories.grants import application_in, open_call_now
from tests.factories.members import person_with_role
from tests.grants.test_races import all_at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("shared_database"),
]


def test_an_instalment_is_paid_once():
    manager = person_with_role("grants_manager")
    agreement = agreement_in(by=manager)
    pk = agreement.instalments.get().pk

    def pay(reference: str) -> Callable[[], Any]:
        return lambda: pay_instalment(Instalment.objects.get(pk=pk), paid_on=STARTS, reference=reference, by=manager)

    results = all_at_once([pay(f"R-{number}") for number in range(4)])

    assert sorted(type(result).__name__ for result in results) == ["Payment"] + ["TransitionError"] * 3
    agreement.refresh_from_db()
    assert agreement.paid == Payment.objects.get().amount == Decimal("4108.80")


def test_the_balance_is_paid_once():
    manager = person_with_role("grants_manager")
    agreement = agreement_in(by=manager)
    report_in("approved", agreement, by=manager)

    def pay(reference: str) -> Callable[[], Any]:
        mine = Agreement.objects.get(pk=agreement.pk)
        return lambda: pay_balance(mine, paid_on=STARTS, reference=reference, by=manager)

    results = all_at_once([pay("A"), pay("B")])

    assert sorted(type(result).__name__ for result in results) == ["DomainError", "Payment"]
    assert Agreement.objects.get().paid == Decimal(4800)


def test_an_agreement_is_prepared_once():
    managers = (person_with_role("grants_manager"), person_with_role("secretariat"))
    call = open_call_now()
    awards = [application_in("awarded", call, managers=managers).award.pk for _ in range(2)]

    def prepare(pk: int) -> Callable[[], Any]:
        return lambda: prepare_agreement(Award.objects.get(pk=pk), starts_on=STARTS, by=managers[0]).number

    numbers = all_at_once([prepare(pk) for pk in awards * 3])

    assert sorted(set(numbers)) == [f"{call.code}-G01", f"{call.code}-G02"]
    assert Agreement.objects.count() == 2


def test_an_addendum_never_undercuts_a_payment():
    manager = person_with_role("grants_manager")
    agreement = agreement_in(by=manager)
    pk = agreement.instalments.get().pk

    def lower() -> Any:
        return add_addendum(
            Agreement.objects.get(pk=agreement.pk),
            signed_on=STARTS,
            reason="Less.",
            amount=Decimal(4000),
            ends_on=date(2026, 6, 30),
            headings={"travel": Decimal(4000)},
            by=manager,
        )

    all_at_once(
        [lower, lambda: pay_instalment(Instalment.objects.get(pk=pk), paid_on=STARTS, reference="R", by=manager)]
    )

    found = Agreement.objects.get()
    assert found.paid <= found.amount


def test_report_is_handed_in_once():
    agreement = agreement_in()
    person = speaker(agreement.organisation)
    report = written(agreement.reports.get(), 100)

    def submit() -> Any:
        return submit_report(Report.objects.get(pk=report.pk), by=person).submitted_at

    moments = all_at_once([submit] * 4)

    assert len(set(moments)) == 1
    assert AuditEntry.objects.filter(verb="report.submitted").count() == 1


def test_nothing_is_reviewed_after_the_approval():
    manager = person_with_role("grants_manager")
    report = report_in("submitted", by=manager, amounts=(100,))
    line = report.expenditures.get()
    review_expenditure(line, accepted=Decimal(100), reason="", by=manager)

    def refuse() -> Any:
        return review_expenditure(Expenditure.objects.get(pk=line.pk), accepted=Decimal(0), reason="No.", by=manager)

    results = all_at_once([lambda: approve_report(Report.objects.get(pk=report.pk), by=manager), refuse])

    found = Expenditure.objects.get()
    approved = Report.objects.get().state == "approved"
    assert approved
    assert (found.accepted == 0) == (not isinstance(results[1], Exception))
