"""The front door's own pages: five countries, texts, news — each in English and Serbian."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from network.core.pages import BasePage
from network.site.models import CountryPage, NewsIndexPage, NewsPage, StandardPage

from .words import COUNTRY_PAGES, NEWS, NEWS_INDEX, STANDARD_PAGES
from .world import World


def fill(world: World) -> None:
    add_country_pages(world)
    add_standard_pages(world)
    add_news(world)


def translated(
    parent_of: Any, page_class: type[BasePage], key: str, versions: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """One page per language below `parent_of(language)`, all sharing a translation key; existing ones stay as they are."""
    made: dict[str, Any] = {}
    for language, fields in versions.items():
        parent = parent_of(language)
        page = page_class.objects.child_of(parent).filter(slug=fields.get("slug", key)).first()
        if page is None:
            page = page_class(locale=parent.locale, **{"slug": key, **fields})
            if made:
                page.translation_key = next(iter(made.values())).translation_key
            parent.add_child(instance=page)
            page.save_revision().publish()
        made[language] = page
    return made


def add_country_pages(world: World) -> None:
    for code, versions in COUNTRY_PAGES.items():
        translated(
            world.home,
            CountryPage,
            code.lower(),
            {
                language: {"title": title, "slug": slug, "lead": lead, "body": body, "country": world.countries[code]}
                for language, (title, slug, lead, body) in versions.items()
            },
        )


def add_standard_pages(world: World) -> None:
    for key, versions in STANDARD_PAGES.items():
        translated(
            world.home,
            StandardPage,
            key,
            {
                language: {"title": title, "lead": lead, "body": body}
                for language, (title, lead, body) in versions.items()
            },
        )


def add_news(world: World) -> None:
    indexes = translated(
        world.home,
        NewsIndexPage,
        "news",
        {
            language: {"title": title, "slug": slug, "lead": lead}
            for language, (title, slug, lead) in NEWS_INDEX.items()
        },
    )
    today = timezone.localdate()
    for key, (days_ago, countries, versions) in NEWS.items():
        news = translated(
            lambda language: NewsIndexPage.objects.get(pk=indexes[language].pk),
            NewsPage,
            key,
            {
                language: {
                    "title": title,
                    "summary": summary,
                    "body": body,
                    "published_on": today - timedelta(days=days_ago),
                }
                for language, (title, summary, body) in versions.items()
            },
        )
        for page in news.values():
            page.countries.set([world.countries[code] for code in countries])
