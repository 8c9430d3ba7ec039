from datetime import timedelta

import pytest

from grants.actions.submissions import submit_application
from grants.canonical import canonical, fingerprint
from grants.models import Submission
from network.core.errors import DomainError
from network.core.models import OutboxMessage
from tests.factories.grants import REQUESTED, TRUE, draft, open_call_now

pytestmark = pytest.mark.django_db


def test_submission_freezes_everything(representative, organisation, django_capture_on_commit_callbacks):
    call = open_call_now(code="AB-1")
    application = draft(call, organisation, by=representative)

    with django_capture_on_commit_callbacks(execute=True):
        submission = submit_application(
            application, declared=[TRUE], by=representative, now=call.closes_at, language="en"
        )

    application.refresh_from_db()
    assert (application.state, application.number, application.submitted_at) == (
        "submitted",
        "AB-1-0001",
        call.closes_at,
    )
    assert submission.sha256 == fingerprint(submission.text) == fingerprint(canonical(submission.record))
    assert submission.record["budget"]["requested"] == str(REQUESTED)
    assert [line.cost for line in application.budget_lines.all()] == [4800, 336]
    assert application.receipt is not None
    assert list(OutboxMessage.objects.values_list("kind", "address")) == [("grants", representative.email)]


@pytest.mark.parametrize(
    ("late", "is_in"), [(timedelta(0), True), (timedelta(seconds=-1), True), (timedelta(seconds=1), False)]
)
def test_deadline_holds_to_the_second(late, is_in):
    call = open_call_now()
    application = draft(call)

    if is_in:
        submit_application(application, declared=[TRUE], by=None, now=call.closes_at + late)
    else:
        with pytest.raises(DomainError, match=r"\(Brussels\)"):
            submit_application(application, declared=[TRUE], by=None, now=call.closes_at + late)

    assert Submission.objects.exists() is is_in
