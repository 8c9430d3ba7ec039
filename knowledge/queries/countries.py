"""The countries beside each other: how far what was asked of each has come, year on year."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from knowledge.choices import PROGRESS_CLOSED, Progress
from knowledge.models import Assessment, Recommendation
from members.models import Theme
from network.core.charts import BarChart, HeatChart, LineChart, Point, Series
from network.core.models import Country

DONE = Progress.FULLY
ADVANCED = frozenset({Progress.FULLY, Progress.PARTLY})


@dataclass(frozen=True)
class CountryRow:
    """Where a country stands today."""

    country: Any
    asked: int
    answered: int
    done: int
    advanced: int
    back: int
    overdue: int

    @property
    def done_share(self) -> int | None:
        return share(self.done, self.asked)

    @property
    def answered_share(self) -> int | None:
        return share(self.answered, self.asked)


@dataclass(frozen=True)
class Comparison:
    rows: list[CountryRow]
    by_year: LineChart | BarChart
    years: list[int]
    by_theme: HeatChart
    chosen_theme: str
    themes: list[Any]


def comparison(today: date, theme: str = "") -> Comparison:
    """All countries, also those of which nothing was asked yet; narrowed to a theme where one is given."""
    recommendations = Recommendation.objects.public()
    assessments = Assessment.objects.published()
    themes = list(Theme.objects.filter(recommendations__is_public=True).distinct())
    if theme:
        recommendations = recommendations.filter(theme__slug=theme)
        assessments = assessments.filter(recommendation__theme__slug=theme)
    countries = list(Country.objects.all())
    years, chart = shares_by_year(assessments, countries)
    return Comparison(
        rows=standings(recommendations, countries, today),
        by_year=chart,
        years=years,
        by_theme=themes_by_country(Recommendation.objects.public(), countries, themes),
        chosen_theme=theme,
        themes=themes,
    )


def standings(recommendations: Any, countries: list[Any], today: date) -> list[CountryRow]:
    open_now = ~Q(progress__in=PROGRESS_CLOSED) & Q(is_carried_on=False)
    numbers = {
        "asked": Count("pk"),
        "answered": Count("pk", filter=~Q(position="")),
        "done": Count("pk", filter=Q(progress=DONE)),
        "advanced": Count("pk", filter=Q(progress__in=[Progress.PARTLY, Progress.IN_PROGRESS])),
        "back": Count("pk", filter=Q(progress=Progress.REGRESSED)),
        "overdue": Count("pk", filter=open_now & Q(target_on__lt=today)),
    }
    found = {row.pop("country"): row for row in recommendations.order_by().values("country").annotate(**numbers)}
    nothing = dict.fromkeys(numbers, 0)
    return [CountryRow(country, **found.get(country.pk, nothing)) for country in countries]


def shares_by_year(assessments: Any, countries: list[Any]) -> tuple[list[int], LineChart | BarChart]:
    """Of what each year's editions looked at again: the share that they found done or partly done.

    One year is no line yet, and so bars.
    """
    counted = assessments.order_by().values_list("report__country", "report__year", "progress").annotate(Count("pk"))
    looked_at: dict[tuple[Any, int], int] = defaultdict(int)
    advanced: dict[tuple[Any, int], int] = defaultdict(int)
    for country, year, progress, number in counted:
        looked_at[country, year] += number
        advanced[country, year] += number if progress in ADVANCED else 0
    years = sorted({year for _country, year in looked_at})
    series = [
        Series(
            str(country),
            [Point(str(year), share(advanced[country.pk, year], looked_at[country.pk, year])) for year in years],
        )
        for country in countries
        if any((country.pk, year) in looked_at for year in years)
    ]
    chart = LineChart if len(years) > 1 else BarChart
    return years, chart(
        _("Done or partly done, of what each year’s report looked at again"), series, unit="%", axis=_("Year")
    )


def themes_by_country(recommendations: Any, countries: list[Any], themes: list[Any]) -> HeatChart:
    counted = recommendations.order_by().values_list("theme", "country").annotate(Count("pk"))
    numbers = {(theme, country): number for theme, country, number in counted}
    return HeatChart(
        _("What is asked of whom"),
        rows=[str(theme) for theme in themes],
        columns=[str(country) for country in countries],
        codes=[country.code for country in countries],
        values=[[numbers.get((theme.pk, country.pk), 0) for country in countries] for theme in themes],
        unit=_("recommendations"),
    )


def share(part: int, of: int) -> int | None:
    """In per cent; None where there is nothing to take a share of."""
    return round(100 * part / of) if of else None
