"""Members at every stage of their membership, and licences at every stage of theirs, for the desk and the directory."""

import io
from datetime import date
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from members import actions
from members.days import a_year_from, days_from, today
from members.models import Licence, Membership, Organisation, ServiceType
from network.core.models import Country

ENDS_IN = {"primjer-mostar": 40, "primer-skopje": 5, "primjer-bar": -12, "primjer-zenica": -50}
"""In how many days the membership of some ends: due, in its last week, in grace, lapsed."""
SUSPENDED = {"primer-zrenjanin": "Годишњи извештај није стигао ни после два подсетника (пример)."}


class Paper(NamedTuple):
    organisation: str
    service: str
    state: str
    number: str = ""
    authority: str = ""
    days_left: int | None = None
    is_confirmed: bool = False


PAPERS = (
    Paper("primer-deca", "day-centre", "licensed", "ПР-12/2024", "Министарство (пример)", 700, True),
    Paper("primer-deca", "psychosocial-support", "applied"),
    Paper("primer-sklonište", "safe-house", "licensed", "ПР-7/2023", "Министарство (пример)", 300, True),
    Paper("primjer-una", "medical-help", "licensed", "UP-45/23", "Kantonalno ministarstvo (primjer)", 120, True),
    Paper("primjer-una", "outreach", "preparing"),
    Paper("primer-gevgelija", "interpreting", "licensed", "П-9/2022", "Министерство (пример)", -20, True),
    Paper("shembull-tirane", "shelter", "licensed", "SH-3/24", "Ministria (shembull)", 400),
    Paper("primjer-niksic", "shelter", "refused"),
)
SHAPES = {
    "primer-centar": ("#43348f", "#d8941c", "petals"),
    "primjer-una": ("#0f6a73", "#f0c14b", "waves"),
    "primer-deca": ("#b0413e", "#f7d08a", "sun"),
    "shembull-shkoder": ("#2f5d3a", "#e8e3d3", "hills"),
}
SIDE = 320


def fill_standings(world: Any) -> None:
    """Idempotent: a stage, a licence or a picture that is there already is left as it is."""
    for key, days in ENDS_IN.items():
        bring_to_end(world.organisations[key], days_from(today(), days))
    for key, reason in SUSPENDED.items():
        body = world.organisations[key]
        if not body.suspensions.exists():
            actions.suspend_organisation(body, reason=reason, by=world.users.get("secretariat"))
    for paper in PAPERS:
        write_down(paper, world)
    for key, shape in SHAPES.items():
        body = Organisation.objects.get(pk=world.organisations[key].pk)
        if body.logo_id is None:
            actions.set_logo(body, drawn(*shape), by=None)


def bring_to_end(body: Organisation, until: date) -> None:
    """Move the one period of the demo so that it ends on `until`."""
    if Membership.objects.filter(organisation=body).count() == 1:
        begin = days_from(until, -364)
        Membership.objects.filter(organisation=body).update(valid_from=begin, valid_until=a_year_from(begin))
        actions.refresh_listing(Organisation.objects.get(pk=body.pk))


def write_down(paper: Paper, world: Any) -> None:
    body, service = world.organisations[paper.organisation], ServiceType.objects.get(slug=paper.service)
    if Licence.objects.filter(organisation=body, service=service).exists():
        return
    line = actions.save_licence(
        body,
        service=service,
        country=Country.objects.get(pk=body.country_id),
        by=None,
        state=paper.state,
        number=paper.number,
        authority=paper.authority,
        valid_from=days_from(today(), -365) if paper.number else None,
        valid_until=days_from(today(), paper.days_left) if paper.days_left is not None else None,
    )
    if paper.is_confirmed:
        coordinator = world.users[f"coordinator_{str(body.country_id).lower()}"]
        Licence.objects.filter(pk=line.pk).update(confirmed_at=line.organisation.created_at, confirmed_by=coordinator)


def drawn(ground: str, mark: str, shape: str) -> SimpleUploadedFile:
    """A sign made of a few plain shapes, so that nobody takes it for anybody's."""
    picture = Image.new("RGB", (SIDE, SIDE), ground)
    pen = ImageDraw.Draw(picture)
    if shape == "sun":
        pen.ellipse((90, 90, 230, 230), fill=mark)
        for x, y in ((160, 30), (160, 290), (30, 160), (290, 160), (68, 68), (252, 68), (68, 252), (252, 252)):
            pen.ellipse((x - 14, y - 14, x + 14, y + 14), fill=mark)
    elif shape == "waves":
        for y in (90, 160, 230):
            for x in (0, 160):
                pen.arc((x, y - 50, x + 160, y + 50), 0, 180, fill=mark, width=20)
    elif shape == "hills":
        pen.polygon([(20, 260), (120, 90), (220, 260)], fill=mark)
        pen.polygon([(140, 260), (225, 140), (305, 260)], fill=mark)
    else:
        pen.pieslice((40, 40, 280, 280), 200, 340, fill=mark)
        pen.pieslice((40, 40, 280, 280), 20, 160, fill=mark)
    content = io.BytesIO()
    picture.save(content, "PNG")
    return SimpleUploadedFile("sign.png", content.getvalue(), "image/png")
