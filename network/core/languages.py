"""The languages people read the network in, and which one to show when theirs is missing.

An interface language is what stands at the beginning of an address (/sr-latn/…). A content language is what a text
is stored in. `sr-latn` and `cnr-cyrl` are readings of `sr` and `cnr` in the other alphabet and store nothing of their
own: the response is converted (network.core.middleware.script).

Settings import this module, so it imports nothing of Django that needs settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.core.text import Script

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Language(NamedTuple):
    """One choice of the language switch."""

    code: str  # in addresses and for Django
    name: str  # English
    native_name: str
    content: str  # the content language its readers get first
    html_lang: str  # what <html lang> says
    hreflang: str  # what search engines understand
    script: Script
    converts: bool  # whether Serbian, Bosnian and Montenegrin passages are put into `script` for its readers


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", "English", "en", "en", "en", "Latn", False),
        Language("sr", "Serbian (Cyrillic)", "српски", "sr", "sr-Cyrl", "sr-Cyrl", "Cyrl", True),
        Language("sr-latn", "Serbian (Latin)", "srpski", "sr", "sr-Latn", "sr-Latn", "Latn", True),
        Language("bs", "Bosnian", "bosanski", "bs", "bs", "bs", "Latn", True),
        Language("cnr", "Montenegrin", "crnogorski", "cnr", "cnr-Latn", "sr-ME", "Latn", True),
        Language("cnr-cyrl", "Montenegrin (Cyrillic)", "црногорски", "cnr", "cnr-Cyrl", "sr-Cyrl-ME", "Cyrl", True),
        Language("mk", "Macedonian", "македонски", "mk", "mk", "mk", "Cyrl", False),
        Language("sq", "Albanian", "shqip", "sq", "sq", "sq", "Latn", False),
    )
}
DEFAULT = "en"

# After their own language, readers are shown what they understand best. The rest follows: a text in a language one
# does not read, marked as such, is better than no sign that the thing exists.
_CHAINS = {
    "en": ("en", "sr", "bs", "cnr", "mk", "sq"),
    "sr": ("sr", "cnr", "bs", "en", "mk", "sq"),
    "bs": ("bs", "cnr", "sr", "en", "mk", "sq"),
    "cnr": ("cnr", "bs", "sr", "en", "mk", "sq"),
    "mk": ("mk", "sr", "en", "bs", "cnr", "sq"),
    "sq": ("sq", "en", "sr", "bs", "cnr", "mk"),
}
CONTENT_LANGUAGES: dict[str, Promise] = {
    "en": _("in English"),
    "sr": _("in Serbian"),
    "bs": _("in Bosnian"),
    "cnr": _("in Montenegrin"),
    "mk": _("in Macedonian"),
    "sq": _("in Albanian"),
}


def language(code: str | None) -> Language:
    """The interface language of a code; English for one that nobody knows."""
    code = (code or "").lower()
    return LANGUAGES.get(code) or LANGUAGES.get(code.partition("-")[0]) or LANGUAGES[DEFAULT]


def content_language(code: str | None) -> str:
    """The language in which readers of this interface language are given texts first."""
    return language(code).content


def chain(code: str | None) -> tuple[str, ...]:
    """The content languages in the order in which a reader is to be shown them; always all of them."""
    return _CHAINS[content_language(code)]


@dataclass(frozen=True)
class Localised:
    """A text as a reader gets it: `lang` is the language it is in, `is_fallback` that it is not the reader's own."""

    text: str
    lang: str
    is_fallback: bool = False

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def language_name(self) -> Promise | str:
        """«in Serbian»: stands beside the text where it is not in the reader's language."""
        return CONTENT_LANGUAGES.get(self.lang, self.lang)


def pick(texts: Mapping[str, str] | None, code: str | None) -> Localised:
    """The text of a reader's language, or of the nearest one that has any; empty when none has."""
    texts = texts or {}
    wanted = content_language(code)
    for lang in (*chain(code), *texts):
        if text := texts.get(lang):
            return Localised(text, lang, lang != wanted)
    return Localised("", wanted)


def localized(queryset: "QuerySet[Any]", code: str | None) -> "QuerySet[Any]":
    """One row per translated thing: of the rows in `queryset`, the one in the reader's nearest language.

    Stays one query. Rows carry `content_language` and `is_fallback`, which says that it is not the reader's own, so
    that the template can label it. What the queryset does not hold (drafts, say) cannot stand in for anything. Ordering
    is kept; slice afterwards.
    """
    # Inline: settings import this module before there are apps to import models for.
    from django.db.models import BooleanField, Case, F, IntegerField, OuterRef, Q, Subquery, Value, When

    wanted = content_language(code)
    nearness = Case(
        *(When(locale__language_code=lang, then=place) for place, lang in enumerate(chain(code))),
        default=len(_CHAINS),
        output_field=IntegerField(),
    )
    siblings = queryset.filter(translation_key=OuterRef("translation_key"))
    nearest = siblings.annotate(nearness=nearness).order_by("nearness", "pk").values("pk")[:1]
    return queryset.filter(pk=Subquery(nearest)).annotate(
        content_language=F("locale__language_code"),
        is_fallback=Case(
            When(Q(locale__language_code=wanted), then=Value(False)), default=Value(True), output_field=BooleanField()
        ),
    )
