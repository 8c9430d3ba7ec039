"""What applicants typed into the questions of a call: reading it, checking it, showing it again.

A draft keeps everything that was typed. What could not be read (a number that is none) is kept as {"typed": …} and
named as a problem, never thrown away.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import definitions
from .budgets import why_not
from .definitions import Question
from .money import NotANumber, display, parse_number, plain

WORD = re.compile(r"[^\W_](?:[^\W_]|['’.\-])*")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def tidy(text: str) -> str:
    """Text as we store it: composed letters, plain line ends, no control characters, no space at the ends."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return CONTROL.sub("", composed).strip()


def count_words(text: str) -> int:
    """As the counter under the field counts them (word-count.js)."""
    return len(WORD.findall(unicodedata.normalize("NFC", text)))


def read_typed(question: Question, text: Any, language: str) -> Any:
    """What a draft keeps of an answer typed in `language`: rows of a table as they are, anything else as a text."""
    if question.kind == definitions.TABLE:
        return tidy_rows(question, text)
    text = tidy(text)
    if question.kind != definitions.NUMBER or not text:
        return text
    try:
        return str(parse_number(text, language))
    except NotANumber:
        return {"typed": text[:60]}


def tidy_rows(question: Question, rows: Any) -> list[list[str]]:
    """The rows that say something, each cell tidied and of readable length; no more of either than the call asks."""
    width = len(question.columns)
    cells = [[tidy(str(cell))[: definitions.LONGEST_CELL] for cell in row[:width]] for row in rows or []]
    return [row for row in cells if any(row)][: question.max_rows]


def as_typed(question: Question, stored: Any) -> Any:
    """What the field shows when the draft is opened again."""
    if question.kind == definitions.TABLE:
        return stored if isinstance(stored, list) else []
    if isinstance(stored, dict):
        return stored.get("typed", "")
    if question.kind == definitions.NUMBER and stored:
        return plain(Decimal(stored))
    return stored


def problem(question: Question, stored: Any) -> str:
    """Why the answer cannot be submitted like this; empty when it can."""
    if isinstance(stored, dict):
        return why_not(stored.get("typed", ""), "")
    if not stored:
        return _("This question must be answered.") if question.required else ""
    if question.kind == definitions.TABLE:
        return ""
    if question.kind == definitions.NUMBER:
        return number_problem(question, Decimal(stored))
    if question.kind == definitions.CHOICE and question.choice(stored) is None:
        return _("Choose one of the answers.")
    if len(stored) > question.longest:
        return too_long(stored, question.longest)
    used = count_words(stored)
    if question.max_words and used > question.max_words:
        return ngettext(
            "%(used)d words are one too many; %(limit)d are possible.",
            "%(used)d words are too many; %(limit)d are possible.",
            used - question.max_words,
        ) % {"used": used, "limit": question.max_words}
    return ""


def number_problem(question: Question, number: Decimal) -> str:
    if question.minimum is not None and number < question.minimum:
        return _("The number must be %(limit)s or more.") % {"limit": plain(question.minimum)}
    if question.maximum is not None and number > question.maximum:
        return _("The number must be %(limit)s or less.") % {"limit": plain(question.maximum)}
    return ""


def too_long(text: str, limit: int) -> str:
    return _("This text has %(length)s characters; at most %(limit)s can be kept. Please shorten it.") % {
        "length": display(Decimal(len(text)), "").strip(),
        "limit": display(Decimal(limit), "").strip(),
    }
