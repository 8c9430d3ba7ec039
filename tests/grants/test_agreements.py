from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from pypdf import PdfReader

from grants.actions.addenda import add_addendum
from grants.actions.agreements import prepare_agreement, sign_agreement
from grants.actions.endings import close_agreement, terminate_agreement
from grants.actions.payments import (
    cancel_instalment,
    pay_balance,
    pay_instalment,
    record_recovery,
    release_instalment,
)
from grants.actions.terms import Terms, set_headings, set_instalments, set_period
from grants.agreement_papers import agreement_pdf
from grants.models import Addendum, Agreement, Payment
from grants.queries.agreements import account_of
from network.core.errors import DomainError, NotAllowed, TransitionError
from network.core.models import AuditEntry, OutboxMessage
from tests.factories.agreements import STARTS, agreement_in, report_in, speaker
from tests.factories.grants import application_in, open_call_now
from tests.factories.members import AffiliationFactory, person_with_role

pytestmark = pytest.mark.django_db
D = Decimal


def test_prepared_agreement_has_a_plan_that_adds_up(grants_manager):
    agreement = agreement_in("draft", by=grants_manager)

    assert agreement.number == f"{agreement.call.code}-G01"
    assert (agreement.starts_on, agreement.ends_on) == (date(2026, 1, 1), date(2026, 6, 30))
    assert {item.heading: item.amount for item in agreement.headings.all()} == {
        "human_resources": D("4800.00"),
        "indirect": D("336.00"),
    }
    assert [(i.amount, i.condition, i.state) for i in agreement.instalments.all()] == [
        (D("4108.80"), "signature", "planned")
    ]
    assert agreement.planned == D("4108.80")
    assert [(r.starts_on, r.ends_on, r.due_on, r.is_final) for r in agreement.reports.all()] == [
        (date(2026, 1, 1), date(2026, 6, 30), date(2026, 8, 29), True)
    ]
    assert prepare_agreement(agreement.award, starts_on=date(2027, 1, 1), by=grants_manager) == agreement


def test_manager_who_belongs_to_the_grantee_prepares_nothing(grants_manager, secretariat, organisation):
    application = application_in("awarded", open_call_now(), organisation, managers=(grants_manager, secretariat))
    AffiliationFactory(person=grants_manager, organisation=organisation)

    with pytest.raises(NotAllowed, match="belong to the grantee"):
        prepare_agreement(application.award, starts_on=STARTS, by=grants_manager)


def test_longer_period_brings_an_interim_report_and_a_second_instalment(grants_manager):
    agreement = set_period(agreement_in("draft", by=grants_manager), starts_on=STARTS, months=12, by=grants_manager)

    assert [(i.amount, str(i.waits_for)) for i in agreement.instalments.all()] == [
        (D("3081.60"), "Signature of the agreement"),
        (D("1540.80"), "Interim report 1"),
    ]
    assert [str(report) for report in agreement.reports.all()] == ["Interim report 1", "Final report"]


@pytest.mark.parametrize(
    "amounts", [{"travel": D(5000)}, {"travel": D("5136.01")}, {"travel": D(6000), "other": D(-864)}, {}]
)
def test_headings_that_do_not_add_up_are_refused(grants_manager, amounts):
    agreement = agreement_in("draft", by=grants_manager)

    with pytest.raises(DomainError, match="add up"):
        set_headings(agreement, amounts, by=grants_manager)

    assert agreement.headings.count() == 2


