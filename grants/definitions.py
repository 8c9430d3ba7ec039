"""What a call asks: questions, documents, declarations and criteria, as data in every language of the call.

The editor's blocks are turned into this data when the call opens (`CallPage.definition`), and from then on applicants,
assessors and auditors rely on the data alone. Texts are dicts per language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from network.core.languages import Localised, pick

from . import eligibility

Texts = Mapping[str, str]

HEADING, SHORT, LONG, CHOICE, NUMBER, FILE = "heading", "short", "long", "choice", "number", "file"
TABLE = "table"
TYPED = frozenset({SHORT, LONG, CHOICE, NUMBER, TABLE})
"""Kinds of question that are answered in the form; files are attached on the page of documents."""

LONGEST_SHORT = 500
LONGEST_LONG = 30_000
LONGEST_CELL = 300
MOST_ROWS = 30
"""Characters that are stored at most, whatever the word limit says; more is a slip of the clipboard."""


def local(texts: Texts) -> Localised:
    return pick(dict(texts), get_language())


@dataclass(frozen=True)
class Choice:
    key: str
    texts: Texts

    @property
    def label(self) -> Localised:
        return local(self.texts)


@dataclass(frozen=True)
class Question:
    """One thing that the form asks, or a heading between questions."""

    key: str
    kind: str
    texts: Texts
    helps: Texts = field(default_factory=dict)
    required: bool = True
    max_words: int | None = None
    choices: tuple[Choice, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    for_assessors: bool = False
    columns: tuple[Choice, ...] = ()
    max_rows: int = 10

    @property
    def label(self) -> Localised:
        return local(self.texts)

    @property
    def help(self) -> Localised:
        return local(self.helps)

    @property
    def longest(self) -> int:
        return LONGEST_LONG if self.kind == LONG else LONGEST_SHORT

    def choice(self, key: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.key == key), None)


@dataclass(frozen=True)
class Document:
    """A file that the applicant must, or may, attach. In a call without names assessors see only those for them."""

    key: str
    texts: Texts
    helps: Texts = field(default_factory=dict)
    required: bool = True
    for_assessors: bool = False

    @property
    def label(self) -> Localised:
        return local(self.texts)

    @property
    def help(self) -> Localised:
        return local(self.helps)


@dataclass(frozen=True)
class Declaration:
    """A sentence that the representative confirms with the submission."""

    key: str
    texts: Texts

    @property
    def text(self) -> Localised:
        return local(self.texts)


@dataclass(frozen=True)
class CheckLine:
    """One line of the eligibility checklist: a rule of the call whose verdict is proposed, or something to be read."""

    key: str
    rule: str = ""
    texts: Texts = field(default_factory=dict)
    helps: Texts = field(default_factory=dict)

    @property
    def label(self) -> Localised:
        if self.texts:
            return local(self.texts)
        return Localised(eligibility.wording(self.rule or self.key), get_language() or "en")

    @property
    def help(self) -> Localised:
        return local(self.helps)


@dataclass(frozen=True)
class Criterion:
    """What assessors score, printed in the call."""

    key: str
    sections: Texts
    names: Texts
    texts: Texts
    maximum: int
    weight: Decimal
    section_minimum: Decimal | None = None

    @property
    def section(self) -> Localised:
        return local(self.sections)

    @property
    def name(self) -> Localised:
        return local(self.names)

    @property
    def text(self) -> Localised:
        return local(self.texts)

    @property
    def points(self) -> Decimal:
        """What the criterion can contribute to the total."""
        return (self.maximum * self.weight).normalize()


@dataclass(frozen=True)
class Quota:
    """The most that a call gives to applicants of one country."""

    country: str
    most: Decimal


@dataclass(frozen=True)
class PlannedInstalment:
    """One payment of the plan that every agreement of the call starts from."""

    key: str
    percent: Decimal
    conditions: Texts

    @property
    def condition(self) -> Localised:
        return local(self.conditions)


@dataclass(frozen=True)
class Definition:
    """Everything that a call asks, in the order in which it asks."""

    titles: Texts
    questions: tuple[Question, ...] = ()
    documents: tuple[Document, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    quotas: tuple[Quota, ...] = ()
    instalments: tuple[PlannedInstalment, ...] = ()
    eligibility: tuple[CheckLine, ...] = ()

    @property
    def title(self) -> Localised:
        return local(self.titles)

    @property
    def typed(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.kind in TYPED)

    @property
    def uploads(self) -> tuple[Document, ...]:
        """The files asked for in the form and the required documents, as one list."""
        asked = (
            Document(q.key, q.texts, q.helps, q.required, q.for_assessors) for q in self.questions if q.kind == FILE
        )
        return (*asked, *self.documents)

    def upload(self, key: str) -> Document | None:
        return next((document for document in self.uploads if document.key == key), None)

    @property
    def total_points(self) -> Decimal:
        return sum((criterion.points for criterion in self.criteria), Decimal(0))

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Definition":
        return cls(
            titles=data.get("title", {}),
            questions=tuple(read_question(item) for item in data.get("questions", ())),
            documents=tuple(
                Document(
                    item["key"],
                    item["label"],
                    item.get("help", {}),
                    item.get("required", True),
                    item.get("for_assessors", False),
                )
                for item in data.get("documents", ())
            ),
            declarations=tuple(Declaration(item["key"], item["text"]) for item in data.get("declarations", ())),
            criteria=tuple(read_criterion(item) for item in data.get("criteria", ())),
            quotas=tuple(Quota(item["country"], Decimal(item["most"])) for item in data.get("quotas", ())),
            instalments=tuple(
                PlannedInstalment(item["key"], Decimal(item["percent"]), item.get("condition", {}))
                for item in data.get("instalments", ())
            ),
            eligibility=tuple(
                CheckLine(item["key"], item.get("rule", ""), item.get("text", {}), item.get("help", {}))
                for item in data.get("eligibility") or eligibility.USUAL
            ),
        )


def read_question(item: Mapping[str, Any]) -> Question:
    return Question(
        key=item["key"],
        kind=item["kind"],
        texts=item["label"],
        helps=item.get("help", {}),
        required=item.get("required", True),
        max_words=item.get("max_words"),
        choices=tuple(Choice(choice["key"], choice["label"]) for choice in item.get("choices", ())),
        minimum=number(item.get("minimum")),
        maximum=number(item.get("maximum")),
        for_assessors=item.get("for_assessors", False),
        columns=tuple(Choice(column["key"], column["label"]) for column in item.get("columns", ())),
        max_rows=item.get("max_rows", 10),
    )


def read_criterion(item: Mapping[str, Any]) -> Criterion:
    return Criterion(
        key=item["key"],
        sections=item["section"],
        names=item["name"],
        texts=item.get("text", {}),
        maximum=item["maximum"],
        weight=Decimal(item["weight"]),
        section_minimum=number(item.get("section_minimum")),
    )


def number(value: str | None) -> Decimal | None:
    return None if value in (None, "") else Decimal(value)
