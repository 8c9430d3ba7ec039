"""Fields that several forms of knowledge share."""

from collections.abc import Iterable
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


class SavedWithGaps(forms.Form):
    """A form that says what is needed in the end, and may be saved without it until then."""

    use_required_attribute = False

    def needed(self) -> Iterable[str]:
        """The names of the fields without which the whole cannot be handed in."""
        raise NotImplementedError

    def full_clean(self) -> None:
        fields = [self.fields[name] for name in self.needed() if name in self.fields]
        for field in fields:
            field.required = False
        super().full_clean()
        for field in fields:
            field.required = True
