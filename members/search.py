"""Organisations in the site-wide search: what the public profile says, and only while it is public."""

from collections.abc import Collection, Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from network.core import search
from network.core.languages import CONTENT_LANGUAGES, Localised, pick

from .models import Organisation, Theme
from .permissions import is_member, is_staff

search.admit("members", is_member)
search.admit("staff", is_staff)


@search.name_tags
def theme_names(slugs: Collection[str], language: str) -> dict[str, Localised]:
    return {theme.slug: pick(theme.names, language) for theme in Theme.objects.filter(slug__in=slugs)}


@search.register
class Organisations:
    model, kind, label = Organisation, "organisation", _("Organisations")

    def queryset(self) -> Any:
        return (
            Organisation.objects.listed()
            .select_related("country", "municipality")
            .prefetch_related("themes", "target_groups", "services")
        )

    def entries(self, organisation: Organisation) -> Iterator[search.Entry]:
        """One entry per language that the organisation wrote in; SECURITY: only what its public profile shows."""
        languages = [code for code in CONTENT_LANGUAGES if organisation.summaries.get(code)] or ["en"]
        for language in languages:
            with translation.override(language):
                words = [*organisation.themes.all(), *organisation.target_groups.all(), *organisation.services.all()]
                town = organisation.public_municipality
                names = [
                    organisation.name_en,
                    organisation.acronym,
                    town.name if town else "",
                    organisation.country.name,
                ]
                texts = [organisation.summaries.get(language, ""), organisation.descriptions.get(language, "")]
                yield search.Entry(
                    language=language,
                    title=organisation.name,
                    text="\n".join(
                        filter(None, [*texts, " · ".join(filter(None, names)), ", ".join(w.name for w in words)])
                    ),
                    url=f"/directory/{organisation.slug}/",
                    country=organisation.country_id,
                    tags=[search.Tag(theme.slug, theme.name) for theme in organisation.themes.all()],
                    published_at=organisation.created_at,
                )
