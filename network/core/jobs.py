"""Work that returns with the clock: `@periodic` names it; `manage.py run_due`, called every minute, does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

import structlog
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from .models import PeriodicRun

log = structlog.get_logger(__name__)

AFTER_A_FAILURE = timedelta(minutes=10)

Job = Callable[[], object]


@dataclass(frozen=True)
class Periodic:
    name: str
    every: timedelta
    run: Job


JOBS: dict[str, Periodic] = {}


def periodic(*, every: timedelta) -> Callable[[Job], Job]:
    """Have the decorated function run whenever `every` has passed since its last start.

    It stands in its app's `jobs.py` (or in a module that this one imports), takes no arguments, and finds out by itself
    what there is to do: a run may come late, and after a crash it comes again.
    """

    def decorate(job: Job) -> Job:
        name = f"{job.__module__}.{job.__qualname__}"
        JOBS[name] = Periodic(name, every, job)
        return job

    return decorate


def collect() -> None:
    """Make the jobs of all installed apps known."""
    for app in apps.get_app_configs():
        if find_spec(f"{app.name}.jobs"):
            import_module(f"{app.name}.jobs")


def run_due(now: datetime | None = None) -> dict[str, str]:
    """Run what is due, one after the other; gives each job's name with "" or the problem it ran into.

    A job that fails is logged and tried again soon; the others run all the same.
    Several runners may work at once: each job belongs to the one that holds its row.
    """
    collect()
    now = now or timezone.now()
    outcomes = {name: run_if_due(job, now) for name, job in sorted(JOBS.items())}
    return {name: outcome for name, outcome in outcomes.items() if outcome is not None}


def run_if_due(job: Periodic, now: datetime) -> str | None:
    """Take the job, if it is due and nobody else has it, and run it; None when there was nothing to do.

    The start is committed before the work begins, so that a runner that comes along meanwhile, or after this process
    was killed, does not start it a second time before `every` has passed again.
    """
    if not take(job, now):
        return None
    problem = ""
    try:
        job.run()
    except Exception as failure:
        problem = f"{type(failure).__name__}: {failure}"
        log.exception("periodic_job_failed", job=job.name)
    PeriodicRun.objects.filter(name=job.name).update(last_finished_at=timezone.now(), problem=problem[:2000])
    return problem


def take(job: Periodic, now: datetime) -> bool:
    PeriodicRun.objects.get_or_create(name=job.name)
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        run = PeriodicRun.objects.select_for_update(skip_locked=skip).filter(name=job.name).first()
        if run is None or not is_due(run, job.every, now):
            return False
        run.last_started_at = now
        run.save(update_fields=["last_started_at"])
    return True


def is_due(run: PeriodicRun, every: timedelta, now: datetime) -> bool:
    if run.last_started_at is None:
        return True
    return run.last_started_at + (min(every, AFTER_A_FAILURE) if run.problem else every) <= now


@periodic(every=timedelta(minutes=1))
def deliver_what_waits() -> None:
    """The net below the outbox: what no worker sent because it died, or because the mail server was away."""
    from .outbox import send_outbox  # inline: outbox imports models, jobs is imported by name from everywhere

    send_outbox()
