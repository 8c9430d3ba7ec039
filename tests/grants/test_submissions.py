from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from grants.actions.calls import NotReady
from grants.actions.drafts import attach_file, save_part
from grants.actions.submissions import keep_receipt, submit_application, withdraw_application
from grants.canonical import canonical, fingerprint
from grants.models import Application, ApplicationPart, BudgetLine, CallForm, Submission
from network.core.errors import DomainError, TransitionError
from network.core.models import AuditEntry, OutboxMessage
from tests.factories.grants import PROJECT, REQUESTED, STATUTE, TRUE, draft, open_call_now, pdf, submitted
from tests.factories.members import AffiliationFactory

pytestmark = pytest.mark.django_db


def submit(application, now, **more):
    return submit_application(application, **{"declared": [TRUE], "by": None, "now": now, **more})


def test_submission_freezes_everything(representative, organisation, django_capture_on_commit_callbacks):
    call = open_call_now(code="AB-1")
    application = draft(call, organisation, by=representative)

    with django_capture_on_commit_callbacks(execute=True):
        submission = submit(application, call.closes_at, by=representative, language="en")

    application.refresh_from_db()
    arrived = (application.state, application.number, application.submitted_at, application.submitted_by)
    assert arrived == ("submitted", "AB-1-0001", call.closes_at, representative)
    assert submission.sha256 == fingerprint(submission.text) == fingerprint(canonical(submission.record))
    assert submission.record["budget"]["requested"] == str(REQUESTED)
    assert [line.cost for line in application.budget_lines.all()] == [4800, 336]
    assert application.receipt is not None
    assert list(OutboxMessage.objects.values_list("kind", "address")) == [("grants", representative.email)]


@pytest.mark.parametrize(
    ("late", "is_in"),
    [
        (timedelta(seconds=-1), True),
        (timedelta(0), True),
        (timedelta(microseconds=1), False),
        (timedelta(seconds=1), False),
    ],
)
def test_deadline_holds_to_the_second(late, is_in):
    call = open_call_now()
    application = draft(call)

    if is_in:
        submit(application, call.closes_at + late)
    else:
        with pytest.raises(DomainError, match=r"closed on .* at 1[67]:00 \(Brussels\)"):
            submit(application, call.closes_at + late)

    assert Submission.objects.exists() is is_in


def test_nothing_is_submitted_before_the_call_opens():
    call = open_call_now()

    with pytest.raises(DomainError, match="The call opens on"):
        submit(draft(call), call.opens_at - timedelta(seconds=1))


def test_submitting_again_gives_the_first_submission(organisation, representative):
    call = open_call_now()
    application = draft(call, organisation)
    first = submit(application, call.closes_at, by=representative)

    again = submit(application, call.closes_at + timedelta(hours=1), by=representative, declared=[])

    assert (again, Submission.objects.count(), BudgetLine.objects.count()) == (first, 1, 2)
    assert OutboxMessage.objects.count() == 1
    assert AuditEntry.objects.filter(verb="application.submitted").count() == 1


def test_unfinished_application_is_told_what_is_missing():
    call = open_call_now()
    application = draft(call, ready=False)

    with pytest.raises(NotReady) as refused:
        submit(application, call.opens_at + timedelta(hours=1), declared=[])

    assert [(problem.step, problem.label) for problem in refused.value.problems] == [
        ("project", "Title of the project"),
        ("project", "Summary"),
        ("project", "Duration in months"),
        ("project", "Why is it needed?"),
        ("project", "How many people?"),
        ("budget", "Budget"),
        ("documents", "Statute"),
        ("preview", "Everything stated is true."),
    ]
    assert Application.objects.get().state == "draft"


def test_numbers_follow_each_other_within_a_call():
    call = open_call_now(code="N-7")

    assert [submitted(call).number for _ in range(3)] == ["N-7-0001", "N-7-0002", "N-7-0003"]


def test_submitted_application_is_written_no_more():
    application = submitted(open_call_now())

    with pytest.raises(DomainError, match="can no longer be changed"):
        save_part(application, "project", PROJECT, version=9, device="x", by=None, now=application.submitted_at)
    with pytest.raises(DomainError, match="can no longer be changed"):
        attach_file(application, STATUTE, pdf(more=b"2"), by=None, now=application.submitted_at)


@pytest.mark.parametrize(
    "change",
    [
        lambda a: Submission.objects.filter(application=a).update(text="{}"),
        lambda a: Submission.objects.filter(application=a).update(number="X"),
        lambda a: BudgetLine.objects.filter(application=a).update(requested=1),
        lambda a: Application.objects.filter(pk=a.pk).update(requested=1),
        lambda a: Application.objects.filter(pk=a.pk).update(number="X"),
        lambda a: Application.objects.filter(pk=a.pk).update(title="Another one"),
        lambda a: ApplicationPart.objects.filter(application=a, name="project").update(content={}),
        lambda a: ApplicationPart.objects.create(application=a, name="more"),
        lambda a: a.files.update(key="x"),
        lambda a: CallForm.objects.filter(pk=a.form_id).update(data={}),
    ],
)
def test_the_database_itself_refuses_to_change_what_was_submitted(change):
    application = submitted(open_call_now())

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        change(application)


def test_nothing_submitted_is_deleted():
    application = submitted(open_call_now())

    for act in (application.delete, Application.objects.all().delete, application.submission.delete):
        with pytest.raises(TypeError):
            act()


def test_deleting_the_people_erases_no_trace(organisation, representative):
    application = submitted(open_call_now(), organisation, by=representative)
    log = AuditEntry.objects.count()

    representative.delete()

    application.refresh_from_db()
    assert (application.submitted_by, application.started_by, application.state) == (None, None, "submitted")
    assert application.submission.submitted_by_name == "Rade Representative"
    assert AuditEntry.objects.count() == log


def test_withdrawn_application_makes_room_for_another(organisation, representative):
    call = open_call_now()
    first = submitted(call, organisation, by=representative)

    withdraw_application(first, by=representative, reason="We found other money.")

    assert draft(call, organisation, ready=False) != first
    assert Submission.objects.filter(application=first).exists()
    with pytest.raises(TransitionError):
        withdraw_application(first, by=representative)


def test_conditions_are_checked_again_on_submission(organisation):
    call = open_call_now()
    draft(call, organisation)
    organisation.is_listed = False
    organisation.save()

    with pytest.raises(DomainError, match="Only members"):
        submit(Application.objects.get(), call.closes_at)


def test_receipt_is_made_when_it_is_asked_for(organisation, representative):
    AffiliationFactory(organisation=organisation, role="editor")
    application = submitted(open_call_now(), organisation, by=representative)
    assert application.receipt is None  # the commit that makes it never comes in this test

    receipt = keep_receipt(application, language="en")

    assert keep_receipt(application, language="sr") == receipt
    assert (receipt.purpose, receipt.name) == ("grant-receipt", f"{application.number}.pdf")
