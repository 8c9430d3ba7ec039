"""A country's section of the tree is open to its coordinators, and to no other country's."""

from typing import Any

from members.groups import open_section

from .models import CountryPage


def open_to_coordinators(sender: Any, instance: CountryPage, raw: bool = False, **kwargs: Any) -> None:
    """A country page, in whatever language, lets the coordinators of its country edit and publish it. Idempotent."""
    if not raw:
        open_section(instance.pk, instance.country_id)


def open_sections(**kwargs: Any) -> None:
    """The pages that were there before this rule; runs after each migration."""
    for page, country in CountryPage.objects.values_list("pk", "country_id"):
        open_section(page, country)
