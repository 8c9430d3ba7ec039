"""The recommendation tracker with 5,000 recommendations assessed by 5 editions, beside a bare Django view.

    python benchmarks/tracker.py [--recommendations 5000] [--seconds 3] [--rounds 3] [--data FOLDER]

Fills FOLDER once, starts it with production settings under gunicorn (one worker, gthread) on loopback, and loads in turn
a bare view without middleware, the same view behind all of ours, and the pages of the tracker as they are made, never
as they are kept. Rounds are rotated; figures are medians. The export of everything is measured once, by the clock.
"""

import argparse
import logging
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks import pages

EDITIONS = 5
COUNTRIES = ("RS", "BA", "MK", "AL", "ME")


def prepare(folder: Path, number: int) -> None:
    """A migrated database with the tracker's rows, unless the folder holds one of that size already."""
    mark = folder / f"tracker-{number}"
    if mark.exists():
        return
    print(f"Filling a tracker with {number} recommendations …", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    for settings, *command in (
        ("dev", "compile_catalogues", "-v0"),
        ("dev", "migrate", "-v0"),
        ("dev", "demo"),
        ("production", "collectstatic", "--noinput", "-v0"),
    ):
        call = [sys.executable, "manage.py", *command]
        subprocess.run(
            call, cwd=pages.ROOT, env=pages.environment(folder, settings), check=True, stdout=subprocess.DEVNULL
        )
    fill = [sys.executable, __file__, "--fill", str(number)]
    subprocess.run(fill, cwd=pages.ROOT, env=pages.environment(folder, "dev"), check=True)
    mark.touch()


def fill(number: int) -> None:
    """Rows as five years of reports would leave them; written in bulk, because how they are written is not measured."""
    import django

    django.setup()
    from django.utils import timezone

    from knowledge.choices import Position, Progress
    from knowledge.models import (
        Assessment,
        GovernmentResponse,
        Recommendation,
        ReportSeries,
        ShadowReport,
        Wording,
    )
    from members.models import Kind, Organisation, Theme

    now, statuses, positions = timezone.now(), list(Progress.values), list(Position.values)
    themes, bodies = list(Theme.objects.all()), list(Organisation.objects.filter(kind=Kind.PUBLIC_BODY))
    reports: dict[str, list[ShadowReport]] = {}
    for code in COUNTRIES:
        series = ReportSeries.objects.create(slug=f"bench-{code.lower()}", titles={"en": code}, country_id=code)
        reports[code] = [
            ShadowReport.objects.create(
                slug=f"bench-{code.lower()}-{year}", title=f"{code} {year}", series=series, country_id=code,
                language="en", year=year, period_from=date(year - 1, 1, 1), period_until=date(year - 1, 12, 31),
                state="published", signed_off_at=now, published_at=now,
            )
            for year in range(2001, 2001 + EDITIONS)
        ]  # fmt: skip
    made = Recommendation.objects.bulk_create(
        [
            Recommendation(
                code=f"{COUNTRIES[n % 5]}-2001-{n // 5 + 1:04d}", report=reports[COUNTRIES[n % 5]][0],
                country_id=COUNTRIES[n % 5], theme=themes[n % len(themes)] if themes else None,
                texts={"en": f"Open {n} places in the shelter and say by when.", "sr": f"Отворити {n} места."},
                target_on=date(2002, 1, 1) + timedelta(days=n % 3000), is_public=True, published_at=now,
                progress=statuses[n % len(statuses)], position=positions[n % 4] if n % 3 else "", changed_at=now,
            )
            for n in range(number)
        ],
        batch_size=1000,
    )  # fmt: skip
    link = Recommendation.addressees.through
    if bodies:
        link.objects.bulk_create(
            [link(recommendation=one, organisation=bodies[n % len(bodies)]) for n, one in enumerate(made)],
            batch_size=1000,
        )
    Wording.objects.bulk_create(
        [Wording(recommendation=one, report=one.report, number=1, texts=one.texts, at=now) for one in made],
        batch_size=1000,
    )
    assessments = (
        Assessment(
            recommendation=one, report=reports[one.country_id][edition], progress=statuses[(n + edition) % len(statuses)],
            evidence={"en": "Seen in two of three towns."}, assessed_on=date(2001 + edition, 2, 1), published_at=now,
        )
        for n, one in enumerate(made)
        for edition in range(EDITIONS)
    )  # fmt: skip
    while batch := list(islice(assessments, 1000)):
        Assessment.objects.bulk_create(batch)
    if bodies:
        answered = [(n, one) for n, one in enumerate(made) if one.position]
        GovernmentResponse.objects.bulk_create(
            [
                GovernmentResponse(
                    recommendation=one, institution=bodies[n % len(bodies)], position=one.position,
                    text="It is planned.", language="en", given_on=date(2003, 3, 3),
                )
                for n, one in answered
            ],
            batch_size=1000,
        )  # fmt: skip


def targets() -> list[pages.Target]:
    tracker = "/en/knowledge/tracker/"
    found = {
        "tracker, first page": tracker,
        "tracker, a country": f"{tracker}?country=RS",
        "tracker, overdue": f"{tracker}?overdue=1",
        "tracker, page 200": f"{tracker}?page=200",
        "one recommendation": f"{tracker}RS-2001-0001/",
        "countries beside each other": f"{tracker}countries/",
    }
    made = [
        pages.Target(name, path, [pages.UNCACHED], queries=str(pages.queries_of(path))) for name, path in found.items()
    ]
    return [
        pages.Target("bare view, no middleware", "/bare/"),
        pages.Target("bare view behind our middleware", "/stack/"),
        *made,
    ]


def time_exports(number: int) -> None:
    from django.test import Client

    browser = Client(headers={"host": pages.HOST, "x-forwarded-proto": "https"})
    for form in ("csv", "json"):
        start = time.perf_counter()
        response = browser.get(f"/en/knowledge/tracker/recommendations.{form}?country=RS")
        size = sum(map(len, response.streaming_content)) if response.streaming else len(response.content)
        took = time.perf_counter() - start
        print(f"{form}: {number // 5} recommendations with their history, {size / 1e6:.1f} MB in {took:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recommendations", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "iris-benchmark-tracker")
    parser.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.fill:
        fill(chosen.fill)
        return
    prepare(chosen.data, chosen.recommendations)
    server, port = pages.start(chosen.data)
    try:
        os.environ.update(pages.environment(chosen.data, "production"))
        import django

        django.setup()
        logging.disable(logging.CRITICAL)
        measured = targets()
        pages.measure(port, server.pid, measured, chosen.rounds, chosen.connections, chosen.seconds)
        print(f"{chosen.recommendations} recommendations × {EDITIONS} editions; gunicorn, one gthread worker")
        pages.report(measured)
        time_exports(chosen.recommendations)
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
