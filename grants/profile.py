"""The grants that an organisation has received, on its public profile."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from members.profile_sections import Section, SectionItem, register

from .models import Award
from .money import display

MOST = 6


def grants_of(organisation: Organisation, user: Any) -> list[SectionItem]:
    """The newest published awards; the same for every reader."""
    awards = Award.objects.public().filter(organisation=organisation).select_related("call")[:MOST]
    return [
        SectionItem(
            title=award.title,
            url=reverse("grants-awards"),
            text=award.summary,
            meta=display(award.amount, award.currency),
            eyebrow=award.call.code,
        )
        for award in awards
    ]


register(Section("grants", _("Grants received"), 30, grants_of))
