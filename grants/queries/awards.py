"""The grants that have been given, as the public sees them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.models import Award, CallForm
from network.core.charts import BarChart, Marker, Point, Series
from network.core.languages import pick
from network.core.models import Country

FUNDER = {"id": "XX-IRIS-network", "name": settings.ORGANISATION_NAME}


def public_awards(*, country: str = "", year: str = "") -> QuerySet[Award]:
    """Awards of calls whose results are published, newest first."""
    found = Award.objects.public().for_list()
    if country:
        found = found.filter(country=country)
    return found.filter(awarded_at__year=int(year)) if year else found


def award_totals() -> dict[str, Any]:
    totals = Award.objects.public().aggregate(
        amount=Sum("amount"), number=Count("pk"), organisations=Count("organisation", distinct=True)
    )
    return {**totals, "amount": totals["amount"] or Decimal(0)}


def by_country_and_year() -> BarChart:
    """Sums by country, one series per year."""
    rows = list(
        Award.objects.public()
        .annotate(year=ExtractYear("awarded_at"))
        .order_by("year")
        .values("country", "year")
        .annotate(sum=Sum("amount"))
    )
    countries = list(Country.objects.filter(pk__in={row["country"] for row in rows}))
    sums = {(row["country"], row["year"]): row["sum"] for row in rows}
    years = sorted({row["year"] for row in rows})
    series = [
        Series(str(year), [Point(country.name, sums.get((country.pk, year), Decimal(0))) for country in countries])
        for year in years
    ]
    return BarChart(_("Grants by country"), series, _("euro"), axis=_("Country"))


def places() -> list[Marker]:
    """Where grantees are at home, as far as they show it. One query."""
    address = reverse("grants-awards")
    awards = Award.objects.public().select_related("organisation__municipality", "organisation__country")
    towns = [(award, award.organisation.public_municipality) for award in awards if award.organisation.is_listed]
    return [
        Marker(town.name, town.latitude, town.longitude, f"{address}?country={award.country_id}#list", award.country_id)
        for award, town in towns
        if town
    ]


def country_addresses() -> dict[str, str]:
    """Where each country of the map leads: to its grants."""
    return {country.pk: f"{reverse('grants-awards')}?country={country.pk}#list" for country in countries_with_awards()}


def years_with_awards() -> list[int]:
    return [day.year for day in Award.objects.public().order_by().dates("awarded_at", "year", order="DESC")]


def countries_with_awards() -> QuerySet[Country]:
    return Country.objects.filter(pk__in=Award.objects.public().order_by().values("country"))


def open_data() -> dict[str, Any]:
    """All public awards as a 360Giving 1.4 package. No person is named in it."""
    awards = list(Award.objects.public().for_list().select_related("agreement").order_by("awarded_at", "pk"))
    forms = CallForm.objects.filter(call__in={award.call_id for award in awards}).order_by("version")
    titles = {form.call_id: pick(form.data.get("title"), "en").text for form in forms}
    return {"version": "1.4", "grants": [award_data(award, titles[award.call_id]) for award in awards]}


def award_data(award: Award, programme: str) -> dict[str, Any]:
    """One award as 360Giving describes a grant. Amounts become JSON numbers at the last moment, exact to the cent."""
    organisation = award.organisation
    return {
        "id": f"iris-{award.uuid}",
        "title": award.title,
        "description": award.summary or award.title,
        "currency": award.currency,
        "amountAppliedFor": float(award.requested),
        "amountAwarded": float(award.amount),
        "awardDate": award.awarded_at.date().isoformat(),
        "plannedDates": [planned_dates(award)],
        "recipientOrganization": [
            {"id": f"iris-org-{organisation.uuid}", "name": organisation.name, "addressCountry": award.country_id}
        ],
        "fundingOrganization": [FUNDER],
        "grantProgramme": [{"code": award.call.code, "title": programme}],
        "beneficiaryLocation": [
            {"name": award.country.names.get("en", award.country_id), "countryCode": award.country_id}
        ],
        "fromOpenCall": "Yes",
        "dateModified": changed_at(award).astimezone(UTC).isoformat(timespec="seconds"),
    }


def changed_at(award: Award) -> datetime:
    """When what is said here of an award changed last: with the award itself, or with the agreement about it."""
    agreement = getattr(award, "agreement", None)
    return max(award.awarded_at, agreement.prepared_at) if agreement and agreement.signed_on else award.awarded_at


def planned_dates(award: Award) -> dict[str, Any]:
    """How long the project runs; from when to when once an agreement is signed."""
    agreement = getattr(award, "agreement", None)
    dates: dict[str, Any] = {"duration": award.months}
    if agreement and agreement.signed_on:
        dates |= {"startDate": agreement.starts_on.isoformat(), "endDate": agreement.ends_on.isoformat()}
    return dates
