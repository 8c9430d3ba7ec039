"""The skeleton of the site: locales, a home page per content language we write in, and the site record."""

from wagtail.models import Locale, Page, Site

from network.site.models import HomePage

from .world import World

HOMES = {
    "en": {
        "title": "IRIS network",
        "slug": "front",
        "headline": "Reintegration and protection, country by country, in the open",
        "lead": (
            "Civil-society organisations from five countries share what works for people on the move and people at risk, "
            "watch how promises are kept, and help each other to help."
        ),
    },
    "sr": {
        "title": "Мрежа IRIS",
        "slug": "front-sr",
        "headline": "Реинтеграција и заштита, земљу по земљу, пред очима јавности",
        "lead": (
            "Организације цивилног друштва из пет земаља деле оно што се показало добрим за људе у покрету и људе у "
            "ризику, прате како се обећања испуњавају и помажу једне другима да помогну."
        ),
    },
}


def fill(world: World) -> None:
    root = Page.get_first_root_node()
    english = None
    for language, words in HOMES.items():
        locale, _ = Locale.objects.get_or_create(language_code=language)
        home = HomePage.objects.filter(locale=locale).first()
        if home is None:
            home = HomePage(locale=locale, **words)
            if english is not None:
                home.translation_key = english.translation_key
            root.add_child(instance=home)
            root.refresh_from_db()
        if language == "en":
            english = home
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 8000, "root_page": english, "site_name": "IRIS network"},
    )
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
