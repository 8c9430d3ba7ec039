"""What assessors promise, word for word. A changed word is a new version, and everybody is asked again.

The text is stored with every promise, so that the words of that day stay readable whatever stands here later.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CALL_VERSION = "2026-1"
APPLICATION_VERSION = "2026-1"

FOR_CALL: tuple[Promise, ...] = (
    _("I assess every application on its own merits and by the published criteria only."),
    _("I keep what I read to myself: no application, score or discussion leaves this site through me."),
    _("I use what I read for this assessment only, and keep no copies once it is done."),
    _("I say at once when I find that I have a conflict of interest, even after I have begun to read."),
)
"""Confirmed once per call, before anything of it is opened."""

FOR_APPLICATION: tuple[Promise, ...] = (
    _("Neither I nor anybody close to me works for, belongs to or is paid by the applicant or its partners."),
    _("I did not help to write this application, and I gain nothing from its success or failure."),
    _("There is nothing else that could make others doubt that I judge it freely."),
)
"""Confirmed for each application, before it is opened."""


def wording(sentences: tuple[Promise, ...]) -> str:
    return "\n".join(str(sentence) for sentence in sentences)
