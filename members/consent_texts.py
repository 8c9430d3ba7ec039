"""What people agree to, in every version that anybody ever agreed to.

A version is never changed once it was published: an agreement to it must stay readable word for word. A new wording is
a new version at the end; whoever agreed to an older one keeps that agreement until they withdraw it.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a consent is for."""

    PRESS = "press", _("Press releases")
    POLICY = "policy", _("News for officials")


@dataclass(frozen=True)
class Wording:
    version: str
    text: Promise


TEXTS: dict[str, tuple[Wording, ...]] = {
    Purpose.PRESS: (
        Wording(
            "2026-1",
            _(
                "The network may keep my name, work address and fields of interest in its press list and write to me "
                "about reports, hearings and events. I can withdraw this at any time, here or from any of the letters."
            ),
        ),
    ),
    Purpose.POLICY: (
        Wording(
            "2026-1",
            _(
                "The network may keep my name, office and fields of interest in its list of officials and write to me "
                "about recommendations, reports and hearings. I can withdraw this at any time, here or from any of the "
                "letters."
            ),
        ),
    ),
}


def current(purpose: str) -> Wording:
    return TEXTS[purpose][-1]


def wording(purpose: str, version: str) -> Wording:
    """The text of that version; KeyError for one that never was."""
    found = {one.version: one for one in TEXTS[purpose]}
    return found[version]
