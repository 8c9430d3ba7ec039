"""The front door in the tests: a home page in two languages, and whatever hangs below it."""

from typing import Any

from wagtail.models import Locale, Page, Site

from network.site.models import HomePage


def plant_homes(*languages: str) -> dict[str, HomePage]:
    """Home pages in `languages` (English and Serbian by default), translations of each other, as the site's root."""
    root = Page.get_first_root_node()
    homes: dict[str, HomePage] = {}
    for language in languages or ("en", "sr"):
        home = HomePage(
            title=f"Home {language}",
            slug=f"home-{language}",
            headline={"sr": "Добро дошли"}.get(language, "Welcome"),
            lead={"sr": "Прихватни центри и помоћ"}.get(language, "Reception and help"),
            locale=Locale.objects.get(language_code=language),
        )
        if homes:
            home.translation_key = next(iter(homes.values())).translation_key
        homes[language] = root.add_child(instance=home)
        root.refresh_from_db()
    first = next(iter(homes.values()))
    Site.objects.filter(is_default_site=True).update(root_page=first)
    Site.clear_site_root_paths_cache()
    return {language: HomePage.objects.get(pk=home.pk) for language, home in homes.items()}


def add_page(parent: Page, page: Any, *, translation_of: Page | None = None) -> Any:
    """Hang `page` below `parent`, published, in the parent's language."""
    page.locale = parent.locale
    if translation_of is not None:
        page.translation_key = translation_of.translation_key
    return parent.add_child(instance=page)
