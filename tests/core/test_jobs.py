"""Periodic work: when it is due, what a crash changes, and that two runners do it once."""

import threading
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from network.core import jobs
from network.core.models import PeriodicRun

NOON = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def only(monkeypatch):
    """`only(first=function, …)`: the jobs of this test, hourly, and no others."""

    jobs.collect()  # now, since importing an app's jobs registers them

    def use(**functions):
        known = {name: jobs.Periodic(name, HOUR, function) for name, function in functions.items()}
        monkeypatch.setattr(jobs, "JOBS", known)

    return use


def broken():
    raise ValueError("no such thing")


@pytest.mark.django_db
def test_job_runs_once_per_period(only):
    runs = []
    only(count=lambda: runs.append(1))

    outcomes = [jobs.run_due(NOON + minutes * timedelta(minutes=1)) for minutes in (0, 1, 59, 60, 61, 200)]

    assert outcomes == [{"count": ""}, {}, {}, {"count": ""}, {}, {"count": ""}]
    assert len(runs) == 3


@pytest.mark.django_db
def test_failing_job_stops_no_other_and_comes_back_soon(only):
    runs = []
    only(a_broken=broken, b_good=lambda: runs.append(1))

    first = jobs.run_due(NOON)
    soon = jobs.run_due(NOON + timedelta(minutes=5))
    later = jobs.run_due(NOON + timedelta(minutes=10))

    assert first == {"a_broken": "ValueError: no such thing", "b_good": ""}
    assert (soon, later) == ({}, {"a_broken": "ValueError: no such thing"})
    assert PeriodicRun.objects.get(name="a_broken").problem == "ValueError: no such thing"
    assert runs == [1]


@pytest.mark.django_db
def test_job_that_recovers_forgets_its_problem(only):
    only(job=broken)
    jobs.run_due(NOON)
    only(job=lambda: None)

    jobs.run_due(NOON + HOUR)

    run = PeriodicRun.objects.get(name="job")
    assert (run.problem, run.last_started_at) == ("", NOON + HOUR)


@pytest.mark.django_db
def test_job_whose_process_was_killed_waits_for_its_next_time(only):
    """The start was stored before the work began; nobody can tell a dead runner from a slow one."""
    only(job=lambda: None)
    PeriodicRun.objects.create(name="job", last_started_at=NOON)

    assert jobs.run_due(NOON + timedelta(minutes=30)) == {}
    assert jobs.run_due(NOON + HOUR) == {"job": ""}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads share no in-memory database")
@pytest.mark.postgres
def test_overlapping_runners_run_a_job_once(only):
    runs, at_once = [], threading.Barrier(4)
    only(job=lambda: runs.append(1))

    def work():
        at_once.wait()
        jobs.run_due(NOON)
        connections.close_all()

    threads = [threading.Thread(target=work) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert runs == [1]


@pytest.mark.django_db
def test_command_names_what_it_did_and_fails_when_a_job_failed(only):
    output = StringIO()
    only(a_broken=broken, b_good=lambda: None)

    with pytest.raises(CommandError):
        call_command("run_due", stdout=output)

    assert output.getvalue() == "a_broken: ValueError: no such thing\nb_good: done\n"


def test_jobs_of_all_apps_are_found():
    jobs.collect()

    assert "network.core.jobs.deliver_what_waits" in jobs.JOBS
