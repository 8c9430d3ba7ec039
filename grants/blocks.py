"""What an editor may put into a call: questions, documents, declarations and criteria.

Each block knows how it reads as data (`data(block, texts)`); `texts` gathers one text of all translations of the page.
"""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from . import definitions, eligibility


def country_choices() -> list[tuple[str, str]]:
    from network.core.models import Country  # inline: asked for when the form is shown, not while models load

    return [(country.pk, str(country.name)) for country in Country.objects.all()]


class HeadingBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Heading"), max_length=150)
    help = blocks.TextBlock(label=_("Introduction"), required=False, max_length=600, rows=2)

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{label}"


class QuestionBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Question"), max_length=300)
    help = blocks.TextBlock(label=_("Help"), required=False, max_length=600, rows=2)
    required = blocks.BooleanBlock(label=_("Must be answered"), required=False, default=True)

    class Meta:
        label_format = "{label}"


class ShortTextBlock(QuestionBlock):
    class Meta:
        icon = "minus"
        label = _("Short text")


class LongTextBlock(QuestionBlock):
    max_words = blocks.IntegerBlock(label=_("Word limit"), min_value=10, max_value=3000, default=300)

    class Meta:
        icon = "pilcrow"
        label = _("Long text")


class ChoiceQuestionBlock(QuestionBlock):
    choices = blocks.ListBlock(
        blocks.CharBlock(label=_("Answer"), max_length=150), label=_("Answers"), min_num=2, max_num=30
    )

    class Meta:
        icon = "list-ul"
        label = _("Choice")


class NumberBlock(QuestionBlock):
    minimum = blocks.DecimalBlock(label=_("Smallest"), required=False, min_value=Decimal(0), decimal_places=2)
    maximum = blocks.DecimalBlock(label=_("Largest"), required=False, min_value=Decimal(0), decimal_places=2)

    class Meta:
        icon = "decimal"
        label = _("Number")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        low, high = cleaned.get("minimum"), cleaned.get("maximum")
        if low is not None and high is not None and low > high:
            raise StructBlockValidationError(
                {"maximum": ValidationError(_("The largest must not be below the smallest."))}
            )
        return cleaned


class TableBlock(QuestionBlock):
    columns = blocks.ListBlock(
        blocks.CharBlock(label=_("Column"), max_length=60), label=_("Columns"), min_num=2, max_num=5
    )
    max_rows = blocks.IntegerBlock(label=_("Rows at most"), min_value=1, max_value=definitions.MOST_ROWS, default=10)

    class Meta:
        icon = "table"
        label = _("Table")


class FileBlock(QuestionBlock):
    for_assessors = blocks.BooleanBlock(label=_("Also for assessors of a call without names"), required=False)

    class Meta:
        icon = "upload"
        label = _("File")


class FormBlock(blocks.StreamBlock):
    """The application form, question by question."""

    heading = HeadingBlock()
    short = ShortTextBlock()
    long = LongTextBlock()
    choice = ChoiceQuestionBlock()
    number = NumberBlock()
    table = TableBlock()
    file = FileBlock()

    class Meta:
        required = False
        max_num = 80


class DocumentBlock(QuestionBlock):
    label = blocks.CharBlock(label=_("Document"), max_length=200)
    required = blocks.BooleanBlock(label=_("Must be attached"), required=False, default=True)
    for_assessors = blocks.BooleanBlock(label=_("Also for assessors of a call without names"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Document")


class DeclarationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("The applicant confirms that …"), max_length=800, rows=3)

    class Meta:
        icon = "check"
        label = _("Declaration")
        label_format = "{text}"


class CriterionBlock(blocks.StructBlock):
    section = blocks.CharBlock(label=_("Section"), max_length=100)
    name = blocks.CharBlock(label=_("Criterion"), max_length=150)
    text = blocks.TextBlock(label=_("What is asked"), required=False, max_length=800, rows=3)
    maximum = blocks.IntegerBlock(label=_("Points at most"), min_value=1, max_value=100, default=5)
    weight = blocks.DecimalBlock(
        label=_("Weight"), min_value=Decimal("0.1"), max_value=Decimal(20), decimal_places=2, default=Decimal(1)
    )
    section_minimum = blocks.DecimalBlock(
        label=_("Points the section must reach"), required=False, min_value=Decimal(0), decimal_places=2
    )

    class Meta:
        icon = "rotate"
        label = _("Criterion")
        label_format = "{section}: {name}"


class RuleBlock(blocks.StructBlock):
    rule = blocks.ChoiceBlock(label=_("Rule"), choices=eligibility.choices)

    class Meta:
        icon = "cog"
        label = _("Checked by the rules of the call")
        label_format = "{rule}"


class ManualBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("What must hold"), max_length=200)
    help = blocks.TextBlock(label=_("How to find out"), required=False, max_length=400, rows=2)

    class Meta:
        icon = "view"
        label = _("Checked by reading")
        label_format = "{text}"


class EligibilityBlock(blocks.StreamBlock):
    """The checklist of eligibility, line by line: what the rules propose, and what two people read."""

    rule = RuleBlock()
    manual = ManualBlock()

    class Meta:
        required = False
        max_num = 30


