"""The pictures of a study. Each text of it says which it shows and in which words, so that a draft's are not public yet."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.urls import reverse

PURPOSE = "study-picture"
TYPES = ("jpg", "jpeg", "png", "webp")
MAX_BYTES = 10 * 1024 * 1024
MOST = 8
WIDEST = 1600  # pixels: what a wide screen shows, and no more for a phone to load


@dataclass(frozen=True)
class Picture:
    """A picture as a text shows it. `key` is the id of the file that holds it."""

    key: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    consent: str = ""

    @property
    def url(self) -> str:
        return reverse("study-picture", kwargs={"key": self.key})

    @property
    def is_ready(self) -> bool:
        """Described for those who cannot see it, and allowed by those who are in it."""
        return bool(self.alt.strip() and self.consent)


def pictures_of(stored: Iterable[Any]) -> list[Picture]:
    known = {field.name for field in fields(Picture)}
    return [Picture(**{name: row[name] for name in known & row.keys()}) for row in stored or ()]


def stored(pictures: Iterable[Picture]) -> list[dict[str, Any]]:
    return [asdict(picture) for picture in pictures]
