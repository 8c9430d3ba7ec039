"""The list of case studies, one study and a harvest by OAI-PMH, with ten thousand studies.

    python benchmarks/studies.py [--studies 10000] [--seconds 3] [--rounds 5] [--connections 8] [--data FOLDER]

Fills a demo network and that many published studies into FOLDER (kept for the next run), starts it with production
settings under gunicorn (one worker, gthread) on loopback, and asks as an anonymous reader whose pages are not kept:
beside a bare Django view with and without our middleware, and beside a plain page of the Wagtail tree. Rounds are
interleaved and rotated; figures are medians over rounds. The harvest follows every resumption token to the end and
counts that each record came once.
"""

import argparse
import asyncio
import os
import re
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.pages import UNCACHED, Target, environment, fetch, measure, prepare, queries_of, report, start  # noqa: E402

STEPS = "Ask\nWe asked twenty people what they had tried before.\n\nTry\nWe tried it in one place for three months."
TEXT = "The **wait** fell from weeks to a day, and those who came back brought others.\n\n" * 4


def seed(number: int) -> None:
    """Published studies in bulk, spread over countries, themes, groups and levels; those there already count.

    Written past the actions, so nothing of them is in the search index: the benchmark asks only for lists and pages.
    """
    from django.db import transaction
    from django.utils import timezone

    from knowledge.choices import EvidenceLevel
    from knowledge.models import CaseStudy
    from members.models import Organisation, TargetGroup, Theme

    if CaseStudy.objects.filter(slug__startswith="benchmark-").count() >= number:
        return
    print(f"Writing {number} studies …", flush=True)
    homes, now, levels = list(Organisation.objects.listed()), timezone.now(), EvidenceLevel.values
    studies = []
    for place in range(number):
        home, at = homes[place % len(homes)], now - timedelta(minutes=place)
        studies.append(
            CaseStudy(
                slug=f"benchmark-{place}", title=f"Practice number {place}", language="en", state="published",
                is_public=True, organisation=home, country_id=home.country_id, consent_confirmed=True,
                evidence_level=levels[place % len(levels)], published_at=at, changed_at=at, verified_at=at,
                harvested_at=at,
            )
        )  # fmt: skip
    with transaction.atomic():
        studies = CaseStudy.objects.bulk_create(studies, batch_size=500)
        for field, words in (("themes", list(Theme.objects.all())), ("target_groups", list(TargetGroup.objects.all()))):
            through, column = getattr(CaseStudy, field).through, CaseStudy._meta.get_field(field).m2m_reverse_name()
            links = [
                through(casestudy_id=study.pk, **{column: words[(place * step + step) % len(words)].pk})
                for place, study in enumerate(studies)
                for step in (1, 7)
            ]
            through.objects.bulk_create(links, batch_size=2000, ignore_conflicts=True)
        tell(studies)


def tell(studies: list) -> None:
    """The pages of the studies, in the folder of their language."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Locale, Page

    from knowledge.actions.shelves import shelf
    from knowledge.models import CaseStudyIndexPage, CaseStudyPage

    parent, locale = shelf(CaseStudyIndexPage, "en"), Locale.objects.get(language_code="en")
    kind, first = ContentType.objects.get_for_model(CaseStudyPage), 1 + Page.objects.child_of(parent).count()
    told = [
        CaseStudyPage(
            title=study.title, draft_title=study.title, slug=study.slug, study=study, locale=locale, live=True,
            content_type=kind, path=CaseStudyPage._get_path(parent.path, parent.depth + 1, first + place),
            depth=parent.depth + 1, url_path=f"{parent.url_path}{study.slug}/", first_published_at=study.published_at,
            last_published_at=study.published_at, summary="What we did and what came of it.", problem=TEXT,
            steps=STEPS, results=TEXT, failures=TEXT, transfer=TEXT,
        )
        for place, study in enumerate(studies)
    ]  # fmt: skip
    plain = Page.objects.bulk_create([Page(**values_of(page, Page)) for page in told], batch_size=500)
    for page, row in zip(told, plain, strict=True):
        page.pk = row.pk
    for start_of_batch in range(0, len(told), 500):  # Django has no bulk_create for the child's own table
        batch = told[start_of_batch : start_of_batch + 500]
        CaseStudyPage.objects.all()._insert(batch, fields=CaseStudyPage._meta.local_concrete_fields, using="default")
    Page.objects.filter(pk=parent.pk).update(numchild=first - 1 + len(told))


def values_of(page, model) -> dict:
    """What of `page` stands in the table of `model`."""
    return {field.attname: getattr(page, field.attname) for field in model._meta.concrete_fields if field.name != "id"}


def harvest(port: int) -> None:
    """Every record by OAI-PMH, as a library would collect them."""
    path, asked, seen, slowest, began = "/oai?verb=ListRecords&metadataPrefix=oai_dc", 0, [], 0.0, time.perf_counter()
    while path:
        start_of_one = time.perf_counter()
        status, body = asyncio.run(fetch(port, Target("harvester", path)))
        slowest = max(slowest, time.perf_counter() - start_of_one)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        asked += 1
        seen += re.findall(r"<header[^>]*><identifier>([^<]+)", body)
        token = re.search(r"<resumptionToken[^>]*>([^<]+)<", body)
        path = f"/oai?verb=ListRecords&resumptionToken={token.group(1)}" if token else ""
    took = time.perf_counter() - began
    print(
        f"\nHarvest: {len(seen)} records in {asked} requests, {took:.1f} s ({len(seen) / took:.0f} records/s),"
        f" slowest request {slowest * 1000:.0f} ms; each record once: {len(set(seen)) == len(seen)}."
    )


def targets() -> list[Target]:
    from knowledge.models import CaseStudy
    from network.site.models.pages import StandardPage

    plain = StandardPage.objects.filter(live=True, locale__language_code="en").order_by("pk").first()
    theme = "asylum"
    one = CaseStudy.objects.filter(slug__startswith="benchmark-").order_by("pk").last()
    pages = {
        "a plain Wagtail page": plain.url if plain else "/en/",
        "case studies, with facets": "/en/knowledge/case-studies/",
        "case studies, narrowed": f"/en/knowledge/case-studies/?theme={theme}&country=RS",
        "case studies, page 500": "/en/knowledge/case-studies/?page=500",
        "one study": f"/en/knowledge/case-studies/{one.slug}/",
        "OAI, one page of records": "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    }
    paths = {
        name: "/" + path.split("://")[-1].partition("/")[2] if "://" in path else path for name, path in pages.items()
    }
    return [
        Target("bare view, no middleware", "/bare/"),
        Target("bare view behind our middleware", "/stack/"),
        *(Target(name, path, [UNCACHED], queries=str(queries_of(path))) for name, path in paths.items()),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--studies", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "iris-benchmark-studies")
    chosen = parser.parse_args()
    prepare(chosen.data)
    os.environ.update(environment(chosen.data, "production"))
    import django

    django.setup()
    seed(chosen.studies)
    server, port = start(chosen.data)
    try:
        listed = targets()
        measure(port, server.pid, listed, chosen.rounds, chosen.connections, chosen.seconds)
        print(f"{chosen.studies} studies; gunicorn, one gthread worker; {chosen.connections} connections")
        report(listed)
        harvest(port)
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
