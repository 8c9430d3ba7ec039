"""What an organisation's public profile says."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from network.core.charts import Marker


@dataclass(frozen=True)
class Fact:
    label: str | Promise
    value: Any
    url: str = ""


def key_facts(organisation: Organisation) -> list[Fact]:
    """The facts that have a value. SECURITY: the place goes through `public_municipality` and `public_address`."""
    town = organisation.public_municipality
    place = ", ".join(filter(None, [organisation.public_address, town.name if town else "", organisation.country.name]))
    register = " ".join(filter(None, [organisation.register_name, organisation.register_number]))
    languages = ", ".join(language.name for language in organisation.work_languages.all())
    facts = [
        Fact(_("Place"), place),
        Fact(_("Founded"), str(organisation.founded_year or "")),
        Fact(_("Legal form"), organisation.legal_form),
        Fact(_("Register"), register),
        Fact(_("Employees"), organisation.get_staff_band_display() if organisation.staff_band else ""),
        Fact(_("Volunteers"), organisation.get_volunteer_band_display() if organisation.volunteer_band else ""),
        Fact(_("Languages of work"), languages),
    ]
    return [fact for fact in facts if fact.value]


def marker_of(organisation: Organisation) -> list[Marker]:
    """The dot on the profile's map, where the public may know the municipality."""
    town = organisation.public_municipality
    if town is None:
        return []
    url = f"{reverse('directory')}?town={town.slug}"
    return [Marker(town.name, town.latitude, town.longitude, url, organisation.country_id)]
