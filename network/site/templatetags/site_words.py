"""Words that templates of the front door need."""

from django import template

from network.core.languages import CONTENT_LANGUAGES

register = template.Library()


@register.filter
def in_language(code: str) -> str:
    """«in Serbian» for `sr`, in the language of the page."""
    return str(CONTENT_LANGUAGES.get(code, code))
