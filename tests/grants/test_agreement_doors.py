"""Every address of agreements and reports × everybody, in every state: who gets in, for whom nothing is there."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from grants.actions.audits import grant_seat
from grants.actions.dues import due_feed_of
from grants.agreement_permissions import can_see_agreement, can_see_report
from grants.agreement_states import WITH_GRANTEE
from grants.models import Agreement, Report
from tests.factories.agreements import agreement_about, agreement_in, report_in, spend
from tests.factories.grants import application_in, open_call_now
from tests.factories.members import AffiliationFactory

pytestmark = pytest.mark.django_db

CAST = (
    "anonymous", "stranger", "member", "editor_of", "representative",
    "coordinator", "editor", "assessor", "auditor", "grants_manager", "secretariat",
)  # fmt: skip
OURS = ("member", "editor_of", "representative")
MANAGERS = ("grants_manager", "secretariat")


def table(default: int, **special: int) -> dict[str, int]:
    groups = {"ours": OURS, "writers": OURS[1:], "managers": MANAGERS, "readers": ("auditor", *MANAGERS)}
    found = {"anonymous": 302} | {name: default for name in CAST if name != "anonymous"}
    for key, status in special.items():
        found |= dict.fromkeys(groups.get(key, (key,)), status)
    return found


AGREEMENT = {
    "draft": {
        "grants-agreement": table(404, readers=200),
        "grants-agreement-balance": table(404, readers=200),
        "grants-agreement-pdf": table(404, readers=200),
        "desk-agreement": table(404, managers=200),
    },
    "in_force": {
        "grants-agreement": table(404, ours=200, readers=200),
        "grants-agreement-balance": table(404, ours=200, readers=200),
        "grants-agreement-pdf": table(404, ours=200, readers=200),
        "desk-agreement": table(404, managers=200),
    },
}
AGREEMENT["terminated"] = AGREEMENT["closed"] = AGREEMENT["in_force"]
ACTS = (
    "period", "headings", "instalments", "sign", "copy", "addendum", "balance", "recovery", "terminate", "close",
)  # fmt: skip
REPORT = {
    "draft": {
        "grants-report": table(404, ours=200),
        "grants-report-narrative": table(404, ours=403, writers=200),
        "grants-expenditure-add": table(404, ours=403, writers=200),
        "desk-grants-report": table(404),
    },
    "submitted": {
        "grants-report": table(404, ours=200, readers=200),
        "grants-report-narrative": table(404, ours=403, readers=403),
        "grants-expenditure-add": table(404, ours=403, readers=403),
        "desk-grants-report": table(404, managers=200),
    },
    "clarification": {
        "grants-report": table(404, ours=200, readers=200),
        "grants-report-narrative": table(404, member=403, writers=200, readers=403),
        "grants-expenditure-add": table(404, member=403, writers=200, readers=403),
        "desk-grants-report": table(404, managers=200),
    },
}
REPORT["approved"] = REPORT["submitted"]
REPORT["rejected"] = REPORT["clarification"]  # it may be corrected and handed in again
REVIEW = {  # posting nothing: 422 the form says what is missing, 302 it was done, 403 not in this state
    "submitted": {"accept": 302, "ask": 422, "reject": 422},
    "clarification": {"accept": 403, "ask": 403, "reject": 422, "approve": 403},
    "approved": {"accept": 403, "ask": 403, "approve": 403},
    "rejected": {"accept": 403, "ask": 403, "approve": 403},
}


@pytest.fixture
def editor_of(organisation):
    return AffiliationFactory(organisation=organisation, role="editor").person


@pytest.fixture
def auditor(db):
    from tests.factories.members import UserFactory

    return UserFactory(full_name="Aida Auditor", email="auditor@example.org")


@pytest.fixture
def browsers(request, client, client_for):
    people = [name for name in CAST if name != "anonymous"]
    return {"anonymous": client} | {name: client_for(request.getfixturevalue(name)) for name in people}


def seat(agreement, auditor, by):
    until = timezone.now() + timedelta(days=10)
    return grant_seat(agreement.call, auditor, purpose="Donor", until=until, by=by)


def asked(browsers, method, name, **kwargs):
    address = reverse(name, kwargs=kwargs)
    return {who: getattr(browser, method)(address).status_code for who, browser in browsers.items()}


@contextmanager
def afterwards_as_before():
    mark = transaction.savepoint()
    yield
    transaction.savepoint_rollback(mark)


def test_pages_of_an_agreement(browsers, organisation, grants_manager, auditor):
    """Whom an act is closed to, its door says whatever the state; so all try it once, and managers in every state."""
    award = application_in("awarded", open_call_now(), organisation).award
    seat(award, auditor, grants_manager)
    desk = {who: browsers[who] for who in MANAGERS}

    for state, pages in AGREEMENT.items():
        with afterwards_as_before():
            agreement = agreement_about(award, state, by=grants_manager)
            for name, expected in pages.items():
                assert asked(browsers, "get", name, uuid=agreement.uuid) == expected, (state, name)
            for act in ACTS:
                name = f"desk-agreement-{act}"
                found = asked(browsers if state == "in_force" else desk, "post", name, uuid=agreement.uuid)
                assert {found.pop(who) for who in MANAGERS} <= {302, 422}, (state, name)
                assert set(found.values()) <= {302, 404}, (state, name)
                if state == "in_force":
                    assert asked(browsers, "get", name, uuid=agreement.uuid) == table(404, managers=405), name
            assert Agreement.objects.get().state == state


def test_pages_of_a_report(browsers, organisation, grants_manager, auditor):
    agreement = agreement_in(organisation=organisation, by=grants_manager)
    seat(agreement, auditor, grants_manager)

    for state, pages in REPORT.items():
        with afterwards_as_before():
            report = report_in(state, agreement, by=grants_manager)
            for name, expected in pages.items():
                assert asked(browsers, "get", name, uuid=report.uuid) == expected, (state, name)
            line = report.expenditures.get()
            found = asked(browsers, "get", "grants-expenditure", uuid=report.uuid, line=line.uuid)
            assert found == pages["grants-expenditure-add"], state
            for act, status in REVIEW.get(state, {}).items():
                name = f"desk-grants-report-{act}"
                if status != 302:
                    found = asked(browsers, "post", name, uuid=report.uuid)
                    assert found == table(404, managers=status), (state, name)
                if state == "submitted":
                    assert asked(browsers, "get", name, uuid=report.uuid) == table(404, managers=405), name
            assert Report.objects.get().state == state
            if state in WITH_GRANTEE:  # once the representative has handed it in, the others see it too
                expected = table(404, ours=403, readers=403, representative=302)
                assert asked(browsers, "post", "grants-report-submit", uuid=report.uuid) == expected, state


def test_predicates_and_querysets_agree(request, organisation, grants_manager, auditor):
    award = application_in("awarded", open_call_now(), organisation).award
    seat(award, auditor, grants_manager)
    people = {who: request.getfixturevalue(who) for who in CAST[1:]}

    for state in ("draft", "in_force"):
        with afterwards_as_before():
            agreement = agreement_about(award, state, by=grants_manager)
            report = agreement.reports.get()
            for who, person in people.items():
                seen = Agreement.objects.visible_to(person).filter(pk=agreement.pk).exists()
                assert seen == can_see_agreement(person, agreement), (state, who)
                seen = Report.objects.visible_to(person).filter(pk=report.pk).exists()
                assert seen == can_see_report(person, report), (state, who)


def test_receipt_is_read_by_whom_the_report_is_read_by(browsers, organisation, grants_manager, auditor):
    agreement = agreement_in(organisation=organisation, by=grants_manager)
    seat(agreement, auditor, grants_manager)
    line = spend(agreement.reports.get())
    address = line.document.get_absolute_url()

    found = {who for who, browser in browsers.items() if browser.get(address).status_code == 200}

    assert found == set(OURS)
    report_in("submitted", agreement, by=grants_manager, amounts=())
    found = {who for who, browser in browsers.items() if browser.get(address).status_code == 200}
    assert found == {*OURS, *MANAGERS, "auditor"}


def test_seat_that_ran_out_or_was_revoked_shows_nothing(client_for, organisation, grants_manager, auditor):
    from grants.actions.audits import revoke_seat
    from grants.models import AuditorSeat

    agreement = agreement_in(organisation=organisation, by=grants_manager)
    given = seat(agreement, auditor, grants_manager)
    browser = client_for(auditor)
    assert browser.get(agreement.get_absolute_url()).status_code == 200

    AuditorSeat.objects.filter(pk=given.pk).update(valid_from=timezone.now() - timedelta(days=9))
    AuditorSeat.objects.filter(pk=given.pk).update(until=timezone.now() - timedelta(seconds=1))
    assert browser.get(agreement.get_absolute_url()).status_code == 404
    again = seat(agreement, auditor, grants_manager)
    assert browser.get(agreement.get_absolute_url()).status_code == 200
    revoke_seat(again, by=grants_manager)
    assert browser.get(agreement.get_absolute_url()).status_code == 404


def test_feed_opens_with_its_token_only_and_dies_when_renewed(client, organisation, grants_manager, representative):
    from grants.actions.dues import renew_due_feed

    agreement = agreement_in(organisation=organisation, by=grants_manager)
    feed = due_feed_of(representative)
    address = feed.get_absolute_url()

    answer = client.get(address)
    assert (answer.status_code, agreement.number in answer.content.decode()) == (200, True)
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get(address.replace(feed.proof, "0" * 40)).status_code == 404
    assert client.get("/en/grants/due/nonsense.ics").status_code == 404
    renew_due_feed(representative)
    assert client.get(address).status_code == 404


def test_feed_forgets_an_organisation_that_its_person_left(client, organisation, grants_manager, representative):
    agreement = agreement_in(organisation=organisation, by=grants_manager)
    address = due_feed_of(representative).get_absolute_url()

    representative.affiliations.update(until=timezone.now())

    assert agreement.number not in client.get(address).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_however_many(client_for, grants_manager, django_assert_num_queries, rows):
    for _ in range(rows):
        agreement = agreement_in(by=grants_manager)
    browser = client_for(grants_manager)
    browser.get(reverse("desk-agreements"))

    with django_assert_num_queries(LIST_QUERIES):
        browser.get(reverse("desk-agreements"))
    report_in("submitted", agreement, by=grants_manager, amounts=[10] * rows)
    with django_assert_num_queries(REVIEW_QUERIES):
        browser.get(reverse("desk-grants-report", kwargs={"uuid": agreement.reports.get().uuid}))


LIST_QUERIES = 9
REVIEW_QUERIES = 13


def test_a_draft_report_is_linked_only_for_whom_it_is_open(client_for, organisation, representative, grants_manager):
    report = report_in("draft", agreement_in(organisation=organisation, by=grants_manager), by=grants_manager)
    page, link = report.agreement.get_absolute_url(), f'href="{report.get_absolute_url()}"'

    shown = {person: client_for(person).get(page).content.decode() for person in (representative, grants_manager)}

    assert [link in shown[person] for person in (representative, grants_manager)] == [True, False]
    assert all(str(report) in text for text in shown.values())
