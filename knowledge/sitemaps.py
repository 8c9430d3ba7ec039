"""The addresses of knowledge that search engines should know, without language prefix."""

from collections.abc import Iterator
from datetime import datetime

from knowledge.models import CaseStudy, Recommendation, ShadowReport

COLLECTIONS = ("/knowledge/", "/knowledge/case-studies/", "/knowledge/reports/", "/knowledge/tracker/")


def addresses() -> Iterator[tuple[str, datetime | None]]:
    """Every public address with the moment of its last change; three queries, read in pieces."""
    yield from ((path, None) for path in COLLECTIONS)
    for slug, changed in CaseStudy.objects.public().values_list("slug", "changed_at").iterator():
        yield f"/knowledge/case-studies/{slug}/", changed
    reports = ShadowReport.objects.readable().values_list("slug", "corrected_at", "published_at")
    for slug, corrected, published in reports.iterator():
        yield f"/knowledge/reports/{slug}/", corrected or published
    for code, changed in Recommendation.objects.public().values_list("code", "changed_at").iterator():
        yield f"/knowledge/tracker/{code}/", changed
