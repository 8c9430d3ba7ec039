"""What a representative declares when an organisation asks to join, in every version that anybody ever agreed to.

A version is never changed once it was published: an agreement to it must stay readable word for word. A new wording is
a new version, and CURRENT points at it.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CURRENT = "2026-1"

VERSIONS: dict[str, tuple[Promise, ...]] = {
    "2026-1": (
        _("I am entitled to speak for this organisation, and what is said in this application is true."),
        _("The organisation works without profit, for people at risk, and excludes nobody because of who they are."),
        _("We will keep what we learn about people we help to ourselves and never put it on this platform."),
        _("The coordinator may check the documents with the register and ask other members about our work."),
    ),
}


def declarations(version: str) -> tuple[Promise, ...]:
    """The sentences of `version`; KeyError for one that never was."""
    return VERSIONS[version]
