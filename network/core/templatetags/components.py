"""What the shared templates ask for: the primary navigation, page numbers, and how a form field should look."""

from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

register = template.Library()


@dataclass(frozen=True)
class NavigationItem:
    label: str
    url: str
    is_current: bool


# Core knows no other app, so the front doors are named by their contracted addresses.
DOORS = (
    (_("Directory"), "directory/", False),
    (_("Knowledge"), "knowledge/", False),
    (_("Grants"), "grants/", False),
    (_("Events"), "events/", False),
    (_("Rooms"), "rooms/", True),
    (_("About"), "about/", False),
)


@register.simple_tag(takes_context=True)
def primary_navigation(context: dict[str, Any]) -> list[NavigationItem]:
    """The doors of the site in the active language; the rooms are shown to people who have signed in."""
    request: HttpRequest | None = context.get("request")
    user = context.get("user")
    signed_in = bool(user and user.is_authenticated)
    path = request.path if request else ""
    return [
        NavigationItem(str(label), url, path.startswith(url))
        for label, url, members_only in ((label, local_path(rest), closed) for label, rest, closed in DOORS)
        if signed_in or not members_only
    ]


@register.simple_tag
def local_path(rest: str = "") -> str:
    """An address below the active language, such as `/sr-latn/search/`."""
    return f"/{get_language() or 'en'}/{rest}"


@register.filter
def page_numbers(page: Page) -> list[int | str]:
    """1 … 4 5 6 … 20: the numbers worth showing around `page`."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def field_kind(field: BoundField) -> str:
    """`checkbox` for a lone box whose label stands beside it, `group` for choices under a legend, else `plain`."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "group" if field.use_fieldset else "plain"


@register.filter
def word_limit(field: BoundField) -> str:
    """The limit a long text is counted against, as the form wrote it on its widget (`data-word-limit`)."""
    return str(field.field.widget.attrs.get("data-word-limit", ""))
