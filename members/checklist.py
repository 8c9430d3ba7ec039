"""What a coordinator checks before an organisation joins, and the document that shows each of it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Item:
    """One line of the checklist. `purpose` is that of the uploads that prove it; empty where none is asked for."""

    key: str
    question: Promise
    document: Promise | str = ""
    hint: Promise | str = ""
    required: bool = True

    @property
    def purpose(self) -> str:
        return f"membership_{self.key}" if self.document else ""


ITEMS = (
    Item(
        "register_extract",
        _("The register extract names this organisation, with this number."),
        _("Register extract"),
        _("Not older than six months, from the register of associations or foundations."),
    ),
    Item(
        "representative",
        _("The applicant may speak for the organisation."),
        _("Authority of the representative"),
        _("The extract that names you, or a signed authorisation on the organisation’s paper. No identity cards."),
    ),
    Item(
        "statute",
        _("The statute says that the organisation works without profit, for people at risk."),
        _("Statute"),
        _("The one in force, in any of the network’s languages."),
    ),
    Item(
        "activity",
        _("The organisation has done such work in the last two years."),
        _("Evidence of activity"),
        _("An annual report, a project report or published material."),
    ),
    Item("no_duplicate", _("The organisation is not in the network already, under this or another name.")),
)

WITH_DOCUMENT = tuple(item for item in ITEMS if item.document)
CHOICES = [(item.key, item.question) for item in ITEMS]
BY_KEY = {item.key: item for item in ITEMS}
BY_PURPOSE = {item.purpose: item for item in WITH_DOCUMENT}
