"""Fields that several forms of knowledge share."""

from typing import Any

from django import forms

from network.core.text import fix_mixed


class Text(forms.CharField):
    """A line of text; letters of the other alphabet that slipped in are put right."""

    def clean(self, value: Any) -> str:
        return fix_mixed(super().clean(value))


class Prose(Text):
    """A longer text in Markdown, counted in words while it is typed."""

    def __init__(self, *, words: int | None = None, rows: int = 8, **kwargs: Any) -> None:
        attrs: dict[str, Any] = {"rows": rows}
        if words:
            attrs["data-word-limit"] = words
        super().__init__(widget=forms.Textarea(attrs=attrs), **kwargs)


class Day(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)
