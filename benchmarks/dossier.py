"""The dossier of a grant with 200 files, and the donor's table, beside a bare Django view, in one process.

    python benchmarks/dossier.py [--files 200] [--rounds 5]

Uses a throw-away database: SQLite by default, PostgreSQL with DATABASE_URL (a new database beside the one named, dropped
afterwards). Prints for each task the median wall and CPU time and the number of queries; rounds are interleaved.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    choices = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    choices.add_argument("--files", type=int, default=200)
    choices.add_argument("--rounds", type=int, default=5)
    wanted = choices.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings.test")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        import django

        django.setup()
        from django.test.utils import setup_test_environment, teardown_test_environment

        from tests import databases

        setup_test_environment()
        databases.open_copy()
        try:
            measure(wanted.files, wanted.rounds)
        finally:
            databases.close_copy()
            teardown_test_environment()


def measure(files: int, rounds: int) -> None:
    from django.db import connection
    from django.http import HttpResponse
    from django.test import RequestFactory

    from grants import dossiers
    from grants.consolidated import workbook
    from grants.queries.dossiers import items_of

    dossier = filled(files)

    def bare() -> Any:
        request = RequestFactory().get("/bare/")
        return (lambda _request: HttpResponse(b"<!doctype html><title>Bare</title>"))(request)

    def gathered() -> Any:
        return items_of(dossier)

    def whole() -> Any:
        return dossiers.write_dossier(
            io.BytesIO(), items_of(dossier), title="x", made="now", progress=lambda number: None
        )

    tasks = {
        "a bare view": bare,
        "the index of the dossier": gathered,
        f"the whole ZIP ({len(gathered())} files)": whole,
        "the donor's table": lambda: workbook(dossier.call),
    }
    print(f"{connection.vendor}: dossier of one grant with {files} receipts, medians of {rounds} rounds")
    print(f"{'':32} {'wall ms':>9} {'CPU ms':>9} {'queries':>8}")
    for name, (wall, cpu, queries) in run(tasks, rounds).items():
        print(f"{name:32} {wall:9.2f} {cpu:9.2f} {queries:8}")


def run(tasks: dict[str, Callable[[], Any]], rounds: int) -> dict[str, tuple[float, float, int]]:
    """Each task once per round, in turns, so that a slow minute hits all of them."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    queries = {}
    for name, task in tasks.items():
        with CaptureQueriesContext(connection) as spent:
            task()
        queries[name] = len(spent)
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in tasks}
    for _round in range(rounds):
        for name, task in tasks.items():
            wall, cpu = time.perf_counter(), time.process_time()
            task()
            took[name].append((time.perf_counter() - wall, time.process_time() - cpu))
    return {
        name: (median(w for w, _ in times) * 1000, median(c for _, c in times) * 1000, queries[name])
        for name, times in took.items()
    }


def filled(files: int) -> Any:
    """One grant whose report carries `files` receipts, and a dossier of it that nobody has built yet."""
    from django.core.management import call_command

    from grants.models import Dossier
    from tests.conftest import plant_wagtail_tree
    from tests.factories.agreements import agreement_in, report_in
    from tests.factories.members import person_with_role

    call_command("compile_catalogues", verbosity=0)
    plant_wagtail_tree()
    manager = person_with_role("grants_manager")
    agreement = agreement_in(by=manager)
    report_in("approved", agreement, by=manager, amounts=[1] * files)
    return Dossier.objects.create(call=agreement.call, agreement=agreement, requested_by_name="benchmark")


if __name__ == "__main__":
    main()
