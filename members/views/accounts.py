"""A person's own settings. Signing in, passwords and second factors are allauth's pages in our templates."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.forms.accounts import NotificationsForm, SettingsForm
from members.queries.people import declined_kinds, factors_of
from network.core.mail import set_choice
from network.core.permissions import public, signed_in


@signed_in
def account_settings(request: HttpRequest) -> HttpResponse:
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your settings are saved."))
        return redirect("account-settings")
    return settings_page(request, form, NotificationsForm(declined=declined_kinds(request.user)))


@signed_in
@require_POST
def account_notifications(request: HttpRequest) -> HttpResponse:
    form = NotificationsForm(request.POST, declined=declined_kinds(request.user))
    if form.is_valid():
        for kind, wanted in form.cleaned_data.items():
            set_choice(request.user, kind, email=wanted)
        messages.success(request, _("Your choice of e-mails is saved."))
    return redirect("account-settings")


@public
def admin_login(request: HttpRequest) -> HttpResponse:
    """Stands at the address of the admin's own sign-in, which knows no second factor, and sends people to ours."""
    return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"), reverse("account_login"))


def settings_page(request: HttpRequest, form: SettingsForm, notifications: NotificationsForm) -> HttpResponse:
    return TemplateResponse(
        request,
        "members/account_settings.html",
        {
            "form": form,
            "notifications": notifications,
            "affiliations": request.user.current_affiliations(),  # type: ignore[union-attr]
            "roles": request.user.role_grants.in_force(),  # type: ignore[union-attr]
            "applications": request.user.membership_applications.order_by("-created_at")[:10],  # type: ignore[union-attr]
            "factors": factors_of(request.user),
            "needs_second_factor": request.user.needs_second_factor,  # type: ignore[union-attr]
        },
    )