def test_instalments_never_promise_more_than_the_amount(grants_manager):
    agreement = agreement_in("draft", by=grants_manager)

    with pytest.raises(DomainError, match="together"):
        set_instalments(agreement, [Terms(D(5000), STARTS), Terms(D("136.01"), STARTS)], by=grants_manager)
    set_instalments(agreement, [Terms(D(5000), STARTS), Terms(D(136), STARTS, 0, "Bank form")], by=grants_manager)

    agreement.refresh_from_db()
    assert agreement.planned == D(5136)
    assert [item.condition for item in agreement.instalments.all()] == ["signature", "other"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(planned=D("5136.01"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(paid=D("5136.01"))


def test_signing_releases_what_waits_for_it_and_tells_the_grantee(grants_manager, organisation, representative):
    agreement = agreement_in("draft", organisation, by=grants_manager)
    OutboxMessage.objects.all().delete()

    sign_agreement(agreement, signed_on=STARTS, for_grantee="Rade", for_network="Senka", by=grants_manager)

    agreement.refresh_from_db()
    assert (agreement.state, agreement.signed_on) == ("in_force", STARTS)
    assert agreement.instalments.get().state == "released"
    assert [(m.address, m.subject) for m in OutboxMessage.objects.all()] == [
        (representative.email, f"Agreement {agreement.number} is in force")
    ]
    with pytest.raises(NotAllowed):
        set_period(agreement, starts_on=STARTS, months=3, by=grants_manager)
    with pytest.raises(TransitionError):
        sign_agreement(agreement, signed_on=STARTS, for_grantee="R", for_network="S", by=grants_manager)


def test_instalment_is_paid_once_and_in_full(grants_manager):
    agreement = agreement_in(by=grants_manager)
    instalment = agreement.instalments.get()

    payment = pay_instalment(instalment, paid_on=STARTS, reference="R-1", by=grants_manager)
    with pytest.raises(TransitionError):
        pay_instalment(instalment, paid_on=STARTS, reference="R-2", by=grants_manager)

    agreement.refresh_from_db()
    assert (payment.amount, agreement.paid, instalment.state) == (D("4108.80"), D("4108.80"), "paid")
    with pytest.raises(TypeError):
        payment.save()
    with pytest.raises(TypeError):
        payment.delete()
    with pytest.raises(Exception, match="never changes"), transaction.atomic():
        QuerySet(Payment).filter(pk=payment.pk).update(amount=1)


def test_condition_in_words_is_released_with_a_reason(grants_manager):
    agreement = agreement_in("draft", by=grants_manager)
    set_instalments(agreement, [Terms(D(100), STARTS, 0, "Bank form")], by=grants_manager)
    sign_agreement(agreement, signed_on=STARTS, for_grantee="R", for_network="S", by=grants_manager)
    instalment = agreement.instalments.get()

    with pytest.raises(TransitionError):
        pay_instalment(instalment, paid_on=STARTS, reference="R-1", by=grants_manager)
    with pytest.raises(DomainError, match="how the condition was met"):
        release_instalment(instalment, by=grants_manager, reason=" ")
    release_instalment(instalment, by=grants_manager, reason="Form received.")

    assert pay_instalment(instalment, paid_on=STARTS, reference="R-1", by=grants_manager).amount == D(100)


def test_balance_is_computed_not_typed(grants_manager):
    agreement = agreement_in(by=grants_manager)
    pay_instalment(agreement.instalments.get(), paid_on=STARTS, reference="R-1", by=grants_manager)
    with pytest.raises(DomainError, match="final report has been decided"):
        pay_balance(agreement, paid_on=STARTS, reference="R-2", by=grants_manager)
    report_in("approved", agreement, by=grants_manager, amounts=(4800, "100.50"))

    payment = pay_balance(agreement, paid_on=STARTS, reference="R-2", by=grants_manager)

    assert payment.amount == D("791.70")  # 4900.50 accepted less 4108.80
    with pytest.raises(DomainError, match="no balance"):
        pay_balance(agreement, paid_on=STARTS, reference="R-3", by=grants_manager)
    agreement.refresh_from_db()
    assert agreement.paid == D("4900.50") == account_of(agreement).paid


def test_recovery_takes_back_no_more_than_is_owed(grants_manager):
    agreement = agreement_in(by=grants_manager)
    pay_instalment(agreement.instalments.get(), paid_on=STARTS, reference="R-1", by=grants_manager)
    report_in("approved", agreement, by=grants_manager, amounts=(1000,))

    with pytest.raises(DomainError, match="owes"):
        record_recovery(agreement, amount=D("3108.81"), paid_on=STARTS, reference="X", by=grants_manager)
    record_recovery(agreement, amount=D("3000.00"), paid_on=STARTS, reference="X", by=grants_manager)
    with pytest.raises(DomainError, match="recorded already"):
        record_recovery(agreement, amount=D("100.00"), paid_on=STARTS, reference="X", by=grants_manager)
    record_recovery(agreement, amount=D("108.80"), paid_on=STARTS, reference="Y", by=grants_manager)

    agreement.refresh_from_db()
    assert (agreement.paid, account_of(agreement).balance) == (D(1000), D(0))


def test_final_report_cancels_what_was_not_paid(grants_manager):
    agreement = agreement_in(by=grants_manager)

    report_in("approved", agreement, by=grants_manager)

    agreement.refresh_from_db()
    assert ([item.state for item in agreement.instalments.all()], agreement.planned) == (["cancelled"], D(0))


def addendum(agreement, by, **fields):
    values = {
        "signed_on": STARTS,
        "reason": "Prices rose.",
        "amount": agreement.amount,
        "ends_on": agreement.ends_on,
        "headings": {"human_resources": D("4500.00"), "travel": D("300.00"), "indirect": D("336.00")},
        "by": by,
    }
    return add_addendum(agreement, **{**values, **fields})


def test_addendum_says_what_stood_before_and_after(grants_manager):
    agreement = agreement_in(by=grants_manager)

    found = addendum(agreement, grants_manager, ends_on=date(2026, 8, 31))

    assert found.number == 1
    assert found.before == {
        "amount": "5136.00",
        "ends_on": "2026-06-30",
        "headings": {"human_resources": "4800.00", "indirect": "336.00"},
    }
    assert found.after == {
        "amount": "5136.00",
        "ends_on": "2026-08-31",
        "headings": {"human_resources": "4500.00", "travel": "300.00", "indirect": "336.00"},
    }
    assert agreement.reports.get().due_on == date(2026, 8, 31) + timedelta(days=60)
    assert addendum(agreement, grants_manager).number == 2
    with pytest.raises(Exception, match="never changes"), transaction.atomic():
        QuerySet(Addendum).filter(pk=found.pk).update(reason="Other")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"amount": D("5136.01")}, "cannot be about more"),
        ({"amount": D("4000.00")}, "promised"),
        ({"ends_on": STARTS}, "end after it begins"),
        ({"reason": "  "}, "why"),
        ({"headings": {"travel": D(1)}}, "add up"),
    ],
    ids=["over the award", "under what is promised", "backwards", "no reason", "headings"],
)
def test_addendum_keeps_the_limits(grants_manager, fields, sentence):
    agreement = agreement_in(by=grants_manager)

    with pytest.raises(DomainError, match=sentence):
        addendum(agreement, grants_manager, **fields)

    assert not Addendum.objects.exists()


