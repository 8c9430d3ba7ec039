"""Numbers as people in the region type them, and amounts to the cent. No float ever comes near."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
LARGEST = Decimal("9999999.99")
"""No single number in an application is larger; a sum of 200 of them still fits every column."""

DECIMAL_POINT = frozenset({"en"})
"""Languages in which 1,234 means one thousand two hundred and thirty-four; in the others of the region 1.234 does."""


class NotANumber(ValueError):
    """What was typed is no amount; `str(error)` says what to do."""


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def parse_number(text: str, language: str | None = None) -> Decimal:
    """The amount that `text` means to somebody who writes in `language`, with two decimals.

    Accepts a decimal comma or point and grouping by point, comma, space or apostrophe. A single separator before
    exactly three digits is the language's own grouping, or else too many decimals: never a silent guess.
    Raises NotANumber with a sentence.
    """
    bare = re.sub(r"[\s\u00a0\u202f'’€]|EUR", "", text, flags=re.IGNORECASE)
    if not bare:
        raise NotANumber(_("Write a number."))
    if bare.startswith(("-", "−")):
        raise NotANumber(_("The number cannot be negative."))
    if not re.fullmatch(r"[0-9]+([.,][0-9]+)*", bare):
        raise NotANumber(_("“%(text)s” is not a number. Use digits only, for example 1250.50.") % {"text": text[:40]})
    whole, decimals = split(bare, (language or get_language() or "en").partition("-")[0])
    if len(decimals) > 2:
        raise NotANumber(_("Use at most two decimals."))
    number = Decimal(f"{whole[:20]}.{decimals or '0'}").quantize(CENT)
    if number > LARGEST or len(whole.lstrip("0")) > 7:
        raise NotANumber(
            _("The number is too large; the largest possible is %(largest)s.") % {"largest": plain(LARGEST)}
        )
    return number


def split(bare: str, language: str) -> tuple[str, str]:
    """The whole part and the decimals of a run of digits, points and commas."""
    grouping = "," if language in DECIMAL_POINT else "."
    separators = re.sub(r"[0-9]", "", bare)
    if not separators:
        return bare, ""
    if len(set(separators)) == 2:
        decimal = separators[-1]
        if separators.count(decimal) > 1:
            raise NotANumber(_("The separators in “%(text)s” are mixed up.") % {"text": bare[:40]})
        whole, _mark, decimals = bare.rpartition(decimal)
        return ungrouped(whole, "," if decimal == "." else "."), decimals
    separator = separators[0]
    if len(separators) > 1 or (separator == grouping and re.fullmatch(rf"[0-9]{{1,3}}\{separator}[0-9]{{3}}", bare)):
        return ungrouped(bare, separator), ""
    whole, _mark, decimals = bare.partition(separator)
    return whole, decimals


def ungrouped(text: str, separator: str) -> str:
    if not re.fullmatch(rf"[0-9]{{1,3}}(\{separator}[0-9]{{3}})+", text):
        raise NotANumber(_("The separators in “%(text)s” are mixed up.") % {"text": text[:40]})
    return text.replace(separator, "")


def plain(amount: Decimal) -> str:
    """The amount as a form field shows it in the reader's language: no grouping, no superfluous decimals."""
    shown = amount if amount != amount.to_integral_value() else amount.to_integral_value()
    return formats.number_format(shown, use_l10n=True, force_grouping=False)


def display(amount: Decimal, currency: str = "EUR") -> str:
    """The amount as a text or table shows it, with grouping; cents only where there are any."""
    if amount < 0:
        return f"−{display(-amount, currency)}"
    decimals = 0 if amount == amount.to_integral_value() else 2
    number = formats.number_format(amount, decimals, use_l10n=True, force_grouping=True)
    sign = {"EUR": "€"}.get(currency, currency)
    return f"{sign}{number}" if (get_language() or "en").startswith("en") and sign == "€" else f"{number}\u00a0{sign}"
