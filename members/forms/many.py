"""What the secretariat does with many at once: tables to be entered, entries to be merged."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.core.uploads import PURPOSES, UploadRefused, clean_upload

PURPOSE = "registry-import"


class ImportForm(forms.Form):
    file = forms.FileField(label=_("Table"), help_text=_("CSV or XLSX, up to 2 MB and 2,000 rows."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_converted = False
        self.fields["file"].widget.attrs.update(
            {
                "accept": PURPOSES[PURPOSE].accept,
                "data-max-bytes": PURPOSES[PURPOSE].max_bytes,
                "data-too-large": _("“{name}” is larger than 2 MB."),
            }
        )

    def clean_file(self) -> Any:
        brought = self.cleaned_data["file"]
        try:
            kept = clean_upload(brought, PURPOSE)
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        brought.seek(0)
        self.was_converted = kept.name.lower().endswith(".csv") and not is_utf8(brought.read())
        return kept


def is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


UNDERSTOOD = {
    "organisation": _("I have compared them: they are one and the same."),
    "person": _("I have compared them: they are one and the same. I know that this cannot be undone."),
}


class MergeForm(forms.Form):
    understood = forms.BooleanField(error_messages={"required": _("Compare them and tick the box.")})

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["understood"].label = UNDERSTOOD[kind]
