"""How templates of the grants write amounts and texts of records."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from grants import agreement_states, money
from grants.states import PUBLIC_PHASE, TONE, Heading
from network.core.languages import Localised, language, pick

register = template.Library()


@register.filter
def amount(value: Any, currency: str = "EUR") -> str:
    """An amount with its currency as the reader writes it; what is no number stays as it is."""
    try:
        return money.display(Decimal(str(value)), currency)
    except InvalidOperation:
        return str(value)


@register.filter
def number(value: Any) -> str:
    """A stored number as the reader writes it, without currency."""
    try:
        return money.display(Decimal(str(value)), "").strip()
    except InvalidOperation:
        return str(value)


@register.filter
def local(texts: dict[str, str]) -> Localised:
    """The text of a record in the reader's language, or the nearest."""
    return pick(texts, get_language())


@register.filter
def under(row: list[str], columns: list[dict[str, str]]) -> list[tuple[Localised, str]]:
    """The cells of a row, each with the name of its column in the reader's language."""
    return [(local(column), cell) for column, cell in zip(columns, row, strict=False)]


@register.filter
def heading_label(value: str) -> str:
    return str(Heading(value).label) if value in Heading.values else ""


@register.filter
def phase(state: str) -> str:
    """The public name of a state."""
    return str(PUBLIC_PHASE.get(state, state))


@register.filter
def tone(state: str) -> str:
    return TONE.get(state, "info")


@register.filter
def script_lang(code: str) -> str:
    """The `lang` attribute of a text written in the language `code`."""
    return language(code).html_lang


@register.filter
def agreement_tone(state: str) -> str:
    return agreement_states.AGREEMENT_TONE.get(state, "info")


@register.filter
def instalment_tone(state: str) -> str:
    return agreement_states.INSTALMENT_TONE.get(state, "info")


@register.filter
def report_tone(state: str) -> str:
    return agreement_states.REPORT_TONE.get(state, "info")


@register.filter
def verdict_tone(verdict: str) -> str:
    return agreement_states.VERDICT_TONE.get(verdict, "info")


@register.filter
def rate(value: Decimal) -> str:
    """An exchange rate without superfluous noughts."""
    return money.plain(value.normalize())


@register.filter
def asis(text: Any) -> SafeString | str:
    """What stays in its own letters for readers of either script: codes, numbers, and what applicants wrote."""
    return format_html('<span translate="no">{}</span>', text) if text else ""
