"""The demo's library: a course, manuals, a template, a law and a briefing. Our own words; nothing official."""

from datetime import timedelta
from typing import Any
from uuid import uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from knowledge.actions import lessons
from knowledge.actions import library as actions
from knowledge.models import CaseStudy, Collection, LanguageVersion, Resource
from members.models import Theme
from network.core.models import Country
from network.core.pdf import typeset

from . import library_texts as words
from . import people
from .studies import SPACE


def fill(world: Any) -> None:
    for place, (slug, titles, texts) in enumerate(words.COLLECTIONS):
        defaults = {"titles": titles, "texts": texts, "position": place}
        Collection.objects.get_or_create(slug=slug, defaults=defaults)
    for row in words.RESOURCES:
        add(row)


def add(row: dict[str, Any]) -> None:
    key = uuid5(SPACE, f"resource {row['key']}")
    if Resource.objects.filter(uuid=key).exists():
        return
    keeper = people.editor()
    made = actions.start_resource(
        by=keeper,
        key=key,
        kind=row["kind"],
        language=row["language"],
        titles=row["titles"],
        summaries=row["summaries"],
        audience=row["audience"],
        level=row["level"],
        minutes=row["minutes"],
        licence=row.get("licence", "cc-by-4.0"),
        authors=row.get("authors", ""),
        country=Country.objects.filter(pk=row.get("country")).first(),
        themes=Theme.objects.filter(slug__in=row["themes"]),
        collections=Collection.objects.filter(slug__in=row.get("collections", [])),
        studies=CaseStudy.objects.public().filter(uuid__in=[uuid5(SPACE, name) for name in row.get("studies", [])]),
    )
    if row["kind"] == "module":
        teach(made, keeper)
    else:
        lay_files(made, keeper, row)
    if row.get("draft"):
        return
    actions.publish_resource(made, by=keeper)
    then = timezone.now() - timedelta(days=row["days"])
    Resource.objects.filter(pk=made.pk).update(published_at=then, changed_at=then)
    if row.get("withdrawn"):
        actions.withdraw_resource(made, by=keeper, reason=row["withdrawn"])


def teach(module: Resource, keeper: Any) -> None:
    for language, told in words.LESSONS.items():
        for title, text in told:
            lessons.save_lesson(module, by=keeper, language=language, title=title, text=text)
    for language, questions in words.QUESTIONS.items():
        for text, answers in questions:
            listed = [{"text": answer, "right": right, "why": why} for answer, right, why in answers]
            lessons.save_question(module, by=keeper, language=language, text=text, answers=listed)


def lay_files(made: Resource, keeper: Any, row: dict[str, Any]) -> None:
    """The original and its translations; `again` adds a second version of the original, which makes them outdated."""
    originals: dict[str, LanguageVersion] = {}
    for language, quality in row["files"]:
        source = None if quality == "original" else originals[row["language"]]
        version = actions.add_version(
            made, by=keeper, language=language, quality=quality, translated_from=source, file=paper(row, language)
        )
        if quality == "original":
            originals[language] = version


def paper(row: dict[str, Any], language: str) -> SimpleUploadedFile:
    title = row["titles"].get(language, row["titles"][row["language"]])
    summary = row["summaries"].get(language, row["summaries"][row["language"]])
    data = {
        "title": title,
        "facts": [],
        "paragraphs": [summary, *words.PARAGRAPHS.get(language, words.PARAGRAPHS["en"])],
    }
    return SimpleUploadedFile(
        f"{row['key']}.{language}.pdf", typeset("core/letter.typ", data, language=language), "application/pdf"
    )
