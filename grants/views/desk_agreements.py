"""The desk's side of agreements: the calendar of instalments, and one agreement from its terms to its closure."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants.actions import addenda, endings, payments, terms
from grants.actions import agreements as acts
from grants.agreement_permissions import can_change_terms, can_manage_agreement
from grants.agreement_states import AgreementState
from grants.forms import agreements as forms
from grants.models import Agreement, Award, Instalment
from grants.permissions import MANAGER_ROLES
from grants.queries.agreements import account_of, agreement_facts, history_of, visible_agreement_list
from grants.queries.desk_agreements import by_month, due_in_country, figures, followed_list, reports_to_review
from grants.queries.rooms import rooms_of_calls
from network.core.errors import DomainError
from network.core.permissions import desk, require

PER_PAGE = 25


@desk(*MANAGER_ROLES)
@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    """All agreements, the reports to review, and what is to be paid in which month."""
    today = timezone.localdate()
    found = visible_agreement_list(request.user)
    return TemplateResponse(
        request,
        "grants/desk/agreements.html",
        {
            "agreements": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
            "figures": figures(),
            "months": by_month(today),
            "reports": reports_to_review(),
        },
    )


@desk("coordinator")
@require_safe
def country(request: HttpRequest) -> HttpResponse:
    """What a coordinator follows: the grants of their country, what is due under them, the rooms of its calls."""
    found = followed_list(request.user)
    return TemplateResponse(
        request,
        "grants/desk/country.html",
        {
            "agreements": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
            "figures": figures(found),
            "due": due_in_country(request.user, timezone.localdate()),
            "rooms": rooms_of_calls(request.user),
        },
    )


@desk(*MANAGER_ROLES)
@require_POST
def prepare(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Prepare the agreement about an award; `uuid` is the award's."""
    award = get_object_or_404(Award.objects.for_list(), uuid=uuid)
    require(can_manage_agreement(request.user, award))
    form = forms.PrepareForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say on which day the project begins."))
        return redirect("desk-grants-application", uuid=award.application.uuid)
    agreement = acts.prepare_agreement(award, by=request.user, **form.cleaned_data)
    return redirect("desk-agreement", uuid=agreement.uuid)


@desk(*MANAGER_ROLES)
@require_safe
def agreement(request: HttpRequest, uuid: Any) -> HttpResponse:
    return agreement_page(request, found(uuid))


@desk(*MANAGER_ROLES)
@require_POST
def period(request: HttpRequest, uuid: Any) -> HttpResponse:
    form = forms.PeriodForm(request.POST)
    return acted(request, uuid, "period_form", form, terms.set_period, _("The period is set; the plan is new."))


@desk(*MANAGER_ROLES)
@require_POST
def headings(request: HttpRequest, uuid: Any) -> HttpResponse:
    form = forms.HeadingsForm(request.POST, amounts={})
    return acted(
        request,
        uuid,
        "headings_form",
        form,
        lambda item, by, **_cleaned: terms.set_headings(item, form.amounts, by=by),
        _("The headings are set."),
    )


@desk(*MANAGER_ROLES)
@require_POST
def instalments(request: HttpRequest, uuid: Any) -> HttpResponse:
    item = found(uuid)
    require(can_manage_agreement(request.user, item))
    rows = instalment_rows(item, request.POST)
    if not all(row.is_valid() for row in rows):
        return agreement_page(request, item, instalment_rows=rows)
    wanted = [row.terms for row in rows if row.terms]
    return done(
        request, item, lambda: terms.set_instalments(item, wanted, by=request.user), _("The instalments are set.")
    )


@desk(*MANAGER_ROLES)
@require_POST
def sign(request: HttpRequest, uuid: Any) -> HttpResponse:
    form = forms.SignForm(request.POST, request.FILES)

    def act(item: Agreement, by: Any, file: Any, **cleaned: Any) -> None:
        acts.sign_agreement(item, by=by, copy=file, **cleaned)

    return acted(request, uuid, "sign_form", form, act, _("The agreement is in force."))


