"""Officials and journalists: who they are, what interests them, and whether we may write to them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from members.consent_texts import Purpose
from members.models import Affiliation, Consent, Kind, Mailing, MailingRecipient, User
from members.registry_states import RecipientState

KINDS = {
    Purpose.PRESS: (Kind.MEDIA,),
    Purpose.POLICY: (Kind.PUBLIC_BODY, Kind.EU_INSTITUTION),
}


def contacts(purpose: str, *, query: str = "", country: str = "", theme: str = "", agreed: str = "") -> QuerySet[User]:
    """People who work at media or at public bodies, with `has_agreed`, their offices as `offices` and their interests."""
    now = timezone.now()
    offices = Affiliation.objects.current(now).filter(organisation__kind__in=KINDS[Purpose(purpose)])
    if country:
        offices = offices.filter(organisation__country=country)
    consents = Consent.objects.given().to(purpose).filter(person=OuterRef("pk"))
    found: Any = (
        User.objects.filter(is_active=True, affiliations__in=offices)
        .distinct()
        .annotate(has_agreed=Exists(consents))
        .select_related("interest")
        .prefetch_related(
            Prefetch("affiliations", offices.select_related("organisation__country"), to_attr="offices"),
            "interest__themes",
        )
    )
    if query:
        found = found.filter(Q(full_name__icontains=query) | Q(affiliations__organisation__name__icontains=query))
    if theme:
        found = found.filter(interest__themes__slug=theme)
    if agreed:
        found = found.filter(has_agreed=agreed == "yes")
    return found.order_by("full_name", "id")


def audience_of(mailing: Mailing, *, agreed: str = "yes") -> QuerySet[User]:
    """Those to whom the mailing would go: of its kind, countries and themes, and agreed ("no": those who have not)."""
    found = contacts(mailing.purpose, agreed=agreed)
    countries, themes = list(mailing.countries.all()), list(mailing.themes.all())
    if countries:
        now = timezone.now()
        there = Affiliation.objects.current(now).filter(
            organisation__kind__in=KINDS[Purpose(mailing.purpose)], organisation__country__in=countries
        )
        found = found.filter(affiliations__in=there)
    if themes:
        found = found.filter(interest__themes__in=themes)
    return found


@dataclass(frozen=True)
class Reach:
    """To whom a mailing would go, and how many cannot be written to."""

    people: list[User]
    languages: list[tuple[str, int]]
    without_consent: int


def reach_of(mailing: Mailing) -> Reach:
    people = list(audience_of(mailing))
    languages = Counter(person.language for person in people)
    return Reach(people, languages.most_common(), audience_of(mailing, agreed="no").count())


def tally_of(mailing: Mailing) -> dict[str, int]:
    """How many were written to, left out, and still wait."""
    counts = Counter(mailing.recipients.values_list("state", flat=True))
    return {str(state): counts.get(state, 0) for state in RecipientState.values}


def log_of(mailing: Mailing) -> QuerySet[MailingRecipient]:
    return mailing.recipients.select_related("person").order_by("state", "id")
