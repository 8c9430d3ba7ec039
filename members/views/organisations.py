"""An organisation's profile, as its own people edit it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from members import actions
from members.forms.profiles import ProfileForm
from members.models import Organisation
from members.permissions import can_edit_profile
from network.core.permissions import require, signed_in


@signed_in
def edit(request: HttpRequest, organisation: Any) -> HttpResponse:
    body = visible(request, organisation)
    require(can_edit_profile(request.user, body))
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=body)
    if request.method == "POST" and form.is_valid():
        actions.save_profile(body, by=request.user, words=form.words(), **form.facts())
        messages.success(request, _("The profile is saved. This is how it looks now."))
        return redirect("directory-profile", body.slug)
    return TemplateResponse(
        request, "members/organisation_edit.html", {"organisation": visible(request, organisation), "form": form}
    )


def visible(request: HttpRequest, uuid: Any) -> Organisation:
    return get_object_or_404(
        Organisation.objects.visible_to(request.user).select_related("country", "municipality"), uuid=uuid
    )