@desk(*MANAGER_ROLES)
@require_POST
def signed_copy(request: HttpRequest, uuid: Any) -> HttpResponse:
    form = forms.SignedCopyForm(request.POST, request.FILES)
    return acted(request, uuid, "copy_form", form, acts.file_signed_copy, _("The signed copy is filed."))


@desk(*MANAGER_ROLES)
@require_POST
def addendum(request: HttpRequest, uuid: Any) -> HttpResponse:
    form = forms.AddendumForm(request.POST, amounts={})

    def act(item: Agreement, by: Any, **cleaned: Any) -> None:
        kept = {name: cleaned[name] for name in ("signed_on", "reason", "ends_on", "amount")}
        addenda.add_addendum(item, by=by, headings=form.amounts, **kept)

    return acted(request, uuid, "addendum_form", form, act, _("The addendum is recorded."))


@desk(*MANAGER_ROLES)
@require_POST
def release(request: HttpRequest, uuid: Any) -> HttpResponse:
    return on_instalment(request, uuid, forms.ReasonForm, payments.release_instalment, _("It can be paid now."))


@desk(*MANAGER_ROLES)
@require_POST
def cancel(request: HttpRequest, uuid: Any) -> HttpResponse:
    return on_instalment(request, uuid, forms.ReasonForm, payments.cancel_instalment, _("It is cancelled."))


@desk(*MANAGER_ROLES)
@require_POST
def pay(request: HttpRequest, uuid: Any) -> HttpResponse:
    return on_instalment(request, uuid, forms.PaymentForm, payments.pay_instalment, _("The payment is recorded."))


@desk(*MANAGER_ROLES)
@require_POST
def pay_balance(request: HttpRequest, uuid: Any) -> HttpResponse:
    form = forms.PaymentForm(request.POST)
    return acted(request, uuid, "balance_form", form, payments.pay_balance, _("The payment is recorded."))


@desk(*MANAGER_ROLES)
@require_POST
def recover(request: HttpRequest, uuid: Any) -> HttpResponse:
    form = forms.RecoveryForm(request.POST)
    return acted(request, uuid, "recovery_form", form, payments.record_recovery, _("The payment is recorded."))


@desk(*MANAGER_ROLES)
@require_POST
def terminate(request: HttpRequest, uuid: Any) -> HttpResponse:
    form = forms.TerminateForm(request.POST)
    return acted(request, uuid, "terminate_form", form, endings.terminate_agreement, _("The agreement is terminated."))


@desk(*MANAGER_ROLES)
@require_POST
def close(request: HttpRequest, uuid: Any) -> HttpResponse:
    form = forms.CloseForm(request.POST)
    return acted(request, uuid, "close_form", form, endings.close_agreement, _("The agreement is closed."))


def found(uuid: Any) -> Agreement:
    return get_object_or_404(Agreement.objects.for_list(), uuid=uuid)


def acted(
    request: HttpRequest, uuid: Any, name: str, form: Any, act: Callable[..., Any], sentence: str
) -> HttpResponse:
    """Check the form, act, say what came of it; a form with mistakes is shown again with everything in it."""
    item = found(uuid)
    require(can_manage_agreement(request.user, item))
    if not form.is_valid():
        return agreement_page(request, item, **{name: form})
    return done(request, item, lambda: act(item, by=request.user, **form.cleaned_data), sentence)


def on_instalment(request: HttpRequest, uuid: Any, form_class: Any, act: Any, sentence: str) -> HttpResponse:
    instalment = get_object_or_404(Instalment.objects.select_related("agreement"), uuid=uuid)
    item = found(instalment.agreement.uuid)
    require(can_manage_agreement(request.user, item))
    form = form_class(request.POST)
    if not form.is_valid():
        return agreement_page(request, item, wrong_instalment=instalment.pk, wrong_form=form)
    return done(request, item, lambda: act(instalment, by=request.user, **form.cleaned_data), sentence)


def done(request: HttpRequest, item: Agreement, act: Callable[[], Any], sentence: str) -> HttpResponse:
    try:
        act()
        messages.success(request, sentence)
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("desk-agreement", uuid=item.uuid)


