"""What the templates of knowledge need besides the shared ones."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from knowledge.choices import WRITTEN_IN
from knowledge.names import name_for_reader
from knowledge.prose import prose as render_prose
from knowledge.queries.standards import threshold
from knowledge.queries.standards_table import COUNTRIES
from network.core.charts.region import country_names
from network.core.languages import CONTENT_LANGUAGES

register = template.Library()

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def prose(text: str) -> SafeString:
    """Markdown as safe HTML."""
    return render_prose(text or "")


@register.filter
def called(organisation: Any) -> SafeString:
    """The name of an organisation for this reader, in the alphabet in which it is registered."""
    return format_html('<span class="notranslit">{}</span>', name_for_reader(organisation))


@register.simple_tag
def linked_data(data: dict[str, Any]) -> SafeString:
    """schema.org facts for search engines. SECURITY: `<` is escaped, so no text can close the element."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json" translate="no">{text}</script>')


@register.filter
def thresholds(remark: Any) -> list[tuple[str, str]]:
    """What each country asks for by a remark, in the order of the countries."""
    return [(code, threshold(remark, code)) for code in COUNTRIES if remark.thresholds.get(code)]


@register.filter
def country_name(code: str) -> str:
    return country_names().get(code, code)


@register.filter
def place_of(above: Any, code: Any) -> str:
    """Where a part of standards stands, as addresses name it: `1/1.1/1.1.a`."""
    return f"{above}/{code}"


@register.filter
def language_in(code: str) -> Any:
    """«in Serbian»: stands beside a text that is not in the reader's language."""
    return CONTENT_LANGUAGES.get(code, code)


@register.filter
def language_name(code: str) -> Any:
    """«Serbian», in the reader's language."""
    return dict(WRITTEN_IN).get(code, code)


@register.filter
def under(path: str, code: str) -> str:
    """The same page below the prefix of another language."""
    return f"/{code}/{path.lstrip('/').partition('/')[2]}"
