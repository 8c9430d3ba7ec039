"""What a keeper took out of a module last, kept in their session so that one click puts it back."""

from typing import Any

from django.http import HttpRequest

from knowledge.models import Resource

KEY = "knowledge-removed"


def keep_removed(request: HttpRequest, resource: Resource, part: dict[str, Any]) -> None:
    request.session[KEY] = {"resource": str(resource.uuid), "part": part}


def removed_of(request: HttpRequest, resource: Resource) -> dict[str, Any] | None:
    kept = request.session.get(KEY)
    return kept["part"] if kept and kept["resource"] == str(resource.uuid) else None


def take_removed(request: HttpRequest, resource: Resource) -> dict[str, Any] | None:
    """What was kept, once: putting it back twice would make two."""
    part = removed_of(request, resource)
    if part is not None:
        del request.session[KEY]
    return part