def test_termination_stops_payments_but_not_the_account(grants_manager):
    agreement = agreement_in(by=grants_manager)
    pay_instalment(agreement.instalments.get(), paid_on=STARTS, reference="R-1", by=grants_manager)
    with pytest.raises(DomainError, match="why"):
        terminate_agreement(agreement, on=STARTS, reason=" ", by=grants_manager)

    terminate_agreement(agreement, on=date(2026, 3, 1), reason="The project stopped.", by=grants_manager)
    report_in("approved", agreement, by=grants_manager, amounts=(1000,))
    record_recovery(agreement, amount=D("3108.80"), paid_on=STARTS, reference="Y", by=grants_manager)
    close_agreement(agreement, on=date(2026, 9, 1), retain_until=date(2031, 9, 1), by=grants_manager)

    agreement.refresh_from_db()
    assert (agreement.state, agreement.ended_on, agreement.end_reason) == (
        "closed",
        date(2026, 3, 1),
        "The project stopped.",
    )


def test_closing_waits_until_nothing_is_open(grants_manager):
    agreement = agreement_in(by=grants_manager)
    days = {"on": date(2026, 9, 1), "by": grants_manager}

    with pytest.raises(DomainError, match="not been decided"):
        close_agreement(agreement, retain_until=date(2031, 9, 1), **days)
    report_in("approved", agreement, by=grants_manager)
    with pytest.raises(DomainError, match="must be nothing"):
        close_agreement(agreement, retain_until=date(2031, 9, 1), **days)
    pay_balance(agreement, paid_on=STARTS, reference="B", by=grants_manager)
    with pytest.raises(DomainError, match="at least 5 years"):
        close_agreement(agreement, retain_until=date(2031, 8, 31), **days)
    close_agreement(agreement, retain_until=date(2031, 9, 1), **days)

    assert (agreement.state, agreement.retain_until) == ("closed", date(2031, 9, 1))


