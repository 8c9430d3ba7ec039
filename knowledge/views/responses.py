"""Where institutions answer, with an account or with a link, and where people follow what becomes of it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.actions import following
from knowledge.actions import responses as actions
from knowledge.forms.responses import AnswerForm
from knowledge.models import Recommendation, ResponseRequest
from knowledge.models.following import digest_of
from knowledge.queries import recommendations as queries
from network.core.errors import DomainError
from network.core.languages import content_language
from network.core.permissions import public, signed_in

PER_PAGE = 20


@public
@never_cache
@require_http_methods(["GET", "POST"])
def response_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """An institution answers once, without an account. A link that opens nothing says why, and never whose it was."""
    asked = ResponseRequest.objects.select_related("recommendation", "institution").filter(digest=digest_of(secret))
    found = asked.first()
    if found is None:
        raise Http404
    refusal = found.refusal(timezone.now())
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=answer_language())
    if not refusal and form.is_valid():
        try:
            actions.answer_by_link(secret, **form.answer())
            messages.success(request, _("Thank you. Your answer is published below."))
            return redirect(found.recommendation)
        except DomainError as problem:
            refusal = str(problem)
    if refusal:
        context = {"sentence": refusal, "recommendation": found.recommendation}
        return without_referrer(TemplateResponse(request, "knowledge/response_refused.html", context, status=410))
    return without_referrer(answer_page(request, found.recommendation, found.institution, form))


@signed_in
@require_http_methods(["GET", "POST"])
def response_give(request: HttpRequest, code: str) -> HttpResponse:
    """A representative of an institution that has an account here answers in its name."""
    recommendation = get_object_or_404(queries.with_history(Recommendation.objects.public()), code=code)
    institution = queries.institutions_of(request.user, recommendation).first()
    if institution is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=answer_language())
    if form.is_valid():
        try:
            actions.answer_recommendation(recommendation, by=request.user, institution=institution, **form.answer())
            messages.success(request, _("Thank you. Your answer is published below."))
            return redirect(recommendation)
        except DomainError as problem:
            form.add_error(None, str(problem))
    return answer_page(request, recommendation, institution, form)


def answer_page(request: HttpRequest, recommendation: Any, institution: Any, form: AnswerForm) -> TemplateResponse:
    context = {
        "recommendation": recommendation,
        "institution": institution,
        "earlier": recommendation.responses.filter(institution=institution),
        "form": form,
    }
    return TemplateResponse(request, "knowledge/response_form.html", context)


def answer_language() -> dict[str, str]:
    return {"language": content_language(get_language())}


def without_referrer(response: HttpResponse) -> HttpResponse:
    """SECURITY: the address is the key, so it is told to no page that is opened from here, and to no search engine."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


# --- Following ------------------------------------------------------------------------------------------------------


@signed_in
@require_safe
def tracker_followed(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    page = Paginator(queries.followed_by(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, one.is_overdue(today)) for one in page.object_list]
    return TemplateResponse(request, "knowledge/tracker_followed.html", {"page_of_followed": page, "rows": rows})


@signed_in
@require_POST
def recommendation_follow(request: HttpRequest, code: str) -> HttpResponse:
    recommendation = get_object_or_404(Recommendation.objects.public(), code=code)
    following.follow_recommendation(recommendation, by=request.user)
    messages.success(request, _("You will be told when anything becomes of it."))
    return redirect(recommendation)


@signed_in
@require_POST
def recommendation_unfollow(request: HttpRequest, code: str) -> HttpResponse:
    recommendation = get_object_or_404(Recommendation.objects.public(), code=code)
    following.unfollow_recommendation(recommendation, by=request.user)
    messages.success(request, _("You do not follow it any more."))
    return redirect(recommendation)
