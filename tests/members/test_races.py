"""Two people do the same thing at the same instant: one of them has done it, the other reads a sentence."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from members import actions
from members.models import Affiliation, MembershipApplication, Organisation, User
from network.core import search
from network.core.errors import DomainError
from network.core.models import AuditEntry, OutboxMessage, SearchEntry
from tests.factories.members import (
    AffiliationFactory,
    OrganisationFactory,
    UserFactory,
    complete_application,
    person_with_role,
    verified_application,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def shared_database(transactional_db, tmp_path):
    """An in-memory database belongs to one thread: there, a copy of it in a file takes its place for each test."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with sqlite3.connect(tmp_path / "shared.sqlite3") as copy:
        memory.backup(copy)
    connection.connection = None
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(tmp_path / "shared.sqlite3")
    yield
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    connection.connection = memory


def at_once(*calls):
    """Run the calls in threads of their own, started together; gives each one's result or the error it raised."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait()
        try:
            return call()
        except DomainError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def while_held(row, *calls):
    """As `at_once`, but somebody else holds `row` until each call has come as far as it can without it.

    So whoever looks before locking has looked by then, all of them at the same state: no luck is needed to see it.
    """
    barrier = Barrier(len(calls) + 1)

    def run(call):
        barrier.wait()
        try:
            return call()
        except DomainError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        with transaction.atomic():
            type(row).objects.select_for_update().get(pk=row.pk)
            running = [pool.submit(run, call) for call in calls]
            barrier.wait()
            wait_for(len(calls))
        return [one.result() for one in running]


def wait_for(number):
    """Until so many wait for a lock, which SQLite does not tell; at most for a few seconds."""
    for _ in range(50 if connection.vendor == "postgresql" else 2):
        time.sleep(0.1)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                if cursor.fetchone()[0] >= number:
                    return


def test_two_coordinators_approving_give_one_decision_one_line_and_one_letter():
    first, second = person_with_role("coordinator", "RS"), person_with_role("coordinator", "RS")
    application = verified_application(first)
    OutboxMessage.objects.all().delete()
    copies = [MembershipApplication.objects.get(pk=application.pk) for _ in range(2)]

    results = while_held(
        application,
        lambda: actions.approve_application(copies[0], by=first),
        lambda: actions.approve_application(copies[1], by=second),
    )

    assert sorted(isinstance(result, DomainError) for result in results) == [False, True]
    assert Organisation.objects.count() == 1
    assert AuditEntry.objects.filter(verb="membershipapplication.approved").count() == 1
    assert OutboxMessage.objects.count() == 1


def test_approving_and_rejecting_at_once_give_one_decision():
    first, second = person_with_role("coordinator", "RS"), person_with_role("coordinator", "RS")
    application = verified_application(first)
    copies = [MembershipApplication.objects.get(pk=application.pk) for _ in range(2)]

    results = while_held(
        application,
        lambda: actions.approve_application(copies[0], by=first),
        lambda: actions.reject_application(copies[1], reason="No.", by=second),
    )

    assert sorted(isinstance(result, DomainError) for result in results) == [False, True]
    decided = AuditEntry.objects.filter(verb__in=["membershipapplication.approved", "membershipapplication.rejected"])
    assert decided.count() == 1


def test_same_organisation_handed_in_twice_in_two_scripts_is_taken_once():
    person_with_role("coordinator", "RS")
    one = complete_application(name="Удружење Пример", register_number="123-45")
    other = complete_application(name="Udruženje Primer", register_number="12345")

    results = at_once(
        lambda: actions.submit_application(one, by=one.applicant),
        lambda: actions.submit_application(other, by=other.applicant),
    )

    assert sorted(isinstance(result, DomainError) for result in results) == [False, True]
    assert MembershipApplication.objects.handed_in().count() == 1


def test_double_click_on_begin_gives_one_draft():
    person = UserFactory()
    facts = {"name": "Primer", "country_id": "RS"}
    people = [User.objects.get(pk=person.pk) for _ in range(2)]

    at_once(*[lambda who=who: actions.start_application(by=who, **facts) for who in people])

    assert MembershipApplication.objects.count() == 1


def test_last_two_representatives_leaving_at_once_leave_one_behind():
    organisation = OrganisationFactory()
    both = [AffiliationFactory(organisation=organisation, role="representative") for _ in range(2)]

    results = at_once(*[lambda one=one: actions.end_affiliation(one, by=one.person) for one in both])

    assert sorted(isinstance(result, DomainError) for result in results) == [False, True]
    assert Affiliation.objects.in_force().speaking().count() == 1


def test_two_renewals_at_once_do_not_overlap():
    organisation = OrganisationFactory()
    actions.add_membership(organisation, by=None)

    at_once(*[lambda: actions.add_membership(organisation, by=None) for _ in range(2)])

    periods = list(organisation.memberships.order_by("valid_from").values_list("valid_from", "valid_until"))
    assert all(earlier[1] < later[0] for earlier, later in pairwise(periods))


def test_suspended_organisation_does_not_come_back_into_the_search():
    """Somebody who read it while it was listed writes it into the index after the suspension took it out."""
    organisation = OrganisationFactory(name="Came Back")
    actions.add_membership(organisation, by=None)
    actions.save_profile(organisation, by=None, consents_to_listing=True)
    assert SearchEntry.objects.filter(title="Came Back").exists()

    def refresh():
        try:
            search.refresh(organisation)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            actions.suspend_organisation(organisation, reason="Complaint.", by=None)
            late = pool.submit(refresh)
            wait_for(1)
        late.result()

    assert not SearchEntry.objects.filter(title="Came Back").exists()


def test_suspension_during_renewal_wins():
    organisation = OrganisationFactory()
    actions.add_membership(organisation, by=None)

    at_once(
        lambda: actions.add_membership(organisation, by=None),
        lambda: actions.suspend_organisation(organisation, reason="Complaint.", by=None),
    )

    assert not Organisation.objects.listed().exists()
