"""Health, readiness and metrics, as a front server and a supervisor ask for them."""

from datetime import timedelta

import pytest
from django.core.files.storage import Storage
from django.utils import timezone

from network.core import health
from network.core.models import OutboxMessage, PeriodicRun


def test_healthz_asks_nobody(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_readyz_says_yes_when_everything_works(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"ready": True, "problems": {}})


class FullDisk(Storage):
    def save(self, *args, **kwargs):
        raise OSError("No space left on device: /srv/secret/path")


@pytest.mark.django_db
def test_readyz_names_what_does_not_work_and_no_more(client, settings):
    settings.STORAGES = {**settings.STORAGES, "private": {"BACKEND": f"{__name__}.FullDisk"}}

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (
        503,
        {"ready": False, "problems": {"private storage": "OSError"}},
    )


@pytest.mark.django_db
def test_readyz_notices_waiting_migrations(client):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.get(app="core", name="0003_search_index").delete()

    assert health.problems() == {"migrations": "PendingMigrations"}


@pytest.mark.parametrize(
    ("token", "shown", "status"),
    [
        (None, None, 404),
        (None, "Bearer None", 404),
        ("a-long-enough-token", None, 404),
        ("a-long-enough-token", "Bearer a-wrong-token", 404),
        ("a-long-enough-token", "Bearer ћирилица", 404),
        ("a-long-enough-token", "a-long-enough-token", 404),
        ("a-long-enough-token", "Bearer a-long-enough-token", 200),
    ],
)
@pytest.mark.django_db
def test_metrics_are_for_whoever_shows_the_token(client, settings, token, shown, status):
    settings.METRICS_TOKEN = token

    response = client.get("/metrics", headers={"authorization": shown} if shown else {})

    assert response.status_code == status
    assert (b"python_info" in response.content) is (status == 200)


@pytest.mark.django_db
def test_metrics_tell_whether_mail_and_jobs_keep_up(client, settings):
    settings.METRICS_TOKEN = "a-long-enough-token"
    hour_ago = timezone.now() - timedelta(hours=1)
    OutboxMessage.objects.create(kind="news", address="a@example.org", language="en", subject="x", due_at=hour_ago)
    PeriodicRun.objects.create(name="network.core.jobs.deliver_what_waits", last_started_at=hour_ago, problem="Broken")

    text = client.get("/metrics", headers={"authorization": "Bearer a-long-enough-token"}).content.decode()
    figures = dict(line.rsplit(" ", 1) for line in text.splitlines() if line.startswith("iris_"))

    job = '{job="network.core.jobs.deliver_what_waits"}'
    assert (figures["iris_outbox_waiting"], figures["iris_outbox_given_up"]) == ("1.0", "0.0")
    assert float(figures["iris_outbox_oldest_seconds"]) == pytest.approx(3600, abs=60)
    assert float(figures[f"iris_job_late_seconds{job}"]) == pytest.approx(3540, abs=60)
    assert figures[f"iris_job_failed{job}"] == "1.0"


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/metrics"])
@pytest.mark.django_db
def test_machines_only_read(client, address):
    assert client.post(address).status_code == 405
