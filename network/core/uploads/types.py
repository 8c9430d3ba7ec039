"""The types of file we take, and how each proves that it is what its name says.

A checker gets the whole content and gives back what is to be kept: the same bytes, or cleaner ones. It raises
UploadRefused. Legacy Office files, SVG, HTML, archives and programs are missing on purpose.
"""

from collections.abc import Callable
from dataclasses import dataclass

from . import images, office, pdfs, texts

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml"
OPEN = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class FileType:
    content_type: str
    check: Callable[[bytes], bytes]


TYPES: dict[str, FileType] = {
    "pdf": FileType("application/pdf", pdfs.check),
    "docx": FileType(f"{WORD}.document", office.microsoft(f"{WORD}.document.main+xml")),
    "xlsx": FileType(f"{SHEET}.sheet", office.microsoft(f"{SHEET}.sheet.main+xml")),
    "pptx": FileType(f"{SLIDES}.presentation", office.microsoft(f"{SLIDES}.presentation.main+xml")),
    "odt": FileType(f"{OPEN}.text", office.open_document(f"{OPEN}.text")),
    "ods": FileType(f"{OPEN}.spreadsheet", office.open_document(f"{OPEN}.spreadsheet")),
    "odp": FileType(f"{OPEN}.presentation", office.open_document(f"{OPEN}.presentation")),
    "jpg": FileType("image/jpeg", images.checker("JPEG")),
    "jpeg": FileType("image/jpeg", images.checker("JPEG")),
    "png": FileType("image/png", images.checker("PNG")),
    "webp": FileType("image/webp", images.checker("WEBP")),
    "txt": FileType("text/plain", texts.check),
    "csv": FileType("text/csv", texts.check),
}
