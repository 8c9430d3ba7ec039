"""What the shared templates ask for: the primary navigation, the languages, page numbers, and how a form field should look."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.core.languages import DEFAULT, language

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


@register.simple_tag
def primary_navigation(signed_in: bool = False, current: str = "") -> list[NavigationItem]:
    """The doors of the site in the active language; the rooms are shown to people who have signed in."""
    return [
        NavigationItem(str(label), local_path(rest), rest == current)
        for label, rest, members_only in DOORS
        if signed_in or not members_only
    ]


@register.simple_tag(takes_context=True)
def door_behind(context: dict[str, Any]) -> str:
    """The door behind which the present page lies, such as `knowledge/`; none for the home page and the like."""
    request: HttpRequest | None = context.get("request")
    here = request.path if request else ""
    return next((rest for _label, rest, _closed in DOORS if here.startswith(local_path(rest))), "")


@register.simple_tag
def active_lang() -> str:
    """The `lang` of what is being written now, for pages that have no context to ask."""
    return language(get_language()).html_lang


@register.simple_tag
def language_name(code: str) -> str:
    """What an interface language calls itself."""
    return language(code).native_name


# Three lists of eight addresses on each page: written here, since a template takes ten times as long over them.


@register.simple_tag(takes_context=True)
def language_items(context: dict[str, Any], css_class: str = "notranslit", mark_current: bool = False) -> str:
    """`<li>` for each language, leading to the present page in it."""
    item = '<li><a class="{}" href="{}" lang="{}" hreflang="{}"{}>{}</a></li>'
    return mark_safe(
        "".join(
            item.format(
                css_class,
                escape(choice.url),
                choice.lang,
                choice.hreflang,
                ' aria-current="true"' if mark_current and choice.is_current else "",
                choice.name,
            )
            for choice in context.get("site_languages") or ()
        )
    )


@register.simple_tag(takes_context=True)
def alternate_links(context: dict[str, Any]) -> str:
    """`<link>` for each language, for search engines; English stands for those whose language is none of ours."""
    site = escape(context.get("site_url") or "")
    link = '<link rel="alternate" hreflang="{}" href="{}{}">\n  '
    return mark_safe(
        "".join(
            link.format(hreflang, site, escape(choice.url))
            for choice in context.get("site_languages") or ()
            for hreflang in ((choice.hreflang, "x-default") if choice.code == DEFAULT else (choice.hreflang,))
        )
    )


@register.simple_tag
def local_path(rest: str = "") -> str:
    """An address below the active language, such as `/sr-latn/search/`."""
    return f"/{get_language() or 'en'}/{rest}"


@register.simple_tag
def facet_values(values: Iterable[Any]) -> str:
    """`<li>` for each value of a facet (label, url, count, current, lang), of which a list has dozens."""
    return mark_safe("".join(facet_value(value) for value in values))


def facet_value(value: Any) -> str:
    known = value.get if isinstance(value, dict) else partial(getattr, value)
    lang, count = known("lang", ""), known("count", None)
    marks = (' aria-current="true"' if known("current", False) else "") + (" data-none" if count == 0 else "")
    foreign = f' lang="{escape(lang)}"' if lang else ""
    shown = f'<span class="facet__count"><span class="visually-hidden">— </span>{localize(count)}</span>'
    return (
        f'<li><a class="facet__value" href="{conditional_escape(known("url", ""))}"{marks}>'
        f"<span{foreign}>{conditional_escape(known('label', ''))}</span>"
        f"{shown if count is not None else ''}</a></li>"
    )


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
