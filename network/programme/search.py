"""How projects are found."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from network.core.search import Entry, register

from .models import Project


@register
class Projects:
    """A project in each language it is told in, with the words of its activities."""

    model = Project
    kind = "project"
    label = _("Projects")

    def queryset(self) -> QuerySet[Project]:
        return Project.objects.with_everything()

    def entries(self, project: Project) -> Iterator[Entry]:
        countries = list(project.countries.all())
        for language, title in project.titles.items():
            activities = [activity for pillar in project.pillars.all() for activity in pillar.activities.all()]
            words = [project.summaries.get(language, ""), project.descriptions.get(language, "")]
            words += [partner.name for partner in project.partners.all()]
            words += [f"{a.titles.get(language, '')} {a.descriptions.get(language, '')}" for a in activities]
            yield Entry(
                language=language,
                title=title,
                text=" ".join(word for word in words if word.strip()),
                url=f"/about/projects/{project.slug}/",
                country=countries[0].pk if len(countries) == 1 else "",
                published_at=project.starts_on,
            )
