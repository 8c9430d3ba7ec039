from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.core.permissions import public

from .models import Project


@public
def index(request: HttpRequest) -> HttpResponse:
    projects = [tell(project) for project in Project.objects.with_everything()]
    context = {
        "main": next((told for told in projects if told["project"].is_main), None),
        "others": [told for told in projects if not told["project"].is_main],
    }
    return TemplateResponse(request, "programme/index.html", context)


@public
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    project = get_object_or_404(Project.objects.with_everything(), slug=slug)
    return TemplateResponse(request, "programme/detail.html", tell(project))


def tell(project: Project) -> dict[str, object]:
    """A project with what its pages say about it in numbers."""
    pillars = list(project.pillars.all())
    countries = list(project.countries.all())
    activities = sum(len(pillar.activities.all()) for pillar in pillars)
    span = span_of(project)
    return {
        "project": project,
        "pillars": pillars,
        "partners": list(project.partners.all()),
        "targets": list(project.target_groups.all()),
        "span": span,
        "countries": countries,
        "activity_count": activities,
        "facts": [
            fact
            for fact in (
                {"label": _("When"), "value": span},
                {"label": _("Where"), "value": ", ".join(country.name for country in countries)},
                {"label": _("Supported by"), "value": project.donor.text},
            )
            if fact["value"]
        ],
        "stats": [
            {"value": number, "label": label}
            for number, label in (
                (len(pillars), _("pillars")),
                (activities, _("activities")),
                (len(project.partners.all()), _("partners")),
                (len(countries), _("countries")),
            )
            if number > 1
        ],
    }


def span_of(project: Project) -> str:
    """«December 2017 – April 2021»; whole years as such; as much as is known."""
    days = [day for day in (project.starts_on, project.ends_on) if day]
    if len(days) == 2 and (days[0].month, days[0].day, days[1].month, days[1].day) == (1, 1, 12, 31):
        return f"{days[0].year}–{days[1].year}"
    return " – ".join(date_format(day, "YEAR_MONTH_FORMAT") for day in days)
