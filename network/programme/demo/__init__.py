"""The projects on whose public facts the demo network is built, told in our own words."""

from typing import Any

from network.programme.models import Activity, Partner, Pillar, Project, TargetGroup
from network.site.demo.world import World

from .iris import IRIS
from .related import RELATED


def both(pair: tuple[str, str]) -> dict[str, str]:
    """Texts are written as (English, Serbian)."""
    return dict(zip(("en", "sr"), pair, strict=True))


def fill(world: World) -> None:
    """Idempotent: what is there is brought up to date."""
    for position, told in enumerate([IRIS, *RELATED]):
        add_project(told, position, world)


def add_project(told: dict[str, Any], position: int, world: World) -> None:
    project, _new = Project.objects.update_or_create(
        slug=told["slug"],
        defaults={
            "acronym": told.get("acronym", ""),
            "titles": both(told["title"]),
            "summaries": both(told["summary"]),
            "descriptions": both(told["description"]),
            "donors": both(told["donor"]) if "donor" in told else {},
            "starts_on": told.get("from"),
            "ends_on": told.get("until"),
            "is_main": told.get("is_main", False),
            "position": position,
        },
    )
    project.countries.set([world.countries[code] for code in told["countries"]])
    for place, (name, where, role) in enumerate(told.get("partners", [])):
        Partner.objects.update_or_create(
            project=project, name=name, defaults={"places": both(where), "roles": both(role), "position": place}
        )
    number = 0
    for place, pillar in enumerate(told["pillars"]):
        stored, _new = Pillar.objects.update_or_create(
            project=project,
            slug=pillar["slug"],
            defaults={"titles": both(pillar["title"]), "summaries": both(pillar["summary"]), "position": place},
        )
        for title, description, link in pillar["activities"]:
            number += 1
            Activity.objects.update_or_create(
                pillar=stored,
                number=number,
                defaults={"titles": both(title), "descriptions": both(description), "link": link},
            )
    for place, (slug, target, name, note) in enumerate(told.get("targets", [])):
        TargetGroup.objects.update_or_create(
            project=project,
            slug=slug,
            defaults={"target": target, "names": both(name), "notes": both(note), "position": place},
        )
    project.save()  # the search reads the activities, which came after it
