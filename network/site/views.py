"""The desk: one page for whoever has signed in, and the log for those who answer for a country."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from network.core import permissions
from network.core.permissions import signed_in

from .worklist import desk_of, log_for

LOG_LINES = 50


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "site/desk.html", desk_of(request.user))


@signed_in
@require_POST
def notifications_read(request: HttpRequest) -> HttpResponse:
    """Everything that stands on the desk as news has been seen."""
    request.user.notifications.filter(read_at=None).update(read_at=timezone.now())
    return redirect("desk")


@permissions.desk("secretariat", "coordinator")
def log(request: HttpRequest) -> HttpResponse:
    page = Paginator(log_for(request.user), LOG_LINES).get_page(request.GET.get("page"))
    return TemplateResponse(request, "site/log.html", {"page_of_log": page})
