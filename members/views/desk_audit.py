"""The log of one organisation."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from members.queries.audit import GROUPS, as_line, log_of
from network.core.permissions import desk

from .desk_organisations import theirs

LINES = 50


@desk("coordinator", "secretariat")
@require_safe
def organisation_log(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = theirs(request, organisation)
    group = request.GET.get("about", "")
    page = Paginator(log_of(body, request.user, group=group), LINES).get_page(request.GET.get("page"))
    address = reverse("desk-organisation-log", args=[body.uuid])
    tabs = [{"label": _("All"), "url": address, "current": group not in GROUPS}]
    tabs += [
        {"label": label, "url": f"{address}?about={key}", "current": key == group} for key, label in GROUPS.items()
    ]
    context = {"organisation": body, "page": page, "lines": [as_line(entry) for entry in page], "tabs": tabs}
    return TemplateResponse(request, "members/desk_organisation_log.html", context)
