"""Plain text and CSV: they have no magic bytes, so they must simply be text, and not text that a browser would run."""

import re

from django.utils.translation import gettext as _

from .errors import UploadRefused

MARKUP = re.compile(r"^\s*<(?:!doctype|\?xml|html|head|body|script|svg|iframe|img)", re.IGNORECASE)
CYRILLIC_RUN = re.compile(rb"[\x80-\xff]{4}")


def check(content: bytes) -> bytes:
    """As it came when it is UTF-8, UTF-16 or the region's old Windows encodings; kept as UTF-8."""
    text = decoded(content)
    if MARKUP.match(text.lstrip("\ufeff")):
        raise UploadRefused(_("This is a web page, not a plain text. Save it as a PDF and choose that."), "content")
    return text.encode()


def windows(content: bytes) -> str:
    """The old Windows encoding that it must be: Latin words have hardly ever four letters with diacritics in a row."""
    return "cp1251" if CYRILLIC_RUN.search(content) else "cp1250"


def decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", windows(content)):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f]", text):
            return text
    raise UploadRefused(
        _("This is not a plain text file. Save it as UTF-8 text or as a PDF and choose it again."), "content"
    )
