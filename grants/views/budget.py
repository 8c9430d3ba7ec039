from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language

from grants.budgets import MOST_LINES
from grants.drafts import Draft
from grants.forms.budget import SPARE, BudgetForm, headings, shown_lines
from grants.models.applications import PartName
from grants.money import DECIMAL_POINT
from grants.permissions import can_edit
from grants.writing import is_autosave, keeps_writing
from network.core.permissions import require

from .drafting import come_too_late, device, kept_texts, saved, steps, version, visible_application

MORE = 10
"""How many empty lines "More lines" adds without JavaScript."""


@keeps_writing
def edit(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Write the budget line by line. Sums and limits are computed here; the page repeats them while typing."""
    application = visible_application(request, uuid)
    if late := come_too_late(request, application):
        return late
    require(can_edit(request.user, application))
    draft = Draft(application)
    part = draft.part(PartName.BUDGET)
    sent = request.POST if request.method == "POST" else request.kept_writing  # type: ignore[attr-defined]
    form = BudgetForm(sent, application.call.money) if sent is not None else None
    if request.method == "POST" and form:
        if form.is_valid() and request.POST.get("next") != "more":
            return saved(request, application, PartName.BUDGET, form.content())
        if is_autosave(request):
            return JsonResponse({"error": form.error}, status=422)
    budget = form.budget if form else draft.budget
    lines = shown_lines(budget, MORE if request.POST.get("next") == "more" else SPARE)
    return TemplateResponse(
        request,
        "grants/application_budget.html",
        {
            "application": application,
            "call": application.call,
            "budget": budget,
            "error": form.error if form else "",
            "lines": lines,
            "blank": {"position": "__n__", "headings": headings(""), "values": {}, "errors": {}},
            "most_lines": MOST_LINES,
            "decimal_point": (get_language() or "en").partition("-")[0] in DECIMAL_POINT,
            "part": part,
            "device": device(request),
            "version": version(request, part),
            "kept_texts": kept_texts(application).filter(part__name=part.name),
            "steps": steps(application, draft, "budget"),
            "was_kept": request.kept_writing is not None,  # type: ignore[attr-defined]
        },
    )
