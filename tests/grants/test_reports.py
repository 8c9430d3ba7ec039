import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from grants.actions.agreements import prepare_agreement, sign_agreement
from grants.actions.calls import NotReady
from grants.actions.decisions import award_application, check_eligibility, move_application
from grants.actions.drafts import save_part
from grants.actions.reports import (
    SavedMeanwhile,
    accept_remaining,
    approve_report,
    ask_clarification,
    reject_report,
    remove_expenditure,
    review_expenditure,
    save_narrative,
    submit_report,
    write_expenditure,
)
from grants.actions.submissions import submit_application
from grants.actions.terms import set_period
from grants.models import Agreement, Expenditure, Report, ReportVersion
from grants.queries.agreements import account_of
from grants.report_records import compared
from network.core.errors import DomainError, NotAllowed
from network.core.models import AuditEntry, OutboxMessage, PrivateFile
from tests.factories.agreements import STARTS, TEXTS, agreement_in, receipt, report_in, speaker, spend, written
from tests.factories.grants import LINES, TRUE, WAY, draft, open_call_now, words_about
from tests.factories.members import AffiliationFactory, person_with_role

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def report(grants_manager, organisation, representative):
    return agreement_in(organisation=organisation, by=grants_manager).reports.get()


def test_amount_is_converted_to_the_cent(report, representative):
    line = spend(report, "11718.25", currency="RSD", rate=D("117.1825"))

    assert (line.amount, line.position, line.verdict) == (D("100.00"), 1, "open")
    assert spend(report, "0.59", currency="RSD", rate=D("117.1825")).amount == D("0.01")  # 0.00503 rounds up
    with pytest.raises(DomainError, match="less than a cent"):
        spend(report, "0.58", currency="RSD", rate=D("117.1825"))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"spent_on": date(2025, 12, 31)}, "outside the period"),
        ({"spent_on": date(2026, 7, 1)}, "outside the period"),
        ({"rate": D(2)}, "exchange rate is 1"),
    ],
)
def test_what_cannot_be_charged_is_refused(report, representative, fields, sentence):
    with pytest.raises(DomainError, match=sentence):
        spend(report, **fields)

    assert not Expenditure.objects.exists()


def test_same_sending_is_one_expenditure(report, representative):
    key = uuid.uuid4()

    found = {spend(report, client_id=key).pk for _ in range(3)}

    assert len(found) == 1
    assert spend(report).position == 2


def test_new_document_takes_the_place_of_the_old_one(report, representative):
    line = spend(report)
    first = line.document

    write_expenditure(
        report,
        expenditure=line,
        by=representative,
        heading="travel",
        spent_on=STARTS,
        description="Bus",
        paid_amount=D(20),
        currency="EUR",
        rate=D(1),
        document=receipt("bus.pdf"),
    )

    line.refresh_from_db()
    assert (line.heading, line.amount, line.document.name) == ("travel", D(20), "bus.pdf")
    assert not PrivateFile.objects.filter(pk=first.pk).exists()


def test_texts_of_two_colleagues_are_both_kept(report, representative):
    save_narrative(report, TEXTS, version=0, by=representative)

    with pytest.raises(SavedMeanwhile) as meanwhile:
        save_narrative(report, {**TEXTS, "done": "Mine"}, version=0, by=representative)
    assert meanwhile.value.report.done == TEXTS["done"]
    save_narrative(report, TEXTS, version=0, by=representative)  # the same again is no conflict

    assert save_narrative(report, {**TEXTS, "done": "Mine"}, version=1, by=representative).version == 2


def test_submission_says_what_is_missing(report, representative, member):
    spend(report, document=None)

    with pytest.raises(NotReady) as refused:
        submit_report(report, by=representative)

    assert refused.value.problems == [
        "Write what was done.",
        "Write what it brought.",
        "Attach the document to these expenditures: 1.",
    ]
    written(report)
    with pytest.raises(NotAllowed):
        submit_report(report, by=member)


def test_submitting_twice_is_one_submission_and_tells_the_desk_once(report, representative, grants_manager):
    written(report, 100)
    OutboxMessage.objects.all().delete()

    first = submit_report(report, by=representative).submitted_at
    second = submit_report(report, by=representative).submitted_at

    assert first == second
    subjects = [(m.address, m.subject) for m in OutboxMessage.objects.filter(address=grants_manager.email)]
    assert subjects == [(grants_manager.email, f"{report.agreement.number}: Final report is handed in")]
    with pytest.raises(NotAllowed):
        spend(report)


