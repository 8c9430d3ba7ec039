from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    """One column of a table: its heading is the same in every language, so that a table travels."""

    name: str
    label: str | Promise
    example: str = ""
    required: bool = False
    most: int = 0


COLUMNS = (
    Column("name", _("Name, as registered"), "Udruženje „Primer“", required=True, most=200),
    Column("name_en", _("Name in English"), "Example Association", most=200),
    Column("acronym", _("Acronym"), "EA", most=30),
    Column("kind", _("Kind"), "cso", required=True),
    Column("country", _("Country"), "RS", required=True),
    Column("municipality", _("Municipality"), "Niš"),
    Column("address", _("Address"), "Ulica 1", most=250),
    Column("precision", _("Location shown to the public"), "municipality"),
    Column("register_name", _("Register"), "APR", most=120),
    Column("register_number", _("Register number"), "28000000", most=40),
    Column("tax_number", _("Tax number"), "", most=40),
    Column("legal_form", _("Legal form"), "udruženje", most=80),
    Column("founded_year", _("Founded in"), "2010"),
    Column("themes", _("Themes, with semicolons between"), "asylum; integration"),
    Column("target_groups", _("Target groups"), "refugees"),
    Column("services", _("Services"), ""),
    Column("work_languages", _("Languages of work"), "sr; en"),
    Column("website", _("Website"), "https://example.org", most=200),
    Column("email", _("Public e-mail"), "info@example.org", most=254),
    Column("phone", _("Public phone"), "+381 18 000 000", most=40),
    Column("summary_language", _("Language of the summary"), "en"),
    Column("summary", _("Summary"), "What the organisation does.", most=2000),
    Column("consents_to_listing", _("Agrees to be listed"), "yes"),
)
BY_NAME = {column.name: column for column in COLUMNS}
REQUIRED = [column.name for column in COLUMNS if column.required]