class QuotaBlock(blocks.StructBlock):
    country = blocks.ChoiceBlock(label=_("Country"), choices=country_choices)
    most = blocks.DecimalBlock(label=_("At most, in euro"), min_value=Decimal(1), decimal_places=2)

    class Meta:
        icon = "globe"
        label = _("Quota of a country")
        label_format = "{country}: {most}"


class InstalmentBlock(blocks.StructBlock):
    percent = blocks.DecimalBlock(
        label=_("Share of the grant, %"), min_value=Decimal(1), max_value=Decimal(100), decimal_places=2
    )
    condition = blocks.TextBlock(label=_("Paid when …"), max_length=300, rows=2)

    class Meta:
        icon = "calendar-check"
        label = _("Instalment")
        label_format = "{percent} %: {condition}"


def documents_block() -> blocks.StreamBlock:
    return blocks.StreamBlock([("document", DocumentBlock())], required=False, max_num=20)


def declarations_block() -> blocks.StreamBlock:
    return blocks.StreamBlock([("declaration", DeclarationBlock())], required=False, max_num=20)


def criteria_block() -> blocks.StreamBlock:
    return blocks.StreamBlock([("criterion", CriterionBlock())], required=False, max_num=40)


def quotas_block() -> blocks.StreamBlock:
    return blocks.StreamBlock([("quota", QuotaBlock())], required=False, max_num=10)


def instalments_block() -> blocks.StreamBlock:
    return blocks.StreamBlock([("instalment", InstalmentBlock())], required=False, max_num=10)


class Texts:
    """The texts of one stream in all languages: `texts(key, name)` gives {"en": …, "sr": …}."""

    def __init__(self, streams: dict[str, Any]) -> None:
        self.by_language = {
            language: {child.id: child for child in stream} for language, stream in streams.items() if stream
        }

    def __call__(self, key: str, name: str) -> dict[str, str]:
        values = {lang: children[key].value.get(name) for lang, children in self.by_language.items() if key in children}
        return {lang: value for lang, value in values.items() if value}

    def choice(self, key: str, choice_key: str, name: str = "choices") -> dict[str, str]:
        found = {}
        for lang, children in self.by_language.items():
            items = children[key].value[name].bound_blocks if key in children else []
            text = next((item.value for item in items if item.id == choice_key), "")
            found |= {lang: text} if text else {}
        return found


def question_data(child: Any, texts: Texts) -> dict[str, Any]:
    value = child.value
    data = {
        "key": child.id,
        "kind": child.block_type,
        "label": texts(child.id, "label"),
        "help": texts(child.id, "help"),
    }
    if child.block_type != definitions.HEADING:
        data["required"] = bool(value.get("required"))
    if child.block_type == definitions.LONG:
        data["max_words"] = value["max_words"]
    if child.block_type == definitions.CHOICE:
        data["choices"] = [
            {"key": item.id, "label": texts.choice(child.id, item.id)} for item in value["choices"].bound_blocks
        ]
    if child.block_type == definitions.TABLE:
        data["columns"] = [
            {"key": item.id, "label": texts.choice(child.id, item.id, "columns")}
            for item in value["columns"].bound_blocks
        ]
        data["max_rows"] = value["max_rows"]
    if child.block_type == definitions.NUMBER:
        data |= {name: as_text(value.get(name)) for name in ("minimum", "maximum")}
    if child.block_type == definitions.FILE:
        data["for_assessors"] = bool(value.get("for_assessors"))
    return data


def document_data(child: Any, texts: Texts) -> dict[str, Any]:
    return {
        "key": child.id,
        "label": texts(child.id, "label"),
        "help": texts(child.id, "help"),
        "required": bool(child.value.get("required")),
        "for_assessors": bool(child.value.get("for_assessors")),
    }


def eligibility_data(child: Any, texts: Texts) -> dict[str, Any]:
    if child.block_type == "rule":
        return {"key": child.id, "rule": child.value["rule"]}
    return {"key": child.id, "rule": "", "text": texts(child.id, "text"), "help": texts(child.id, "help")}


def quota_data(child: Any, texts: Texts) -> dict[str, Any]:
    return {"country": child.value["country"], "most": as_text(child.value["most"])}


def instalment_data(child: Any, texts: Texts) -> dict[str, Any]:
    return {
        "key": child.id,
        "percent": as_text(child.value["percent"]),
        "condition": texts(child.id, "condition"),
    }


def declaration_data(child: Any, texts: Texts) -> dict[str, Any]:
    return {"key": child.id, "text": texts(child.id, "text")}


def criterion_data(child: Any, texts: Texts) -> dict[str, Any]:
    return {
        "key": child.id,
        "section": texts(child.id, "section"),
        "name": texts(child.id, "name"),
        "text": texts(child.id, "text"),
        "maximum": child.value["maximum"],
        "weight": as_text(child.value["weight"]),
        "section_minimum": as_text(child.value.get("section_minimum")),
    }


def as_text(number: Any) -> str | None:
    """A number as data spells it: "2.5", never 2.50 or 25E-1."""
    return None if number is None else f"{Decimal(str(number)).normalize():f}"
