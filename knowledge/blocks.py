"""What the text of a report is built of."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField


class ChapterBlock(blocks.StructBlock):
    """A chapter, written by one organisation, in Markdown."""

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    author = blocks.CharBlock(label=_("Written by"), max_length=150, required=False)
    text = blocks.TextBlock(label=_("Text"), max_length=60_000, help_text=_("Markdown: ## heading, - list, **bold**."))

    class Meta:
        icon = "doc-full"
        label = _("Chapter")


class ChaptersField(StreamField):
    """The chapters of a report. Migrations do not hold what a chapter is made of: changing it changes no table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__([("chapter", ChapterBlock())], **kwargs)

    def deconstruct(self) -> tuple[Any, ...]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
