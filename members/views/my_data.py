"""What the network holds about me: see it, take it along, agree, withdraw, leave."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members import actions, takeout
from members.consent_texts import Purpose
from members.forms.accounts import ClosureForm
from members.queries.my_data import consents_of, lines_for
from network.core import audit
from network.core.errors import DomainError
from network.core.permissions import signed_in


@signed_in
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    me: Any = request.user
    return TemplateResponse(
        request,
        "members/my_data.html",
        {
            "lines": lines_for(me),
            "consents": consents_of(me),
            "closure": me.closures.pending().first(),
        },
    )


@signed_in
@reauthentication_required
@require_safe
@never_cache
def download(request: HttpRequest) -> FileResponse:
    me: Any = request.user
    audit.record("account.data_taken", me, by=me)
    name = f"iris-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(takeout.pack(me), as_attachment=True, filename=name, content_type="application/zip")


@signed_in
@require_POST
def give_consent(request: HttpRequest, purpose: str) -> HttpResponse:
    me: Any = request.user
    try:
        actions.give_consent(me, purpose=known(purpose), by=me)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Thank you. You can withdraw this at any time."))
    return redirect("my-data")


@signed_in
@require_POST
def withdraw_consent(request: HttpRequest, purpose: str) -> HttpResponse:
    me: Any = request.user
    actions.withdraw_consent(me, purpose=known(purpose), by=me)
    messages.success(request, _("It is withdrawn. Letters that had not left yet will not leave."))
    return redirect("my-data")


@signed_in
@reauthentication_required
def close_account(request: HttpRequest) -> HttpResponse:
    me: Any = request.user
    form = ClosureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            closure = actions.ask_for_closure(me, by=me)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            day = timezone.localtime(closure.due_at).date()
            messages.success(request, _("Your account will be closed on %(date)s.") % {"date": day})
            return redirect("my-data")
    context = {
        "form": form,
        "days": actions.COOLING_OFF.days,
        "alone": actions.organisations_left_alone(me),
        "lines": lines_for(me),
    }
    return TemplateResponse(request, "members/close_account.html", context)


@signed_in
@require_POST
def keep_account(request: HttpRequest) -> HttpResponse:
    me: Any = request.user
    try:
        actions.keep_account(me, by=me)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your account stays. We are glad."))
    return redirect("my-data")


@signed_in
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign one device out: an own session, named in the form; another's does not exist."""
    number = request.POST.get("session", "")
    session = get_object_or_404(UserSession, user=request.user, pk=int(number) if number.isdecimal() else 0)
    if session.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    session.end()
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


def known(purpose: str) -> str:
    if purpose not in Purpose.values:
        raise Http404
    return purpose
