"""The case studies that an organisation has published, on its public profile."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.models import Organisation
from members.profile_sections import Section, SectionItem, register

from .models import CaseStudy
from .queries.case_studies import cards

MOST = 6


def studies_of(organisation: Organisation, user: Any) -> list[SectionItem]:
    """The newest public studies; the same for every reader."""
    studies = CaseStudy.objects.public().filter(organisation=organisation).newest_first().with_places()[:MOST]
    return [
        SectionItem(
            title=card.title.text,
            url=card.url,
            text=card.summary,
            meta=card.level,
            eyebrow=str(card.study.country),
            lang=card.lang,
        )
        for card in cards(studies)
    ]


register(Section("case-studies", _("Case studies"), 10, studies_of))
