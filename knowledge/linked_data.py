"""What search engines are told about what the network publishes, in schema.org's words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings


def article(
    *,
    title: str,
    summary: str,
    path: str,
    language: str,
    authors: Sequence[str],
    published: datetime | None,
    changed: datetime | None,
    licence: str,
    country: Any = None,
    themes: list[str] | None = None,
    kind: str = "Article",
    version: str = "",
    part_of: tuple[str, str, str] | None = None,
) -> dict[str, Any]:
    """An Article (or `kind`) with whatever is known; what is not known is left out.

    `part_of` names what it is a part of: its kind, name and path.
    """
    data = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": title[:110],
        "name": title,
        "abstract": summary,
        "url": settings.SITE_URL + path,
        "inLanguage": language,
        "author": [{"@type": "Organization", "name": name} for name in authors],
        "publisher": {"@type": "Organization", "name": settings.ORGANISATION_NAME, "url": settings.SITE_URL},
        "datePublished": published.isoformat() if published else None,
        "dateModified": changed.isoformat() if changed else None,
        "license": licence,
        "isPartOf": part(*part_of) if part_of else None,
        "spatialCoverage": {"@type": "Country", "name": str(country)} if country else None,
        "keywords": themes or None,
        "version": version or None,
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in data.items() if value not in (None, "")}


def part(kind: str, name: str, path: str) -> dict[str, str]:
    return {"@type": kind, "name": name, "url": settings.SITE_URL + path}
