"""Letters to the press and to officials, from the first draft to the log of who got them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members import actions
from members.forms.mailings import MailingForm
from members.forms.profiles import LANGUAGE_LABELS
from members.models import Mailing
from members.queries.stakeholders import log_of, reach_of, tally_of
from members.registry_states import MailingState
from network.core.errors import DomainError
from network.core.languages import CONTENT_LANGUAGES
from network.core.permissions import desk


@desk("secretariat")
@require_safe
def mailings(request: HttpRequest) -> HttpResponse:
    page = Paginator(Mailing.objects.all(), 30).get_page(request.GET.get("page"))
    return TemplateResponse(request, "members/desk_mailings.html", {"page": page, "is_secretariat": True})


@desk("secretariat")
def write(request: HttpRequest) -> HttpResponse:
    return mailing_form(request, None)


@desk("secretariat")
def edit(request: HttpRequest, mailing: Any) -> HttpResponse:
    return mailing_form(request, get_object_or_404(Mailing, uuid=mailing, state=MailingState.DRAFT))


@desk("secretariat")
@require_safe
def mailing(request: HttpRequest, mailing: Any) -> HttpResponse:
    """Before it leaves: how it will look, and to whom. Afterwards: the log."""
    found = get_object_or_404(Mailing.objects.prefetch_related("countries", "themes"), uuid=mailing)
    is_open = found.state in (MailingState.DRAFT, MailingState.STOPPED)
    letters = [
        {"code": code, "language": LANGUAGE_LABELS[code], "subject": found.subjects[code], "text": found.texts[code]}
        for code in CONTENT_LANGUAGES
        if found.subjects.get(code) and found.texts.get(code)
    ]
    context = {
        "mailing": found,
        "letters": letters,
        "is_open": is_open,
        "reach": reach_of(found) if is_open else None,
        "tally": None if is_open else tally_of(found),
        "page": None if is_open else Paginator(log_of(found), 100).get_page(request.GET.get("page")),
    }
    return TemplateResponse(request, "members/desk_mailing.html", context)


@desk("secretariat")
@require_POST
def queue(request: HttpRequest, mailing: Any) -> HttpResponse:
    found = get_object_or_404(Mailing, uuid=mailing)
    return done(
        request,
        found,
        lambda: actions.queue_mailing(found, by=request.user),
        _("The mailing leaves in ten minutes. Until then you can stop it."),
    )


@desk("secretariat")
@require_POST
def stop(request: HttpRequest, mailing: Any) -> HttpResponse:
    found = get_object_or_404(Mailing, uuid=mailing)
    return done(request, found, lambda: actions.stop_mailing(found, by=request.user), _("The mailing is stopped."))


def mailing_form(request: HttpRequest, found: Mailing | None) -> HttpResponse:
    form = MailingForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.save_mailing(found, by=request.user, **form.facts())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect(kept)
    return TemplateResponse(request, "members/desk_mailing_form.html", {"form": form, "mailing": found})


def done(request: HttpRequest, found: Mailing, act: Callable[[], object], sentence: str) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, sentence)
    return redirect(found)
