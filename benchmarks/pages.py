"""Public pages beside a bare Django view, in one server process.

    python benchmarks/pages.py [--seconds 3] [--rounds 5] [--connections 16] [--data FOLDER]

Fills a demo network into FOLDER (kept for the next run), starts it with production settings under gunicorn (one worker,
gthread) on loopback, and loads in turn: a bare view without middleware, a bare view behind all of ours, and pages as
they are made and as they are kept. Rounds are interleaved and rotated, so that a slow minute hits all of them; figures
are medians over rounds. CPU is that of the server, which moves far less than wall time on a shared machine.
"""

import argparse
import asyncio
import logging
import os
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
HOST = "iris.example"
UNCACHED = "Cookie: csrftoken=" + "x" * 32  # a visitor with a form open is never answered from what is kept


# --- The server's side --------------------------------------------------------------------------------------------


def make_application():
    """Our site; `/bare/` is answered without any middleware, `/stack/` by the same view behind ours."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path

    def bare(request):
        content = b"<!doctype html><title>Bare</title><p>Nothing to do."
        return HttpResponse(content, headers={"Content-Length": str(len(content))})

    site = get_wsgi_application()
    import network.urls  # after the apps

    network.urls.urlpatterns[:0] = [path("bare/", bare), path("stack/", bare)]
    ours, settings.MIDDLEWARE = settings.MIDDLEWARE, []
    reference = WSGIHandler()
    settings.MIDDLEWARE = ours

    def application(environ, start_response):
        handler = reference if environ["PATH_INFO"] == "/bare/" else site
        return handler(environ, start_response)

    return application


# --- Our side -----------------------------------------------------------------------------------------------------


@dataclass
class Target:
    name: str
    path: str
    headers: list[str] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    queries: str = "-"

    def request(self) -> bytes:
        lines = [f"GET {self.path} HTTP/1.1", f"Host: {HOST}", "X-Forwarded-Proto: https", *self.headers, "", ""]
        return "\r\n".join(lines).encode()


async def answer(reader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    length = next(line.split(":")[1] for line in head.split("\r\n") if line.startswith("content-length:"))
    return status, await reader.readexactly(int(length))


async def fetch(port: int, target: Target) -> tuple[int, str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(target.request())
    status, body = await answer(reader)
    writer.close()
    return status, body.decode()


async def load(port: int, target: Target, connections: int, seconds: float) -> list[float]:
    """Ask over kept-alive connections for some seconds; how long each answer took, in seconds."""
    request, took = target.request(), []
    end = time.perf_counter() + seconds

    async def visitor():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (start := time.perf_counter()) < end:
            writer.write(request)
            status, _body = await answer(reader)
            if status != 200:
                raise SystemExit(f"{target.name}: {target.path} answered {status}")
            took.append(time.perf_counter() - start)
        writer.close()

    await asyncio.gather(*(visitor() for _connection in range(connections)))
    return took


def cpu_seconds(pid: int) -> float:
    """What a process and its children have used so far."""
    used = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, _name, rest = stat.read_text().replace("(", ")").split(")")[0::1][:3]
        except (OSError, ValueError):
            continue
        fields = rest.split()
        if int(number) == pid or int(fields[1]) == pid:
            used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def environment(folder: Path, settings: str) -> dict[str, str]:
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": f"network.settings.{settings}",
        "DATA_DIR": str(folder),
        "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'iris.sqlite3'}",
        "SITE_URL": f"https://{HOST}",
        "SECRET_KEY": "benchmark-key-of-no-value-" * 3,
        "EMAIL_URL": "consolemail://",
    }


def prepare(folder: Path) -> None:
    """A migrated demo network with collected static files, unless the folder holds one already."""
    if (folder / "ready").exists():
        return
    print("Filling a demo network, about a minute …", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    for settings, *command in (
        ("dev", "compile_catalogues", "-v0"),
        ("dev", "migrate", "-v0"),
        ("dev", "demo"),
        ("production", "collectstatic", "--noinput", "-v0"),
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment(folder, settings),
            check=True,
            stdout=subprocess.DEVNULL,
        )
    (folder / "ready").touch()


def start(folder: Path) -> tuple[subprocess.Popen, int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "1",
        "--worker-class",
        "gthread",
        "--threads",
        "4",
    ]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                *command,
                "--keep-alive",
                "30",
                "--log-level",
                "error",
                "benchmarks.pages:application",
            ],
            cwd=ROOT,
            env=environment(folder, "production"),
            stderr=log,
        )
    for _try in range(300):
        try:
            asyncio.run(fetch(port, Target("", "/bare/")))
        except OSError:
            time.sleep(0.2)
        else:
            return server, port
    server.terminate()
    raise SystemExit(f"The server did not start; {folder / 'server.log'} says why.")


def some_pages() -> dict[str, str]:
    """Addresses worth measuring: the home page and the newest page of each busy kind, in English and Serbian Latin."""
    from django.apps import apps

    def newest(label: str):
        pages = apps.get_model(label).objects.filter(live=True, locale__language_code="en")
        return pages.order_by("-first_published_at", "-pk").first()

    found = {"home": "/en/", "home, Serbian Latin": "/sr-latn/", "directory": "/en/directory/"}
    for name, label in (("case study", "knowledge.CaseStudyPage"), ("country", "site.CountryPage")):
        page = newest(label)
        if page is not None:
            found[name] = page.url
    return found


def queries_of(path: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    browser = Client(headers={"host": HOST, "x-forwarded-proto": "https"})
    browser.cookies["csrftoken"] = "x" * 32
    browser.get(path)
    with CaptureQueriesContext(connection) as caught:
        browser.get(path)
    return len(caught)


def measure(port: int, pid: int, targets: list[Target], rounds: int, connections: int, seconds: float) -> None:
    for target in targets:
        asyncio.run(load(port, target, connections, min(1.0, seconds)))
    for number in range(rounds):
        place = number % len(targets)
        for target in targets[place:] + targets[:place]:
            before = cpu_seconds(pid)
            took = asyncio.run(load(port, target, connections, seconds))
            target.cpu.append((cpu_seconds(pid) - before) / len(took) * 1000)
            target.rates.append(len(took) / seconds)
            target.took += took


def report(targets: list[Target]) -> None:
    bare, stack = targets[0], targets[1]
    print(f"\n{'':34}{'req/s':>8}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'queries':>9}{'of bare':>9}{'of stack':>9}")
    for target in targets:
        took = sorted(target.took)
        of_bare, of_stack = (
            median(mine / theirs for mine, theirs in zip(target.rates, other.rates, strict=True))
            for other in (bare, stack)
        )
        p50, p95 = (took[int(len(took) * share)] * 1000 for share in (0.5, 0.95))
        figures = f"{median(target.rates):8.0f}{p50:8.2f}{p95:8.2f}{median(target.cpu):8.2f}"
        print(f"{target.name:34}{figures}{target.queries:>9}{of_bare:9.2f}{of_stack:9.2f}")


def show_that_publishing_is_seen_at_once(port: int, times: int = 20) -> None:
    """Publish, ask at once, compare: the kept page must be gone by the time the editor's own request ends."""
    from django.db import transaction

    from network.site.models.pages import HomePage

    page = HomePage.objects.filter(locale__language_code="en").order_by("pk").first()
    headline, seen, waits = page.headline, 0, []
    visitor = Target("visitor", "/en/")
    try:
        for number in range(times):
            asyncio.run(fetch(port, visitor))  # now it is kept
            words = f"{headline[:100]} ({number + 1})"
            with transaction.atomic():
                page.headline = words
                page.save_revision().publish()
            start = time.perf_counter()
            seen += words in asyncio.run(fetch(port, visitor))[1]
            waits.append((time.perf_counter() - start) * 1000)
    finally:
        page.headline = headline
        page.save_revision().publish()
    print(f"\nPublished {times} times, seen in the very next answer {seen} times (which took {median(waits):.0f} ms).")
    if seen != times:
        raise SystemExit("A kept page outlived what was published.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "iris-benchmark-pages")
    chosen = parser.parse_args()
    prepare(chosen.data)
    server, port = start(chosen.data)
    try:
        os.environ.update(environment(chosen.data, "production"))
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        logging.disable(logging.CRITICAL)  # what our own requests and publishing would say between the figures
        targets = [Target("bare view, no middleware", "/bare/"), Target("bare view behind our middleware", "/stack/")]
        for name, path in some_pages().items():
            queries = str(queries_of(path))
            targets += [
                Target(f"{name}, made", path, [UNCACHED], queries=queries),
                Target(f"{name}, kept", path, queries="0"),
            ]
        measure(port, server.pid, targets, chosen.rounds, chosen.connections, chosen.seconds)
        print(f"gunicorn, one gthread worker; {chosen.connections} connections; medians of {chosen.rounds} rounds")
        report(targets)
        show_that_publishing_is_seen_at_once(port)
    finally:
        server.terminate()
        server.wait(20)


def __getattr__(name: str):
    if name == "application":  # asked for by gunicorn only; other benchmarks import this module without a site
        return make_application()
    raise AttributeError(name)


if __name__ == "__main__":
    main()