def test_cancelled_instalment_leaves_the_plan(grants_manager):
    agreement = agreement_in(by=grants_manager)

    cancel_instalment(agreement.instalments.get(), by=grants_manager, reason="Paid with the balance.")

    agreement.refresh_from_db()
    assert agreement.planned == 0


def test_deleting_people_erases_no_trace(grants_manager, organisation):
    agreement = agreement_in(organisation=organisation, by=grants_manager)
    pay_instalment(agreement.instalments.get(), paid_on=STARTS, reference="R-1", by=grants_manager)
    addendum(agreement, grants_manager)
    report = report_in("approved", agreement, by=grants_manager)
    name, writer = str(grants_manager), speaker(organisation)
    lines = AuditEntry.objects.count()

    grants_manager.delete()
    writer.delete()

    report.refresh_from_db()
    assert (report.decided_by_name, report.submitted_by_name) == (name, str(writer))
    assert Payment.objects.get().recorded_by_name == name
    assert Addendum.objects.get().recorded_by_name == name
    assert report.expenditures.get().reviewed_by_name == name
    assert AuditEntry.objects.count() == lines
    with pytest.raises(TypeError):
        agreement.delete()
    with pytest.raises(TypeError):
        Agreement.objects.all().delete()


def test_paper_of_an_agreement_reads_in_every_script(grants_manager, organisation):
    organisation.name = "Đurđica Žuč, ѓ ќ љ њ џ ë ç"
    organisation.save()
    agreement = agreement_in(organisation=organisation, by=grants_manager)

    content = agreement_pdf(agreement, language="en")

    text = "\n".join(page.extract_text() for page in PdfReader(__import__("io").BytesIO(content)).pages)
    for expected in (
        agreement.number,
        "Đurđica Žuč, ѓ ќ љ њ џ ë ç",
        "€5,136",
        "€4,108.80",
        "Senka Head",
        "Annex 1: application",
    ):
        assert expected in text
    assert agreement_pdf(agreement, language="en") == content


def test_two_calls_count_their_agreements_apart(grants_manager):
    one, two = open_call_now(), open_call_now()

    numbers = [agreement_in("draft", call=call, by=grants_manager).number for call in (one, one, two)]

    assert numbers == [f"{one.code}-G01", f"{one.code}-G02", f"{two.code}-G01"]


def test_manager_without_ties_is_needed_everywhere(grants_manager, stranger):
    agreement = agreement_in(by=grants_manager)
    other = person_with_role("editor")

    for act in (
        lambda by: pay_instalment(agreement.instalments.get(), paid_on=STARTS, reference="R", by=by),
        lambda by: terminate_agreement(agreement, on=STARTS, reason="x", by=by),
        lambda by: close_agreement(agreement, on=STARTS, retain_until=STARTS, by=by),
        lambda by: addendum(agreement, by),
    ):
        for person in (stranger, other):
            with pytest.raises(NotAllowed):
                act(person)
