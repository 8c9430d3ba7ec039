"""Lessons and questions of an e-learning module: written, put in order, taken out and put back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.actions.library import must_keep, touch
from knowledge.models import Lesson, Question, Resource
from knowledge.validators import question_problem
from network.core import audit
from network.core.errors import DomainError
from network.core.transitions import locked_row

Part = Lesson | Question
ASIDE = 30_000  # a place that no part ever has, for the moment in which two change places


@transaction.atomic
def save_lesson(
    resource: Resource, *, by: Any, language: str, title: str, text: str, position: int | None = None
) -> Lesson:
    """Write the lesson at a place of a module, or add one at its end."""
    locked = module_of(resource, by)
    place = position or 1 + locked.lessons.filter(language=language).count()
    lesson, _made = Lesson.objects.update_or_create(
        resource=locked, language=language, position=place, defaults={"title": title, "text": text}
    )
    changed(locked)
    return lesson


@transaction.atomic
def save_question(
    resource: Resource, *, by: Any, language: str, text: str, answers: list[dict[str, Any]], position: int | None = None
) -> Question:
    """Write the question at a place of the quiz, or add one at its end."""
    locked = module_of(resource, by)
    if problem := question_problem(answers):
        raise DomainError(problem)
    place = position or 1 + locked.questions.filter(language=language).count()
    question, _made = Question.objects.update_or_create(
        resource=locked, language=language, position=place, defaults={"text": text, "answers": answers}
    )
    changed(locked)
    return question


@transaction.atomic
def move_part(part: Part, *, by: Any, up: bool) -> Part:
    """One place up or down among those of its language. At the end of the line it stays where it is."""
    locked = module_of(part.resource, by)
    part = locked_row(part)
    others = siblings(part)
    beside = (
        others.filter(position__lt=part.position).last() if up else others.filter(position__gt=part.position).first()
    )
    if beside is None:
        return part
    mine, theirs = part.position, beside.position
    for one, place in ((part, ASIDE), (beside, mine), (part, theirs)):
        one.position = place
        one.save(update_fields=["position"])
    changed(locked)
    return part


@transaction.atomic
def remove_part(part: Part, *, by: Any) -> dict[str, Any]:
    """Take it out; those behind it move up. Returns all that it said, with which `restore_part` puts it back.

    The last lesson or question of a published module stays: readers would find an empty one.
    """
    locked = module_of(part.resource, by)
    part = locked_row(part)
    if locked.is_public and not siblings(part).exclude(pk=part.pk).exists():
        raise DomainError(_("A published module keeps at least one. Write another first, or withdraw the module."))
    said = {name: getattr(part, name) for name in names_of(part)}
    kept = {"kind": part._meta.model_name, "language": part.language, "position": part.position, **said}
    audit.record(f"resource.{part._meta.model_name}_removed", locked, by=by, before={"text": str(part)[:200]})
    behind = siblings(part).filter(position__gt=part.position)
    part.delete()
    for one in behind:
        one.position -= 1
        one.save(update_fields=["position"])
    changed(locked)
    return kept


@transaction.atomic
def restore_part(resource: Resource, *, by: Any, kept: dict[str, Any]) -> Part:
    """Put a part back where it was; those that took its place move down."""
    locked = module_of(resource, by)
    model: Any = {"lesson": Lesson, "question": Question}[kept["kind"]]
    said = {name: value for name, value in kept.items() if name != "kind"}
    there = model.objects.filter(resource=locked, language=kept["language"], position__gte=kept["position"])
    for one in there.order_by("-position"):
        one.position += 1
        one.save(update_fields=["position"])
    part = model.objects.create(resource=locked, **said)
    changed(locked)
    return part


def names_of(part: Part) -> tuple[str, ...]:
    return ("title", "text") if isinstance(part, Lesson) else ("text", "answers")


def siblings(part: Part) -> Any:
    same = type(part).objects.filter(resource=part.resource_id, language=part.language)
    return same.order_by("position")


def module_of(resource: Resource, by: Any) -> Resource:
    must_keep(by)
    locked = locked_row(resource)
    if not locked.is_module:
        raise DomainError(_("Only an e-learning module has lessons and questions."))
    return locked


def changed(locked: Resource) -> None:
    touch(locked)
    locked.save()
