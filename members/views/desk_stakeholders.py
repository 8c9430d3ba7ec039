"""Officials and journalists, as the secretariat keeps their list."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members import actions
from members.consent_texts import Purpose
from members.forms.mailings import ContactSearchForm, InterestForm
from members.models import Interest
from members.queries.my_data import consents_of
from members.queries.stakeholders import contacts as found_contacts
from network.core.permissions import desk


@desk("secretariat")
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("list", Purpose.PRESS)
    purpose = wanted if wanted in Purpose.values else Purpose.PRESS
    form = ContactSearchForm(request.GET)
    page = Paginator(found_contacts(purpose, **form.asked()), 30).get_page(request.GET.get("page"))
    address = reverse("desk-contacts")
    context = {
        "form": form,
        "purpose": purpose,
        "page": page,
        "tabs": [
            {"label": label, "url": f"{address}?list={value}", "current": value == purpose}
            for value, label in Purpose.choices
        ],
        "is_secretariat": True,
    }
    return TemplateResponse(request, "members/desk_contacts.html", context)


@desk("secretariat")
def contact(request: HttpRequest, person: Any) -> HttpResponse:
    """What interests a person. Whether we may write to them is theirs to say, and only shown here."""
    people = [found_contacts(purpose) for purpose in Purpose.values]
    somebody = get_object_or_404(people[0].model, uuid=person, pk__in=[one.pk for some in people for one in some])
    interest = Interest.objects.filter(person=somebody).first() or Interest(person=somebody)
    form = InterestForm(request.POST if request.method == "POST" else None, instance=interest)
    if request.method == "POST" and form.is_valid():
        actions.save_interest(somebody, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is saved."))
        return redirect("desk-contacts")
    context = {
        "person": somebody,
        "form": form,
        "consents": consents_of(somebody),
        "affiliations": somebody.current_affiliations(),
        "letters": somebody.mailings.select_related("mailing").order_by("-at")[:10],
    }
    return TemplateResponse(request, "members/desk_contact.html", context)
