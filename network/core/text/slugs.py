"""Readable ASCII slugs for titles in any of the site's languages."""

import re
import unicodedata

from network.core.text.folding import fold
from network.core.text.scripts import fix_mixed

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_MACEDONIAN = str.maketrans({"ѓ": "gj", "ќ": "kj"})
_APART = re.compile(r"gj|kj")


def slugify(text: str, lang: str = "sr", max_length: int = 60) -> str:
    """The slug of a title: «Прихватни центри» → prihvatni-centri. Cut between words; "" when nothing is left.

    Macedonian and Albanian keep gj and kj, which search folds together with the Serbian letters.
    """
    text = fix_mixed(unicodedata.normalize("NFC", text)).lower()
    if lang in ("mk", "sq"):
        text = text.translate(_MACEDONIAN)
        pieces = _APART.split(text)
        joints = _APART.findall(text)
        folded = "".join(fold(piece) + joint for piece, joint in zip(pieces, [*joints, ""], strict=True))
    else:
        folded = fold(text)
    slug = _NOT_SLUG.sub("-", folded).strip("-")
    if len(slug) <= max_length:
        return slug
    whole_words = slug[: max_length + 1].rpartition("-")[0]
    return (whole_words or slug[:max_length]).strip("-")
