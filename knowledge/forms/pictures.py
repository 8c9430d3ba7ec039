"""A picture and the words that go with it."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from knowledge.choices import Consent
from knowledge.pictures import PURPOSE, Picture
from network.core.uploads import PURPOSES

from .fields import Text


class WordsForm(forms.Form):
    """What is said about a picture. A draft may be saved with gaps in what handing in asks for."""

    use_required_attribute = False
    NEEDED = ("alt", "consent")

    version = forms.IntegerField(widget=forms.HiddenInput)
    alt = Text(
        label=_("What it shows"),
        max_length=300,
        help_text=_("One sentence for people who cannot see it: “Two women look at a map on a kitchen table”."),
    )
    caption = Text(label=_("Caption"), max_length=300, required=False)
    credit = Text(label=_("Who took it"), max_length=120, required=False)
    consent = forms.ChoiceField(label=_("Why it may be shown"), choices=Consent.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, picture: Picture | None = None, version: int, **kwargs: Any) -> None:
        words = ("alt", "caption", "credit", "consent")
        kwargs.setdefault("initial", {"version": version, **{name: getattr(picture, name, "") for name in words}})
        if picture is not None:
            kwargs.setdefault("auto_id", f"p{picture.key[:8]}_%s")
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        needed = [self.fields[name] for name in self.NEEDED]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True


class PictureForm(WordsForm):
    file = forms.FileField(label=_("Picture"))

    field_order = ("version", "file", "alt", "caption", "credit", "consent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purpose = PURPOSES[PURPOSE]
        size = filesizeformat(purpose.max_bytes)
        self.fields["file"].help_text = _now("JPG, PNG or WebP, at most %(size)s. Place and camera are removed.") % {
            "size": size
        }
        self.fields["file"].widget.attrs.update(
            {
                "accept": purpose.accept,
                "data-max-bytes": purpose.max_bytes,
                "data-too-large": _now("“{name}” is too large; at most %(size)s are possible.") % {"size": size},
            }
        )
