"""What an organisation is called before this reader."""

from typing import Any

from django.utils.translation import get_language


def name_for_reader(organisation: Any) -> str:
    """The name in English for readers of English, where the organisation has one; otherwise its own."""
    return name_of(organisation.name, organisation.name_en)


def name_of(name: str, name_en: str) -> str:
    return (name_en if get_language() == "en" else "") or name
