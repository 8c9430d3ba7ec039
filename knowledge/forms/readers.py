"""What readers send: a comment, a report, that their organisation took a practice over."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Organisation

from .fields import Prose, Text


class CommentForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = Text(
        label=_("Your comment"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody reads it, under your name and organisation. Nothing about people who were helped."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4()})
        kwargs.setdefault("auto_id", "comment_%s")
        super().__init__(*args, **kwargs)


class AdaptationForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), to_field_name="slug", empty_label=None
    )
    text = Prose(
        label=_("What did you take over, and what did you change?"),
        words=150,
        rows=4,
        max_length=1500,
        help_text=_("The author confirms it; then it stands on the page and links your two organisations."),
    )
    since = forms.IntegerField(label=_("Since (year)"), min_value=1950, max_value=2100, required=False)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "adaptation_%s")
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