def test_every_line_needs_a_verdict_before_approval(grants_manager):
    report = report_in("submitted", by=grants_manager, amounts=(100, 50))
    one, two = report.expenditures.all()

    with pytest.raises(DomainError, match="some have no verdict"):
        approve_report(report, by=grants_manager)
    with pytest.raises(DomainError, match="Write the reason"):
        review_expenditure(one, accepted=D(40), reason="", by=grants_manager)
    with pytest.raises(DomainError, match="Between nothing"):
        review_expenditure(one, accepted=D("100.01"), reason="", by=grants_manager)
    review_expenditure(one, accepted=D(40), reason="Private part of the bill.", by=grants_manager)
    review_expenditure(two, accepted=D(0), reason="Not of this project.", by=grants_manager)
    approve_report(report, by=grants_manager)

    lines = [(line.verdict, line.accepted, line.refused) for line in report.expenditures.all()]
    assert lines == [("accepted", D(40), D(60)), ("refused", D(0), D(50))]
    assert account_of(report.agreement).accepted_cost == D(40)


def test_database_refuses_a_verdict_without_its_reason(grants_manager):
    line = report_in("submitted", by=grants_manager).expenditures.get()

    for wrong in (
        {"verdict": "refused"},
        {"verdict": "accepted", "accepted": 0},
        {"verdict": "accepted", "accepted": line.amount + 1},
        {"verdict": "accepted", "accepted": line.amount - 1},
        {"verdict": "open", "accepted": 1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Expenditure.objects.filter(pk=line.pk).update(**wrong)


def test_clarification_goes_back_and_forth(grants_manager, report, representative):
    written(report, 100)
    submit_report(report, by=representative)
    line = report.expenditures.get()
    review_expenditure(line, accepted=D(0), reason="Unreadable.", by=grants_manager)
    ask_clarification(report, question="Please send a readable copy.", by=grants_manager)

    with pytest.raises(DomainError, match="Answer the question"):
        submit_report(report, by=representative)
    with pytest.raises(DomainError, match="Correct it instead"):
        remove_expenditure(line, by=representative)
    before = line.document
    spend(report, expenditure=line)
    submit_report(report, by=representative, answer="Here it is.")

    line.refresh_from_db()
    assert (line.verdict, line.reason, PrivateFile.objects.filter(pk=before.pk).exists()) == ("open", "", True)
    assert [(note.text, note.is_from_network) for note in report.notes.all()] == [
        ("Please send a readable copy.", True),
        ("Here it is.", False),
    ]


def test_rejected_report_counts_for_nothing(grants_manager):
    report = report_in("rejected", by=grants_manager)

    assert account_of(report.agreement).claimed_total == 0


def test_rejected_report_is_corrected_and_handed_in_again(grants_manager):
    report = report_in("rejected", by=grants_manager, amounts=(100, 50))
    grantee = speaker(report.agreement.organisation)
    one, _two = report.expenditures.all()
    with pytest.raises(DomainError, match="Write what you corrected"):
        submit_report(report, by=grantee)
    with pytest.raises(DomainError, match="Correct it instead"):
        remove_expenditure(one, by=grantee)

    spend(report, 80, expenditure=one)
    spend(report, 7)
    submit_report(report, by=grantee, answer="The first bill was private in part.")
    report.refresh_from_db()
    assert (report.state, report.decided_at, report.decided_by_name) == ("submitted", None, "")
    assert account_of(report.agreement).claimed_total == D(137)
    accept_remaining(report, by=grants_manager)
    approve_report(report, by=grants_manager)

    assert account_of(report.agreement).accepted_total == D(137)
    log = AuditEntry.objects.filter(object_type="grants.report", object_id=str(report.pk)).order_by("at", "pk")
    steps = [(entry.verb, entry.reason) for entry in log if "state" in entry.after]
    assert steps == [
        ("report.submitted", ""),
        ("report.rejected", "Nothing is proved."),
        ("report.submitted", "The first bill was private in part."),
        ("report.approved", ""),
    ]


def test_every_version_that_was_handed_in_is_kept(client_for, grants_manager):
    report = report_in("rejected", by=grants_manager, amounts=(100, 50))
    grantee = speaker(report.agreement.organisation)
    spend(report, 80, expenditure=report.expenditures.first())
    spend(report, 7)
    submit_report(report, by=grantee, answer="Corrected.")

    first, second = report.versions.all()
    assert [line["amount"] for line in first.record["lines"]] == ["100", "50"]
    assert [line["amount"] for line in second.record["lines"]] == ["80", "50", "7"]
    assert [row["change"] for row in compared(second.record, first.record)] == ["changed", "", "new"]
    assert (first.record["answer"], second.record["answer"]) == ("", "Corrected.")
    assert {name: first.record[name] for name in TEXTS} == TEXTS
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportVersion.objects.update(text="{}")
    page = client_for(grants_manager).get(reverse("grants-report-version", kwargs={"uuid": report.uuid, "number": 2}))
    assert "was €100" in page.text
    gone = client_for(grants_manager).get(reverse("grants-report-version", kwargs={"uuid": report.uuid, "number": 3}))
    assert gone.status_code == 404


def test_version_holds_what_is_stored_and_not_what_the_caller_remembers(report, representative):
    remembered = Report.objects.get(pk=report.pk)
    written(report, 100)

    submit_report(remembered, by=representative)

    assert {name: report.versions.get().record[name] for name in TEXTS} == TEXTS


def test_rejected_report_of_a_closed_agreement_stays_as_it_is(grants_manager):
    report = report_in("rejected", by=grants_manager)
    QuerySet(Agreement).filter(pk=report.agreement_id).update(
        state="closed", ended_on=STARTS, retain_until=date(2031, 1, 1)
    )

    with pytest.raises(NotAllowed):
        spend(Report.objects.get(pk=report.pk))


# --- the own share ------------------------------------------------------------------------------------------------


@pytest.fixture
def shared_costs(grants_manager):
    """An agreement over 5,136 euro whose grantee owes 20 % of the cost of the project."""
    call = open_call_now(cofinancing_percent=D(20))
    managers = (grants_manager, person_with_role("secretariat"))
    application = draft(call)
    lines = [{**LINES[0], "quantity": "8.00", "requested": "4800.00"}, LINES[1]]
    save_part(application, "budget", {"lines": lines}, version=1, device="test", by=None, now=call.opens_at)
    submit_application(application, declared=[TRUE], by=None, now=call.closes_at, language="en")
    for checker in managers:
        check_eligibility(application, words_about(application), by=checker)
    for step in WAY:
        move_application(application, step, by=grants_manager, reason="As ranked.")
    award = award_application(application, amount=application.requested, by=grants_manager)
    agreement = prepare_agreement(award, starts_on=STARTS, by=grants_manager)
    sign_agreement(agreement, signed_on=STARTS, for_grantee="R", for_network="S", by=grants_manager)
    return agreement


def test_budget_without_the_own_share_is_not_submitted():
    call = open_call_now(cofinancing_percent=D(20))
    application = draft(call)

    with pytest.raises(NotReady) as refused:
        submit_application(application, declared=[TRUE], by=None, now=call.closes_at, language="en")

    assert [problem.sentence for problem in refused.value.problems] == [
        "Your own share is 0.0 %; the call asks for 20 % or more of the total cost."
    ]


@pytest.mark.parametrize(
    ("own", "entitled", "own_percent"),
    [("1284.00", "5136.00", "20.0"), ("1283.99", "5135.99", "20.0"), ("0", "4108.80", "20.0"), ("3000", "5136.00", "36.8")],
    ids=["exactly the share", "a cent less", "nothing", "more than asked"],
)  # fmt: skip
def test_what_is_missing_of_the_own_share_lowers_the_grant(grants_manager, shared_costs, own, entitled, own_percent):
    report = written(shared_costs.reports.get(), 4800)
    spend(report, 336, heading="indirect")
    if D(own):
        spend(report, own, paid_from="own", heading="human_resources")
    submit_report(report, by=speaker(shared_costs.organisation))
    accept_remaining(report, by=grants_manager)
    approve_report(report, by=grants_manager)

    account = account_of(shared_costs)
    assert (account.claimed_total, account.own_accepted) == (D(5136), D(own))
    assert (account.entitled, account.own_percent) == (D(entitled), D(own_percent))
    assert "Most that the grant pays of it" in [step.label for step in account.steps]


def test_own_share_is_reported_only_where_it_is_asked(report):
    with pytest.raises(DomainError, match="asks for no own share"):
        spend(report, 10, paid_from="own")


def test_form_asks_who_paid_where_an_own_share_is_due(client_for, shared_costs, report, representative):
    ours = AffiliationFactory(organisation=shared_costs.organisation, role="representative").person
    address = reverse("grants-expenditure-add", kwargs={"uuid": shared_costs.reports.get().uuid})
    other = reverse("grants-expenditure-add", kwargs={"uuid": report.uuid})

    assert 'name="paid_from"' in client_for(ours).get(address).text
    assert 'name="paid_from"' not in client_for(representative).get(other).text
    data = {"description": "Rooms", "heading": "other", "spent_on": "2026-01-05", "paid_amount": "12,50"}
    client_for(ours).post(address, {**data, "currency": "EUR", "paid_from": "own"})
    assert [(line.paid_from, line.amount) for line in Expenditure.objects.all()] == [("own", D("12.50"))]


# --- an expired session -------------------------------------------------------------------------------------------


def test_text_of_a_report_waits_behind_the_sign_in(client, client_for, report, representative):
    address = reverse("grants-report-narrative", kwargs={"uuid": report.uuid})
    texts = {**TEXTS, "done": "An evening of writing.", "version": "0"}

    assert client.post(address, texts).status_code == 302
    client.force_login(representative, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(address).text

    assert "An evening of writing." in page
    assert "Your text is back" in page
    report.refresh_from_db()
    assert report.done == ""


def test_expenditure_and_answer_wait_behind_the_sign_in(client, grants_manager, representative, organisation):
    report = report_in("clarification", agreement_in(organisation=organisation, by=grants_manager), by=grants_manager)
    page, add = report.get_absolute_url(), reverse("grants-expenditure-add", kwargs={"uuid": report.uuid})
    line = {"description": "Bus to Bar", "heading": "travel", "spent_on": "2026-01-05", "paid_amount": "7,50"}

    answers = [
        client.post(add, {**line, "currency": "EUR"}),
        client.post(reverse("grants-report-submit", kwargs={"uuid": report.uuid}), {"answer": "The family in Bar."}),
    ]
    client.force_login(representative, backend="django.contrib.auth.backends.ModelBackend")

    assert [answer.url for answer in answers] == [f"/en/account/login/?next={path}" for path in (add, page)]
    shown = client.get(page).text  # the last one waits; a session keeps one text
    assert "The family in Bar." in shown
    assert "Nothing is lost; read it once more" in shown
    report.refresh_from_db()
    assert report.state == "clarification"


def test_expenditure_comes_back_but_for_the_photo(client, representative, report):
    add = reverse("grants-expenditure-add", kwargs={"uuid": report.uuid})
    client.post(add, {"description": "Bus to Bar", "paid_amount": "7,50", "currency": "EUR", "file": receipt()})

    client.force_login(representative, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(add).text

    assert all(words in page for words in ('value="Bus to Bar"', 'value="7,50"', "Nothing is lost but the photo"))
    assert not report.expenditures.exists()


def test_approval_releases_the_instalment_that_waits_for_the_report(grants_manager, organisation, representative):
    agreement = set_period(
        agreement_in("draft", organisation, by=grants_manager), starts_on=STARTS, months=12, by=grants_manager
    )
    sign_agreement(agreement, signed_on=STARTS, for_grantee="R", for_network="S", by=grants_manager)
    report_in("approved", agreement, by=grants_manager)

    assert [item.state for item in agreement.instalments.all()] == ["released", "released"]


def test_test_between_headings_counts_over_all_reports(grants_manager, organisation, representative):
    agreement = set_period(
        agreement_in("draft", organisation, by=grants_manager), starts_on=STARTS, months=12, by=grants_manager
    )
    sign_agreement(agreement, signed_on=STARTS, for_grantee="R", for_network="S", by=grants_manager)
    report_in("approved", agreement, by=grants_manager, amounts=(3000,))
    second = written(agreement.reports.get(is_final=True), 3000)
    assert account_of(agreement).breaches == []

    submit_report(second, by=representative)

    account = account_of(agreement)  # 6,000 charged; 4,800 agreed and a quarter of it
    assert [(item.heading, item.claimed, item.allowed) for item in account.breaches] == []
    spend_more = account.headings[0]
    assert (spend_more.claimed, spend_more.change_percent) == (D(6000), D("25.0"))


def test_manager_of_the_grantee_reviews_nothing(grants_manager, organisation, representative):
    report = report_in("submitted", agreement_in(organisation=organisation, by=grants_manager), by=grants_manager)
    AffiliationFactory(person=grants_manager, organisation=organisation)

    for act in (accept_remaining, approve_report):
        with pytest.raises(NotAllowed):
            act(report, by=grants_manager)
    with pytest.raises(NotAllowed):
        reject_report(report, reason="x", by=grants_manager)