def instalment_rows(item: Agreement, data: Any = None) -> list[Any]:
    reports = list(item.reports.all())
    present = list(item.instalments.all())
    rows = []
    for place in range(forms.MOST_INSTALMENTS):
        initial = {}
        if place < len(present):
            one = present[place]
            waits = str(one.report.position) if one.report else forms.OTHER if one.condition_text else forms.SIGNATURE
            initial = {
                "amount": forms.plain(one.amount),
                "due_on": one.due_on,
                "waits_for": waits,
                "condition_text": one.condition_text,
            }
        rows.append(forms.InstalmentForm(data, prefix=f"row-{place}", initial=initial, reports=reports))
    return rows


def agreement_page(request: HttpRequest, item: Agreement, **shown: Any) -> HttpResponse:
    may_manage = can_manage_agreement(request.user, item)
    may_change, in_force = can_change_terms(request.user, item), may_manage and item.state == AgreementState.IN_FORCE
    account, today = account_of(item), timezone.localdate()
    settled = may_manage and item.state != AgreementState.CLOSED and payments.is_settled(item)
    amounts = dict(account.agreed)
    reports = list(item.reports.all())

    def form(name: str, allowed: bool, make: Callable[[], Any]) -> Any:
        return shown.get(name) or (make() if allowed else None)

    retain = endings.years_later(today, endings.RETENTION_YEARS)
    last = {"ends_on": item.ends_on, "amount": forms.plain(item.amount), "signed_on": today}
    return TemplateResponse(
        request,
        "grants/desk/grant_agreement.html",
        {
            "agreement": item,
            "account": account,
            "facts": agreement_facts(item),
            "reports": reports,
            "instalments": item.instalments.select_related("report", "payment"),
            "payments": item.payments.select_related("instalment"),
            "addenda": item.addenda.all(),
            "history": history_of(item, reports),
            "dossiers": item.dossiers.all()[:3],
            "may_manage": may_manage,
            "in_force": in_force,
            "settled": settled,
            "wrong_instalment": shown.get("wrong_instalment"),
            "wrong_form": shown.get("wrong_form"),
            "pay_form": forms.PaymentForm(initial={"paid_on": today}, auto_id=False),
            "reason_form": forms.ReasonForm(auto_id=False),
            "period_form": form(
                "period_form",
                may_change,
                lambda: forms.PeriodForm(initial={"starts_on": item.starts_on, "months": item.award.months}),
            ),
            "headings_form": form("headings_form", may_change, lambda: forms.HeadingsForm(amounts=amounts)),
            "instalment_rows": form("instalment_rows", may_change, lambda: instalment_rows(item)),
            "sign_form": form(
                "sign_form",
                may_change,
                lambda: forms.SignForm(initial={"signed_on": today, "for_network": str(request.user)}),
            ),
            "copy_form": form("copy_form", may_manage and bool(item.signed_on), forms.SignedCopyForm),
            "addendum_form": form(
                "addendum_form",
                in_force,
                lambda: forms.AddendumForm(amounts=amounts, initial=last, auto_id="addendum_%s"),
            ),
            "balance_form": form(
                "balance_form",
                settled and account.to_pay > 0,
                lambda: forms.PaymentForm(initial={"paid_on": today}, auto_id="balance_%s"),
            ),
            "recovery_form": form(
                "recovery_form",
                settled and account.to_recover > 0,
                lambda: forms.RecoveryForm(
                    initial={"paid_on": today, "amount": forms.plain(account.to_recover)}, auto_id="recovery_%s"
                ),
            ),
            "terminate_form": form(
                "terminate_form",
                in_force,
                lambda: forms.TerminateForm(initial={"on": today}, auto_id="terminate_%s"),
            ),
            "close_form": form(
                "close_form",
                settled and not account.balance,
                lambda: forms.CloseForm(initial={"on": today, "retain_until": retain}, auto_id="close_%s"),
            ),
        },
        status=422 if shown else 200,
    )
