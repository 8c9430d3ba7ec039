import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from grants import exports
from grants.actions.decisions import award_application, check_eligibility, envelope_left, move_application
from grants.models import Application, Call
from grants.profile import grants_of
from grants.queries.desk import received_applications
from network.core.errors import DomainError, NotAllowed
from network.core.models import OutboxMessage
from tests.factories.grants import REQUESTED, application_in, open_call_now, submitted, words_about
from tests.factories.members import AffiliationFactory, OrganisationFactory, person_with_role

pytestmark = pytest.mark.django_db


def check(application, by, is_eligible=True, reason=""):
    return check_eligibility(
        application, words_about(application, "" if is_eligible else reason or "It does not serve it."), by=by
    )


def test_eligibility_needs_two_pairs_of_eyes(grants_manager, secretariat):
    application = submitted(open_call_now())

    check(application, grants_manager)
    assert application.state == "eligibility"
    with pytest.raises(NotAllowed, match="already"):
        check(application, grants_manager)
    check(application, secretariat)

    assert application.state == "assessment"


def test_two_who_disagree_wait_for_a_third(grants_manager, secretariat):
    application = submitted(open_call_now())
    check(application, grants_manager)
    check(application, secretariat, is_eligible=False, reason="Too young.")
    assert application.state == "eligibility"

    check(application, person_with_role("grants_manager"), is_eligible=False, reason="Founded last year.")

    assert application.state == "ineligible"


def test_ineligible_applicant_reads_the_reasons(organisation, representative):
    application = application_in("ineligible", open_call_now(), organisation)

    letter = OutboxMessage.objects.latest("pk")
    assert (letter.address, letter.subject) == (representative.email, f"{application.number}: Not eligible")
    assert "Too young." in letter.text


def test_nobody_checks_an_application_of_their_own(organisation, grants_manager):
    AffiliationFactory(organisation=organisation, person=grants_manager)
    application = submitted(open_call_now(), organisation)

    with pytest.raises(NotAllowed):
        check(application, grants_manager)


@pytest.mark.parametrize("to", ["awarded", "eligibility", "submitted", "draft", "withdrawn", "nonsense"])
def test_manager_takes_listed_steps_only(grants_manager, to):
    application = application_in("assessment", open_call_now())

    with pytest.raises(DomainError):
        move_application(application, to, by=grants_manager, reason="Because.")


def test_step_without_a_reason_is_refused(grants_manager):
    application = application_in("assessment", open_call_now())

    with pytest.raises(DomainError, match="Write the reason"):
        move_application(application, "ranked", by=grants_manager, reason="  ")


@pytest.mark.parametrize(
    ("amount", "is_possible"), [("0", False), ("-1", False), ("0.01", True), ("5136", True), ("5136.01", False)]
)
def test_award_is_at_most_what_was_requested(grants_manager, amount, is_possible):
    application = application_in("document_check", open_call_now())

    if is_possible:
        assert award_application(application, amount=Decimal(amount), by=grants_manager).amount == Decimal(amount)
    else:
        with pytest.raises(DomainError, match="at most €5,136"):
            award_application(application, amount=Decimal(amount), by=grants_manager)


def test_awards_stop_at_the_envelope(grants_manager):
    call = open_call_now(envelope=Decimal(10000))
    application_in("awarded", call)
    application = application_in("document_check", call)

    with pytest.raises(DomainError, match="€4,864 left; €5,136 do not fit"):
        award_application(application, amount=REQUESTED, by=grants_manager)

    assert envelope_left(call) == Decimal(4864)
    award_application(application, amount=Decimal(4864), by=grants_manager)
    assert envelope_left(call) == 0


def test_award_is_told_and_logged(organisation, representative, grants_manager):
    application = application_in("document_check", open_call_now(), organisation)

    award_application(application, amount=Decimal(5000), by=grants_manager, reason="Best plan.")

    letter = OutboxMessage.objects.latest("pk")
    assert (letter.address, letter.subject) == (representative.email, f"Grant awarded: {application.number}")
    assert "€5,000" in letter.text
    assert Application.objects.get().state == "awarded"


@pytest.fixture
def published(organisation):
    call = open_call_now(code="P-1")
    application_in("awarded", call, organisation)
    Call.objects.filter(pk=call.pk).update(
        closes_at=timezone.now() - timedelta(days=1), results_published_at=timezone.now()
    )
    return Call.objects.get()


def test_awards_are_public_once_results_are(client, organisation):
    call = open_call_now()
    application_in("awarded", call, organisation)
    before = client.get(reverse("grants-awards")).text
    Call.objects.filter(pk=call.pk).update(results_published_at=timezone.now())
    after = client.get(reverse("grants-awards")).text

    assert ("Home again" in before, "Home again" in after) == (False, True)


def test_profile_of_an_organisation_shows_published_grants_only(organisation):
    call = open_call_now(code="P-2")
    application_in("awarded", call, organisation)
    before = grants_of(organisation, None)
    Call.objects.filter(pk=call.pk).update(results_published_at=timezone.now())

    after = [(item.title, item.meta, item.eyebrow) for item in grants_of(organisation, None)]

    assert (before, after) == ([], [("Home again", "€5,136", "P-2")])


@pytest.fixture
def hostile():
    organisation = OrganisationFactory(name='=HYPERLINK("http://evil.example","x")')
    call = open_call_now()
    submitted(call, organisation)
    return call


def test_csv_holds_no_formula(hostile):
    text = exports.as_csv(received_applications(hostile)).decode("utf-8-sig")

    assert '"\'=HYPERLINK(""http://evil.example"",""x"")"' in text
    assert "5136.00" in text


def test_xlsx_holds_texts_and_numbers(hostile):
    sheet = openpyxl.load_workbook(io.BytesIO(exports.as_xlsx(received_applications(hostile)))).active
    row = list(sheet.iter_rows(values_only=True))[1]

    assert row[1] == '=HYPERLINK("http://evil.example","x")'
    assert sheet.cell(2, 2).data_type == "s"
    assert row[5] == 5136


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_list_is_handed_out_as_a_file(client_for, secretariat, hostile, kind):
    address = reverse("desk-grants-export", kwargs={"key": hostile.translation_key, "kind": kind})

    answer = client_for(secretariat).get(address)

    assert (answer.status_code, answer["Content-Disposition"].endswith(f'.{kind}"')) == (200, True)


def test_desk_checks_moves_and_awards_in_the_browser(client_for, secretariat, grants_manager):
    application = submitted(open_call_now())
    lines = [line.key for line in application.form.definition.eligibility]
    words = {f"line_{key}": "yes" for key in lines}

    def post(browser, name, data):
        return browser.post(reverse(f"desk-grants-{name}", kwargs={"uuid": application.uuid}), data)

    one, two = client_for(secretariat), client_for(grants_manager)
    assert post(one, "eligibility", {f"line_{lines[0]}": "yes"}).status_code == 422
    for browser in (one, two):
        post(browser, "eligibility", words)
    for step in ("ranked", "provisionally_selected", "document_check"):
        post(one, "move", {"to": step, "reason": "As ranked."})
    assert post(one, "award", {"amount": "lots", "reason": "x"}).status_code == 422
    post(two, "award", {"amount": "5.136,00", "reason": "Best plan."})

    application.refresh_from_db()
    assert (application.state, application.award.amount) == ("awarded", REQUESTED)
