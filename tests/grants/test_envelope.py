"""The envelope is kept by the database itself: no way of adding an award gives away more than the call has."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.models import QuerySet, Sum

from grants.actions.decisions import award_application, envelope_left
from grants.models import Award, Call
from tests.crowds import all_at_once
from tests.factories.grants import application_in, open_call_now
from tests.factories.members import person_with_role

D = Decimal


def give(application: Any, amount: Any) -> Award:
    """An award written past the action and its lock, as a careless script would."""
    return Award.objects.create(
        application=application,
        call=application.call,
        organisation=application.organisation,
        country=application.country,
        title="Past the action",
        requested=D(10000),
        amount=D(amount),
        months=6,
    )


def waiting(number: int, **fields: Any) -> list[Any]:
    managers = (person_with_role("grants_manager"), person_with_role("secretariat"))
    call = open_call_now(maximum_grant=D(6000), **fields)
    return [application_in("document_check", call, managers=managers) for _ in range(number)]


@pytest.mark.django_db
def test_the_database_refuses_what_the_envelope_does_not_hold():
    one, two, three = waiting(3, envelope=D("10000.01"))
    give(one, "5000.00")
    give(two, "5000.01")

    with pytest.raises(IntegrityError), transaction.atomic():
        give(three, "0.01")

    assert Award.objects.aggregate(sum=Sum("amount"))["sum"] == D("10000.01")
    assert envelope_left(one.call) == 0


@pytest.mark.django_db
def test_thirds_of_a_cent_never_add_up_to_a_false_refusal():
    """SQLite counts in binary: without rounding, ten times ten cents are more than a euro there."""
    applications = waiting(10, envelope=D("6000.00"))
    Call.objects.update(envelope=D("1.00"), minimum_grant=D("0.10"), maximum_grant=D("1.00"))

    for application in applications:
        give(application, "0.10")

    assert Call.objects.get().awarded_total == D("1.00")


@pytest.mark.django_db
def test_an_award_never_changes_and_counts_once():
    (application,) = waiting(1)
    award = award_application(application, amount=D(3000), by=person_with_role("grants_manager"), reason="Good.")

    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(amount=D(1))

    assert Call.objects.get().awarded_total == D(3000)
    QuerySet(Award).filter(pk=award.pk).delete()
    assert Call.objects.get().awarded_total == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
@pytest.mark.parametrize("way", ["past the action", "by an action that read an old sum"])
def test_the_last_euro_is_given_once_although_nobody_locks(monkeypatch, way):
    """Without the lock of the action, only the database stands between two managers and the last euro."""
    monkeypatch.setattr("grants.actions.decisions.envelope_left", lambda call: D(10**6))
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, *args, **kwargs: self)
    applications = waiting(4, envelope=D(10000))
    manager = person_with_role("grants_manager")

    def write(application: Any) -> Callable[[], Any]:
        def act() -> Any:
            try:
                if way == "past the action":
                    return give(application, 5000)
                return award_application(application, amount=D(5000), by=manager, reason="Good.")
            except IntegrityError:
                return "refused"
            finally:
                connections.close_all()

        return act

    results = all_at_once([write(application) for application in applications])

    assert sum(result == "refused" for result in results) == 2
    assert Award.objects.aggregate(sum=Sum("amount"))["sum"] == Call.objects.get().awarded_total == D(10000)
