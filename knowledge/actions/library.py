"""Keeping the library: what is added, published and taken away, and who has worked a module through."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.actions.case_studies import Conflict
from knowledge.choices import Quality
from knowledge.files import RESOURCE
from knowledge.models import Completion, LanguageVersion, Resource
from knowledge.permissions import keeps_library
from knowledge.states import ResourceState
from knowledge.validators import resource_problems, sentences
from network.core import audit, uploads
from network.core.errors import DomainError, NotAllowed
from network.core.middleware.page_cache import bump_after_commit
from network.core.text import slugify
from network.core.transitions import locked_row, transition

MANY = ("themes", "collections", "studies")
RESERVED = frozenset({"learning", "feed"})


def must_keep(by: Any) -> None:
    if not keeps_library(by):
        raise NotAllowed(_("Editors and the secretariat keep the library."))


@transaction.atomic
def start_resource(*, by: Any, key: UUID, **facts: Any) -> Resource:
    """Add a thing to the library, unseen by readers. The same `key` gives the same thing."""
    must_keep(by)
    found = Resource.objects.filter(uuid=key).first()
    if found:
        return found
    many = {name: facts.pop(name) for name in MANY if name in facts}
    slug = free_slug(facts["titles"].get(facts["language"], ""), facts["language"])
    resource = Resource.objects.create(uuid=key, slug=slug, created_by=by, **facts)
    for name, things in many.items():
        getattr(resource, name).set(things)
    audit.record("resource.started", resource, by=by)
    return resource


@transaction.atomic
def save_resource(resource: Resource, *, by: Any, version: int, **facts: Any) -> Resource:
    """Write what is said about a thing; Conflict when somebody saved in between."""
    must_keep(by)
    locked = locked_row(resource)
    if locked.version != version:
        raise Conflict(_("Somebody else has saved this since you opened it. Copy your text, then load theirs."))
    for name, value in facts.items():
        if name in MANY:
            getattr(locked, name).set(value)
        else:
            setattr(locked, name, value)
    touch(locked)
    locked.save()
    audit.record("resource.changed", locked, by=by)
    return locked


def touch(locked: Resource) -> None:
    """The next version of what editors save; for readers of a published thing it has changed now."""
    locked.version += 1
    if locked.is_public:
        locked.changed_at = locked.harvested_at = timezone.now()
        bump_after_commit()


@transaction.atomic
def add_version(
    resource: Resource, *, by: Any, language: str, quality: str, file: Any, translated_from: Any = None
) -> LanguageVersion:
    """Keep a file as the next version in a language. Older ones stay; translations of them count as outdated."""
    must_keep(by)
    locked = locked_row(resource)
    if (quality == Quality.ORIGINAL) != (translated_from is None):
        raise DomainError(_("Say of which version this is a translation; an original is of none."))
    if translated_from is not None and translated_from.resource_id != locked.pk:
        raise DomainError(_("A translation is of another version of the same thing."))
    last = locked.versions.filter(language=language).order_by("-number").first()
    stored = uploads.store(file, purpose=RESOURCE, by=by, owner=locked)
    version = LanguageVersion.objects.create(
        resource=locked,
        language=language,
        number=last.number + 1 if last else 1,
        file=stored,
        quality=quality,
        translated_from=translated_from,
        added_by=by,
    )
    touch(locked)
    locked.save()
    after = {"language": language, "number": version.number, "sha256": stored.sha256}
    audit.record("resource.version_added", locked, by=by, after=after)
    return version


@transaction.atomic
def publish_resource(resource: Resource, *, by: Any) -> Resource:
    """Let everybody find it. Refuses with a sentence for all that is missing."""
    now = timezone.now()

    def check(locked: Resource) -> None:
        must_keep(by)
        problems = resource_problems(locked)
        if problems:
            raise DomainError(sentences(problems))

    return transition(
        resource,
        ResourceState.PUBLISHED,
        by=by,
        check=check,
        published_at=resource.published_at or now,
        changed_at=now,
        harvested_at=now,
        withdrawal_reason="",
    )


@transaction.atomic
def withdraw_resource(resource: Resource, *, by: Any, reason: str) -> Resource:
    """Take it and its files away from readers. Its address says why."""
    if not reason.strip():
        raise DomainError(_("Say why it is withdrawn."))

    def check(locked: Resource) -> None:
        must_keep(by)

    return transition(
        resource,
        ResourceState.WITHDRAWN,
        by=by,
        reason=reason,
        check=check,
        withdrawal_reason=reason,
        harvested_at=timezone.now(),
    )


@transaction.atomic
def record_completion(resource: Resource, *, by: Any, language: str, right: int, questions: int) -> Completion:
    """Keep that the person worked a published module through. The best attempt stays; doing it again harms nothing."""
    locked = locked_row(resource)
    if not locked.is_public:
        raise NotAllowed(_("This module is not published."))
    done = {"language": language, "right": right, "questions": questions, "completed_at": timezone.now()}
    completion, made = Completion.objects.get_or_create(person=by, resource=locked, defaults=done)
    if not made and right * completion.questions > completion.right * questions:
        for name, value in done.items():
            setattr(completion, name, value)
        completion.save()
    return completion


def free_slug(title: str, language: str) -> str:
    base = slugify(title, language)[:150].strip("-") or "resource"
    if base in RESERVED:
        base = f"{base}-resource"
    taken = set(Resource.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
