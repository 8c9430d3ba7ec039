from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _

from members.models import Precision
from members.names import bare_name, register_key
from network.core.languages import CONTENT_LANGUAGES
from network.core.text import fix_mixed, fold_words

from .columns import BY_NAME, COLUMNS
from .lookups import VOCABULARIES, Lookups
from .reading import FORMULA, FORMULA_CELL, Table

YES = frozenset({"yes", "y", "1", "true", "da", "да", "po", "x"})
NO = frozenset({"", "no", "n", "0", "false", "ne", "не", "jo"})
SHOWN = 60


@dataclass
class Row:
    """What is to be said about one row, and what would be entered."""

    number: int
    name: str
    verdict: str = "new"
    errors: list[dict[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)

    def refuse(self, column: str, sentence: str) -> None:
        self.errors.append({"column": column, "sentence": sentence})
        self.verdict = "error"


def check_rows(table: Table) -> list[dict[str, Any]]:
    """The report: one entry per row, ready to be stored. Reads the registry once, however long the table is."""
    lookups = Lookups.load()
    seen: dict[tuple[str, str, str], int] = {}
    return [asdict(check_row(number, cells, lookups, seen)) for number, cells in table.rows]


def check_row(number: int, cells: dict[str, str], lookups: Lookups, seen: dict[Any, int]) -> Row:
    row = Row(number, cells.get("name", "")[:SHOWN])
    cells = {name: plain_cell(row, name, text) for name, text in cells.items()}
    if row.errors:
        return row
    read_texts(row, cells)
    read_choices(row, cells, lookups)
    read_words(row, cells, lookups)
    read_contacts(row, cells)
    if not row.errors:
        compare(row, lookups, seen)
    return row


def plain_cell(row: Row, name: str, text: str) -> str:
    """SECURITY: text that a spreadsheet would run never comes in; a phone number may begin with a plus."""
    if text == FORMULA_CELL or FORMULA.match(text):
        if name == "name":
            row.name = "—"
        row.refuse(name, _("This cell holds a formula. Put the text itself there."))
        return ""
    most = BY_NAME[name].most
    if most and len(text) > most:
        row.refuse(
            name,
            _("This has %(length)d characters; at most %(most)d are possible.") % {"length": len(text), "most": most},
        )
        return ""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")


def read_texts(row: Row, cells: dict[str, str]) -> None:
    for column in COLUMNS:
        if column.required and not cells.get(column.name):
            row.refuse(column.name, _("This must not be empty."))
    for name in (
        "name",
        "name_en",
        "acronym",
        "address",
        "register_name",
        "register_number",
        "tax_number",
        "legal_form",
    ):
        text = cells.get(name, "")
        fixed = fix_mixed(text)
        if fixed != text:
            row.warnings.append(
                _("“%(text)s” mixes look-alike letters of two alphabets; it is entered as “%(fixed)s”.")
                % {"text": text[:SHOWN], "fixed": fixed[:SHOWN]}
            )
        row.facts[name] = fixed
    row.name = row.facts["name"][:SHOWN]
    year = cells.get("founded_year", "")
    if year and not (year.isdecimal() and len(year) == 4 and 1800 <= int(year) <= 2100):
        row.refuse("founded_year", _("Write the year with four digits."))
    row.facts["founded_year"] = int(year) if year and not row.errors else None
    language, summary = cells.get("summary_language", "") or "en", cells.get("summary", "")
    if language not in CONTENT_LANGUAGES:
        row.refuse("summary_language", _("Choose one of: %(choices)s.") % {"choices": ", ".join(CONTENT_LANGUAGES)})
    row.facts["summaries"] = {language: summary} if summary else {}
    consent = cells.get("consents_to_listing", "").lower()
    if consent not in YES | NO:
        row.refuse("consents_to_listing", _("Write yes or no."))
    row.facts["consents_to_listing"] = consent in YES


def read_choices(row: Row, cells: dict[str, str], lookups: Lookups) -> None:
    row.facts["kind"] = chosen(row, "kind", cells, lookups.kinds)
    country = chosen(row, "country", cells, lookups.countries)
    row.facts["country"] = country.pk if country else None
    row.facts["precision"] = chosen(row, "precision", cells, lookups.precisions) or Precision.MUNICIPALITY
    text = cells.get("municipality", "")
    row.facts["municipality"] = None
    if text and country:
        town = lookups.towns.get((country.pk, text.lower())) or lookups.towns.get((country.pk, fold_words(text)))
        if town is None:
            row.refuse(
                "municipality",
                _("“%(text)s” is no municipality of %(country)s that we know.")
                % {"text": text[:SHOWN], "country": country.name},
            )
        else:
            row.facts["municipality"] = town.pk


def chosen(row: Row, name: str, cells: dict[str, str], choices: dict[str, Any]) -> Any:
    text = cells.get(name, "")
    if not text:
        return None
    found = choices.get(text.lower()) or choices.get(fold_words(text))
    if found is None:
        row.refuse(name, _("“%(text)s” is not one of the choices; see the template.") % {"text": text[:SHOWN]})
    return found


def read_words(row: Row, cells: dict[str, str], lookups: Lookups) -> None:
    careful = False
    for name in VOCABULARIES:
        row.words[name] = []
        for text in filter(None, (part.strip() for part in cells.get(name, "").split(";"))):
            word = lookups.words[name].get(text.lower()) or lookups.words[name].get(fold_words(text))
            if word is None:
                row.refuse(name, _("“%(text)s” is not one of the choices; see the template.") % {"text": text[:SHOWN]})
            else:
                row.words[name].append(word.slug)
                careful = careful or getattr(word, "hidden_by_default", False)
    if careful and not cells.get("precision"):
        row.facts["precision"] = Precision.HIDDEN
        row.warnings.append(
            _("The location stays hidden, because of the services. Fill in “precision” to change this.")
        )


def read_contacts(row: Row, cells: dict[str, str]) -> None:
    website, email = cells.get("website", ""), cells.get("email", "").lower()
    row.facts |= {"website": website, "email": email, "phone": cells.get("phone", "")}
    for name, text, check, sentence in (
        ("website", website, URLValidator(schemes=["http", "https"]), _("Write the whole address, with https://.")),
        ("email", email, EmailValidator(), _("This is not an e-mail address.")),
    ):
        if text:
            try:
                check(text)
            except ValidationError:
                row.refuse(name, sentence)


def compare(row: Row, lookups: Lookups, seen: dict[Any, int]) -> None:
    """With the registry and with the rows above: the same number is the same organisation, a like name may be."""
    facts = row.facts
    number = register_key(facts["register_number"])
    key = (facts["country"], fold_words(facts["register_name"]), number)
    if number and key in seen:
        row.refuse("register_number", _("Row %(number)d has this register number already.") % {"number": seen[key]})
        return
    known = lookups.same_number(*key)
    if known:
        row.verdict = "same"
        row.warnings.append(_("In the registry already, as “%(name)s”: nothing changes.") % {"name": known[:SHOWN]})
        return
    if number:
        seen[key] = row.number
    bare = bare_name(facts["name"])
    alike = lookups.like(facts["country"], bare)
    if alike:
        row.warnings.append(_("May be the same as “%(name)s”. Look before you enter it.") % {"name": alike[:SHOWN]})
    lookups.remember(facts["country"], facts["register_name"], "", bare, facts["name"])
