"""The steps of an application to join: which there are for this applicant, what they lack, and which follows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.forms.applications import ContactStep, OrganisationStep, StepForm, WorkStep
from members.forms.claims import LicencesStep
from members.models import MembershipApplication
from members.permissions import can_write_application
from members.queries.applications import missing_parts
from members.queries.duplicates import duplicates_of
from network.core.permissions import require


@dataclass(frozen=True)
class Step:
    key: str
    title: Promise
    form: type[StepForm] | None = None


STEPS = {
    step.key: step
    for step in (
        Step("organisation", _("The organisation"), OrganisationStep),
        Step("work", _("What it does"), WorkStep),
        Step("licences", _("Licences"), LicencesStep),
        Step("contact", _("Contact and place"), ContactStep),
        Step("documents", _("Documents")),
        Step("review", _("Check and hand in")),
    )
}


def keys_of(case: MembershipApplication) -> list[str]:
    """The steps of this application; only who provides services is asked for licences."""
    return [key for key in STEPS if key != "licences" or case.asks_for_licences]


def steps_of(case: MembershipApplication, current: str) -> list[dict[str, Any]]:
    lacking = {part.step for part in missing_parts(case)}
    return [
        {
            "label": STEPS[key].title,
            "url": reverse("application-step", args=[case.uuid, key]),
            "done": key not in lacking and key != "review",
            "current": key == current,
        }
        for key in keys_of(case)
    ]


def after(key: str, case: MembershipApplication, request: HttpRequest) -> str:
    """The step that follows; the first is shown once more when the network knows something like it."""
    if key == "organisation" and "seen" not in request.POST and duplicates_of(case):
        return key
    keys = keys_of(case)
    return keys[min(keys.index(key) + 1, len(keys) - 1)] if key in keys else "contact"


def own(request: HttpRequest, uuid: Any) -> MembershipApplication:
    mine = MembershipApplication.objects.filter(applicant=request.user)
    return get_object_or_404(mine.select_related("country", "municipality", "verifier", "organisation"), uuid=uuid)


def writable(request: HttpRequest, uuid: Any) -> MembershipApplication:
    case = own(request, uuid)
    require(can_write_application(request.user, case))
    return case


def fresh(case: MembershipApplication) -> MembershipApplication:
    """A copy for a form to write on, so that what it refuses does not show elsewhere on the page."""
    return MembershipApplication.objects.select_related("country", "municipality").get(pk=case.pk)
