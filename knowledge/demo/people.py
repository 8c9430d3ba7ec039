"""Who writes and decides in the demo, found by what they are, so that this part does not depend on names."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from members.actions.organisations import register_organisation
from members.models import Affiliation, Kind, Organisation, User
from members.models.facts import MEMBER_KINDS


def coordinator(code: str) -> User:
    grants = User.objects.filter(role_grants__role="coordinator", role_grants__country=code, role_grants__until=None)
    return grants.order_by("pk").first() or secretariat()


def secretariat() -> User:
    return User.objects.filter(role_grants__role="secretariat", role_grants__until=None).order_by("pk")[0]


def editor() -> User:
    found = User.objects.filter(role_grants__role="editor", role_grants__until=None).order_by("pk").first()
    return found or secretariat()


def authors(code: str) -> list[User]:
    """People of invented organisations of a country, without those who decide; at least one.

    The real partners of the project stand in the directory, but nothing invented is put into their mouths.
    """
    now = timezone.now()
    listed = Organisation.objects.listed().filter(INVENTED, country=code, kind__in=MEMBER_KINDS)
    people = User.objects.filter(affiliations__in=Affiliation.objects.current(now).filter(organisation__in=listed))
    return list(people.exclude(role_grants__role__in=["coordinator", "editor"]).distinct().order_by("pk"))


def institution(world: Any, key: str) -> Organisation:
    """A public body that is recognisably invented; registered when the registry's own demo does not have it."""
    if key not in world.organisations:
        code, name, name_en = INSTITUTIONS[key]
        found = Organisation.objects.filter(name=name).first()
        world.organisations[key] = found or register_organisation(
            by=None,
            kind=Kind.PUBLIC_BODY,
            name=name,
            name_en=name_en,
            country=world.countries[code],
            consents_to_listing=True,
        )
    return world.organisations[key]


INVENTED = Q()
for _word in ("Primer", "Primjer", "Пример", "Shembull", "Example"):
    INVENTED |= Q(name__contains=_word)

INSTITUTIONS = {
    "ministry-social-rs": ("RS", "Пример министарство за социјална питања", "Example Ministry of Social Affairs"),
    "ministry-rights-ba": ("BA", "Primjer ministarstvo za ljudska prava", "Example Ministry for Human Rights"),
    "ministry-interior-me": ("ME", "Primjer ministarstvo unutrašnjih poslova", "Example Ministry of the Interior"),
    "ministry-social-al": ("AL", "Shembull Ministria e Mirëqenies", "Example Ministry of Welfare"),
    "ministry-labour-mk": ("MK", "Пример министерство за труд", "Example Ministry of Labour"),
}
