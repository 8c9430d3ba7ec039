"""The directory with ten thousand organisations, beside a bare Django view in the same process, on both databases.

    python benchmarks/directory.py [--organisations 10000] [--times 15]

Makes a throw-away database each on SQLite and, where DATABASE_URL_PG or the local server answers, on PostgreSQL, and
fills it with the crowd of the demo. Pages are made anew each time (nothing is kept), by Django's own handler without a
network between; the bare view goes through the same handler without our middleware. Figures are medians; the kinds of
request take turns, so that a busy machine is busy for all of them. Processor time is this process's own: waiting for
others is not in it, nor what PostgreSQL computes.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.search import LOCAL_SERVER, throw_away_database  # noqa: E402

PATHS = {
    "first page": "/en/directory/",
    "in Serbian Latin": "/sr-latn/directory/",
    "page 300": "/en/directory/?page=300",
    "three facets": "/en/directory/?country=RS&theme=asylum&kind=cso",
    "text search": "/en/directory/?q=solidarnost",
    "by country": "/en/directory/?sort=country",
    "one profile": "/en/directory/primer-broj-77/",
    "export, CSV": "/en/directory/export.csv?country=ME",
    "export, all, JSON": "/en/directory/export.json",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--organisations", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inner:
        measure(chosen.organisations, chosen.times)
        return
    with tempfile.TemporaryDirectory() as folder:
        run("SQLite", f"sqlite:///{folder}/iris.sqlite3", folder, chosen)
        with throw_away_database(os.environ.get("DATABASE_URL_PG", LOCAL_SERVER)) as database:
            if database:
                run("PostgreSQL", database, folder, chosen)
            else:
                print("PostgreSQL: no server answers, not measured")


def run(name: str, database: str, folder: str, chosen: argparse.Namespace) -> None:
    print(f"\n{name}, {chosen.organisations} organisations", flush=True)
    counts = ["--organisations", str(chosen.organisations), "--times", str(chosen.times)]
    command = [sys.executable, __file__, "--inner", *counts]
    settings = {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "network.settings.test", "DATA_DIR": folder}
    subprocess.run(command, env={**os.environ, **settings, "PYTHONPATH": str(ROOT)}, cwd=ROOT, check=True)


def measure(number: int, times: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    from members.demo.crowd import fill_crowd

    call_command("migrate", verbosity=0)
    begin = time.perf_counter()
    fill_crowd(SimpleNamespace(), number)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"  filled in {time.perf_counter() - begin:.0f} s", flush=True)

    took: dict[str, list[Took]] = {"bare view": [], **{name: [] for name in PATHS}}
    with override_settings(ALLOWED_HOSTS=["*"], PAGE_CACHE_SECONDS=0):
        client = Client()
        with override_settings(ROOT_URLCONF="benchmarks.directory", MIDDLEWARE=[]):
            bare = Client()
            bare.get("/bare/")
        for path in PATHS.values():
            read(client.get(path))
        for _time in range(times):
            with override_settings(ROOT_URLCONF="benchmarks.directory", MIDDLEWARE=[]):
                bare.get("/bare/")
                took["bare view"].append(timed(lambda: bare.get("/bare/")))
            read(
                client.get(PATHS["one profile"])
            )  # other settings have emptied Django's table of addresses: fill it again
            for name, path in PATHS.items():
                took[name].append(timed(lambda path=path: read(client.get(path))))
        queries = {}
        for name, path in PATHS.items():
            with CaptureQueriesContext(connection) as caught:
                read(client.get(path))
            queries[name] = len(caught)
    print(f"  {'':20}{'cpu ms':>9}{'median ms':>11}{'p90 ms':>9}{'queries':>9}{'× bare':>9}")
    base = median(one.cpu for one in took["bare view"])
    for name, all_of_them in took.items():
        walls = sorted(one.wall for one in all_of_them)
        cpu, worst = median(one.cpu for one in all_of_them), walls[int(len(walls) * 0.9)]
        figures = f"{cpu:9.2f}{median(walls):11.2f}{worst:9.2f}{queries.get(name, 0):9}{cpu / base:9.1f}"
        print(f"  {name:20}{figures}", flush=True)


class Took(NamedTuple):
    wall: float
    cpu: float


def read(response) -> None:
    if response.status_code != 200:
        raise SystemExit(f"{response.request['PATH_INFO']} answered {response.status_code}")
    if response.streaming:
        for _piece in response.streaming_content:
            pass


def timed(act) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return Took((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def bare_patterns() -> list:
    from django.http import HttpResponse
    from django.urls import path

    return [path("bare/", lambda request: HttpResponse("bare"))]


if __name__ == "__main__":
    main()
else:
    urlpatterns = bare_patterns()
