from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.pictures import Picture

from .fields import Text


class PictureWordsForm(forms.Form):
    """What one picture shows, in the language of a translation. The prefix of the form is the picture's key."""

    alt = Text(label=_("For people who cannot see it"), max_length=300)
    caption = Text(label=_("Caption"), max_length=300, required=False)


def forms_for(pictures: list[Picture], translated: list[Picture], data: Any) -> list[tuple[Picture, PictureWordsForm]]:
    """A form for each picture of the original, filled with what the translation says already."""
    said = {one.key: one for one in translated}
    return [
        (
            one,
            PictureWordsForm(
                data,
                prefix=one.key,
                initial={"alt": said[one.key].alt, "caption": said[one.key].caption} if one.key in said else None,
            ),
        )
        for one in pictures
    ]
