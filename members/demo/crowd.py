"""Ten thousand organisations for benchmarks, written at once and recognisably invented."""

import random
from datetime import timedelta
from itertools import islice
from typing import Any

from members.days import days_from, today
from members.models import Kind, Membership, Organisation, ServiceType, TargetGroup, Theme, WorkLanguage
from members.models.facts import MEMBER_KINDS
from members.states import GRACE_DAYS
from network.core.models import Municipality
from network.core.text import slugify

SIZE = 10_000
WORDS = {"themes": Theme, "target_groups": TargetGroup, "services": ServiceType, "work_languages": WorkLanguage}
FIELDS = (
    "Правна помоћ",
    "Заштита",
    "Подршка",
    "Солидарност",
    "Mladi",
    "Žene",
    "Deca",
    "Integracija",
    "Drejtësi",
    "Shpresa",
)


def fill_crowd(world: Any, size: int = SIZE) -> None:
    """Make the crowd up to `size`; the same every time."""
    there = Organisation.objects.filter(slug__startswith="primer-broj-").count()
    if there >= size:
        return
    dice = random.Random(20171201)  # noqa: S311  (a crowd, not a secret)
    towns = list(Municipality.objects.select_related("country"))
    begin, until = days_from(today(), -100), days_from(today(), 265)
    crowd = [invented(number, dice, towns, days_from(until, GRACE_DAYS)) for number in range(there, size)]
    Organisation.objects.bulk_create(crowd, batch_size=500)
    members = (body for body in crowd if body.kind in MEMBER_KINDS)
    periods = (Membership(organisation=body, valid_from=begin, valid_until=until) for body in members)
    while batch := list(islice(periods, 1000)):
        Membership.objects.bulk_create(batch)
    for name, model in WORDS.items():
        through = getattr(Organisation, name).through
        column = Organisation._meta.get_field(name).m2m_reverse_field_name()  # type: ignore[union-attr]
        keys = list(model.objects.values_list("pk", flat=True))  # type: ignore[attr-defined]
        rows = [
            through(organisation_id=body.pk, **{f"{column}_id": key})
            for body in crowd
            for key in dice.sample(keys, dice.randint(1, 3))
        ]
        through.objects.bulk_create(rows, batch_size=1000)


def invented(number: int, dice: random.Random, towns: list[Municipality], listed_until: Any) -> Organisation:
    town = dice.choice(towns)
    kind = dice.choices([Kind.CSO, Kind.SERVICE_PROVIDER, Kind.PUBLIC_BODY, Kind.MEDIA], [70, 20, 7, 3])[0]
    name = f"Primer broj {number}: {dice.choice(FIELDS)}"
    body = Organisation(
        slug=slugify(f"primer broj {number}"),
        kind=kind,
        name=name,
        name_en=f"Example number {number}",
        country=town.country,
        municipality=town,
        precision=dice.choices(["municipality", "country", "hidden"], [85, 10, 5])[0],
        summaries={"en": f"An invented organisation, number {number}, to see how the directory bears a crowd."},
        consents_to_listing=True,
        is_listed=True,
        listed_until=listed_until if kind in MEMBER_KINDS else None,
    )
    body.created_at -= timedelta(minutes=number)
    body.fill_derived()
    return body
