"""The questions a search address may ask. Nothing in it is an error: what makes no sense asks for nothing."""

from typing import Any

from django import forms

from network.core import languages

VALUES_LIMIT = 10
VALUE_LIMIT = 80  # characters


class WordsField(forms.Field):
    def to_python(self, value: Any) -> str:
        return printable(str(value or ""))


class ValuesField(forms.Field):
    """All values of a repeated parameter (kind=event&kind=service)."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> tuple[str, ...]:
        values = (printable(str(each)).strip()[:VALUE_LIMIT] for each in value or ())
        return tuple(dict.fromkeys(each for each in values if each))[:VALUES_LIMIT]


class PageField(forms.Field):
    def to_python(self, value: Any) -> int:
        number = str(value or "")
        return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1


class LanguageField(forms.Field):
    def to_python(self, value: Any) -> str:
        return languages.language(str(value or "")).code


class SearchForm(forms.Form):
    q = WordsField(required=False)
    kind = ValuesField(required=False)
    country = ValuesField(required=False)
    tag = ValuesField(required=False)
    language = ValuesField(required=False)
    page = PageField(required=False)

    def question(self) -> dict[str, Any]:
        """What was asked, as the arguments of `search()`."""
        self.full_clean()
        asked = self.cleaned_data
        return {
            "query": asked["q"],
            "kinds": asked["kind"],
            "country": asked["country"],
            "tags": asked["tag"],
            "content_languages": asked["language"],
            "page": asked["page"],
        }


class ApiSearchForm(SearchForm):
    lang = LanguageField(required=False)

    def question(self) -> dict[str, Any]:
        question = super().question()
        return {**question, "language": self.cleaned_data["lang"]}


def printable(text: str) -> str:
    """Without what no keyboard types and no database takes: NUL, control characters, halves of characters."""
    return "".join(character if character.isprintable() else " " for character in text)
