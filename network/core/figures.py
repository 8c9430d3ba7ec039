"""What Prometheus is told about the network beside the process's own figures: whether mail and jobs keep up."""

from collections.abc import Iterator

from django.utils import timezone
from prometheus_client.core import REGISTRY, GaugeMetricFamily
from prometheus_client.registry import Collector

from . import jobs, outbox
from .models import OutboxMessage, PeriodicRun


class Figures(Collector):
    """Asked at each scrape; four short queries, none of which grows with the network."""

    def describe(self) -> list[GaugeMetricFamily]:
        return []  # nothing may be asked of the database while the process starts

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = timezone.now()
        overdue = outbox.waiting(now)
        oldest = overdue.values_list("due_at", flat=True).first()
        given_up = OutboxMessage.objects.exclude(given_up_at=None).count()
        yield gauge("iris_outbox_waiting", "E-mails that are due and not sent", overdue.count())
        yield gauge(
            "iris_outbox_oldest_seconds",
            "How long the oldest of them has been due",
            (now - oldest).total_seconds() if oldest else 0,
        )
        yield gauge("iris_outbox_given_up", "E-mails that could not be sent at all", given_up)
        jobs.collect()
        late = GaugeMetricFamily("iris_job_late_seconds", "How long a periodic job is overdue", labels=["job"])
        failed = GaugeMetricFamily("iris_job_failed", "Whether its last run failed", labels=["job"])
        for run in PeriodicRun.objects.filter(name__in=jobs.JOBS):
            if run.last_started_at is None:
                continue
            overdue_by = now - run.last_started_at - jobs.JOBS[run.name].every
            late.add_metric([run.name], max(overdue_by.total_seconds(), 0))
            failed.add_metric([run.name], bool(run.problem))
        yield late
        yield failed


def gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=value)


def register() -> None:
    """Once per process, from `apps.ready()`."""
    REGISTRY.register(Figures())
