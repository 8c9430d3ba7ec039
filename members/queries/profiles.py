"""What an organisation's public profile says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.days import today
from members.models import Licence, Organisation
from members.points import written
from members.profile_sections import LoadedSection, sections_for
from network.core.charts import Marker

WORDS = ("themes", "target_groups", "services", "work_languages")


@dataclass(frozen=True)
class Fact:
    label: str | Promise
    value: Any
    url: str = ""


@dataclass(frozen=True)
class Profile:
    """A profile as the page shows it: the stored one, or one that somebody is about to store."""

    organisation: Organisation
    words: Mapping[str, list[Any]]
    licences: list[Licence] = field(default_factory=list)
    sections: list[LoadedSection] = field(default_factory=list)

    @property
    def facts(self) -> list[Fact]:
        return key_facts(self.organisation, self.words["work_languages"])

    @property
    def marker(self) -> list[Marker]:
        return marker_of(self.organisation)

    @property
    def is_licensed(self) -> bool:
        return any(licence.is_proved for licence in self.licences)

    @property
    def has_contact(self) -> bool:
        body = self.organisation
        return bool(body.website or body.email or body.phone or body.public_front_gate)


def profile_of(organisation: Organisation, user: Any) -> Profile:
    """The stored profile with all that other apps know of the organisation and `user` may see."""
    return Profile(
        organisation,
        {name: list(getattr(organisation, name).all()) for name in WORDS},
        public_licences(organisation),
        sections_for(organisation, user),
    )


def preview_of(organisation: Organisation, words: Mapping[str, Iterable[Any]]) -> Profile:
    """`organisation` as it would look to the public with facts that are not stored yet, and with these words."""
    return Profile(organisation, {name: list(words[name]) for name in WORDS}, public_licences(organisation))


def public_licences(organisation: Organisation) -> list[Licence]:
    """What the public may know of its licences; a refusal and a claim that nobody has checked are not for the public."""
    licences = organisation.licences.public(today()).select_related("service", "country")
    return list(licences.order_by("service__position", "country__position"))


def key_facts(organisation: Any, languages: Iterable[Any]) -> list[Fact]:
    """The facts that have a value. SECURITY: the place goes through the `public_…` properties."""
    town = organisation.public_municipality
    place = ", ".join(filter(None, [organisation.public_address, town.name if town else "", organisation.country.name]))
    point = organisation.public_point
    register = " ".join(filter(None, [organisation.register_name, organisation.register_number]))
    facts = [
        Fact(_("Place"), place),
        Fact(_("Point on the map"), written(point), f"geo:{point[0]},{point[1]}" if point else ""),
        Fact(_("Founded"), str(organisation.founded_year or "")),
        Fact(_("Legal form"), organisation.legal_form),
        Fact(_("Register"), register),
        Fact(_("Employees"), organisation.get_staff_band_display() if organisation.staff_band else ""),
        Fact(_("Volunteers"), organisation.get_volunteer_band_display() if organisation.volunteer_band else ""),
        Fact(_("Languages of work"), ", ".join(language.name for language in languages)),
    ]
    return [fact for fact in facts if fact.value]


def marker_of(organisation: Organisation) -> list[Marker]:
    """The dot on the profile's map: the exact point or the municipality, as far as the public may know them."""
    town = organisation.public_municipality
    if town is None:
        return []
    url = f"{reverse('directory')}?town={town.slug}"
    latitude, longitude = organisation.public_point or (town.latitude, town.longitude)
    return [Marker(town.name, latitude, longitude, url, organisation.country_id)]
