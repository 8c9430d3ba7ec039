from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from members.models import Affiliation, Organisation, RoleGrant, User
from members.models.organisations import MEMBER_KINDS


def desk_of(country: str | None) -> QuerySet[User]:
    """Whom to tell about something of a country: its coordinators; the secretariat where there is none."""
    grants = RoleGrant.objects.current(timezone.now())
    coordinators = User.objects.filter(role_grants__in=grants.filter(role="coordinator", country=country)).distinct()
    if country and coordinators.exists():
        return coordinators
    return User.objects.filter(role_grants__in=grants.filter(role="secretariat")).distinct()


def possible_peers(study: Any) -> QuerySet[User]:
    """Members of other countries who have no part in the study, by name."""
    now = timezone.now()
    current = Q(affiliations__until=None) | Q(affiliations__until__gt=now)
    colleagues = study.organisation.affiliations.current(now).values("person")
    return (
        User.objects.filter(
            current,
            is_active=True,
            affiliations__valid_from__lte=now,
            affiliations__organisation__in=Organisation.objects.listed().filter(kind__in=MEMBER_KINDS),
        )
        .exclude(affiliations__organisation__country=study.country_id)
        .exclude(pk__in=colleagues)
        .exclude(pk=study.author_id)
        .distinct()
        .order_by("full_name", "id")
    )


def possible_reviewers(review: Any) -> QuerySet[User]:
    """Members of listed organisations of other countries who do not belong to the host, by name."""
    now = timezone.now()
    colleagues = review.host.affiliations.current(now).values("person")
    elsewhere = Organisation.objects.listed().filter(kind__in=MEMBER_KINDS).exclude(country=review.country_id)
    current = Affiliation.objects.current(now).filter(organisation__in=elsewhere)
    people = User.objects.filter(is_active=True, pk__in=current.values("person")).exclude(pk__in=colleagues)
    return people.order_by("full_name", "id")


def possible_hosts(user: Any) -> QuerySet[Organisation]:
    """Organisations whose services the desk may have reviewed: of its own country, the secretariat's of all."""
    hosts = Organisation.objects.listed().filter(kind__in=MEMBER_KINDS).order_by("sort_key")
    return hosts if user.has_role("secretariat") else hosts.filter(country__in=user.countries_as("coordinator"))
