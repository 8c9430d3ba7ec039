"""What the pages of one application share: finding it, saving its parts, the steps at the top."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from grants.actions.drafts import Saved, save_part
from grants.drafts import Draft
from grants.models import Application, KeptText
from grants.permissions import can_edit, can_write_for
from grants.writing import is_autosave
from network.core.errors import DomainError
from network.core.permissions import require


def visible_application(request: HttpRequest, uuid: Any) -> Application:
    return get_object_or_404(Application.objects.visible_to(request.user).for_list(), uuid=uuid)


def come_too_late(request: HttpRequest, application: Application) -> HttpResponse | None:
    """What an open page is told that saves itself after a colleague has submitted or withdrawn the application."""
    if not is_autosave(request) or application.is_draft or not can_write_for(request.user, application.organisation_id):
        return None
    sentence = _("This application has been submitted or withdrawn; it can no longer be changed.")
    return JsonResponse({"error": sentence}, status=422)


def visible_kept_text(request: HttpRequest, uuid: Any, kept: Any) -> tuple[Application, KeptText]:
    application = visible_application(request, uuid)
    require(can_edit(request.user, application))
    item = get_object_or_404(kept_texts(application), uuid=kept)
    return application, item


def kept_texts(application: Application) -> Any:
    return KeptText.objects.filter(part__application=application).select_related("part", "written_by")


def saved(request: HttpRequest, application: Application, name: str, content: dict[str, Any]) -> HttpResponse:
    """Save a part and answer the way it was asked: JSON for an autosave, a redirect for a pressed button."""
    now = timezone.now()
    try:
        result = save_part(
            application,
            name,
            content,
            version=whole_number(request.POST.get("version", "")),
            device=request.POST.get("device", "")[:40],
            by=request.user,
            now=now,
        )
    except DomainError as problem:
        if is_autosave(request):
            return JsonResponse({"error": str(problem)}, status=422)
        messages.error(request, str(problem))
        return redirect(application)
    if is_autosave(request):
        return autosave_answer(result)
    if result.kept:
        messages.warning(
            request, _("Somebody saved this page while you were writing. Both versions are here; choose one.")
        )
        return redirect("grants-kept-text", uuid=application.uuid, kept=result.kept.uuid)
    messages.success(request, _("Saved."))
    return redirect(following(application, request.POST.get("next", ""), name))


def autosave_answer(result: Saved) -> JsonResponse:
    if result.kept:
        return JsonResponse({"kept": str(result.kept.uuid)}, status=409)
    saved_at = result.part.saved_at
    return JsonResponse({"saved_at": saved_at.isoformat() if saved_at else None, "version": result.part.version})


def following(application: Application, wanted: str, name: str) -> str:
    """The page after saving: the next step, or the same one."""
    order = {"project": "budget", "budget": "partners"}
    return Draft(application, parts=[], files=[]).url(order[name] if wanted == "next" else name)


def whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def device(request: HttpRequest) -> str:
    """A name for this open page, by which its own saves are told from those of other pages."""
    sent = request.POST.get("device") or (request.kept_writing or {}).get("device")  # type: ignore[attr-defined]
    return (sent or get_random_string(20))[:40]


def version(request: HttpRequest, part: Any) -> int:
    """The version that the shown text was written upon."""
    sent = request.POST.get("version") or (request.kept_writing or {}).get("version")  # type: ignore[attr-defined]
    return whole_number(sent) if sent else part.version


def steps(application: Application, draft: Draft | None, current: str) -> list[dict[str, Any]]:
    """The way through a draft; nothing once it has been submitted."""
    if draft is None:
        return []
    names = {
        "project": _("Project"),
        "budget": _("Budget"),
        "partners": _("Partners"),
        "documents": _("Documents"),
        "preview": _("Check and submit"),
    }
    return [
        {
            "label": label,
            "url": draft.url(name),
            "done": name != "preview" and not draft.problems_of(name),
            "current": name == current,
        }
        for name, label in names.items()
    ]
