"""Pictures and documents that editors upload in the Wagtail admin pass the same validator as everybody's files."""

from typing import Any

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .cleaning import clean_upload
from .purposes import register_purpose


def nobody(user: Any, file: Any) -> bool:
    return False


MEGABYTE = 1024 * 1024
register_purpose("page-image", types=("jpg", "jpeg", "png", "webp"), max_bytes=10 * MEGABYTE, may_read=nobody)
register_purpose(
    "page-document",
    types=("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt"),
    max_bytes=30 * MEGABYTE,
    may_read=nobody,
)


class ImageForm(BaseImageForm):
    def clean_file(self) -> Any:
        return cleaned(self, "page-image")


class DocumentForm(BaseDocumentForm):
    def clean_file(self) -> Any:
        return cleaned(self, "page-document")


def cleaned(form: Any, purpose: str) -> Any:
    """The new file as it may be kept; the present one passes when no other was chosen."""
    file = form.cleaned_data["file"]
    return clean_upload(file, purpose) if "file" in form.changed_data and file else file
