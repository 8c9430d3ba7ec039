"""What readers of the demo's case studies have added: comments, adaptations, bookmarks."""

from typing import Any
from uuid import uuid5

from knowledge.actions import readers as actions
from knowledge.models import Adaptation, CaseStudy, Comment
from members.models import Affiliation, AffiliationRole

from . import people
from .studies import SPACE

COMMENTS = [
    ("guardian", "BA", "en", "Who pays for the night duty? In our canton this is where the talks stopped."),
    ("guardian", "RS", "sr", "Прву годину је плаћао град, од друге стоји у уговору с центром. Пошаљите нам поруку, имамо нацрт."),
    ("tea", "MK", "en", "We began with chess instead of tea. The chess players stayed, the tea drinkers brought friends."),
    ("oneform", "AL", "sq", "Formulari ynë ka dy faqe. A e keni provuar me policinë kufitare pa përkthyes?"),
]  # fmt: skip
ADAPTED = [
    ("guardian", "ME", "en", 2024, "We took over the **roster and the one telephone number**. Instead of the centre for social work, two organisations share the duty; the written handover is theirs, word for word.", True),
    ("guardian", "MK", "en", 2025, "The telephone only, on weekdays until eight in the evening.", True),
    ("tea", "RS", "en", 2023, "Every Thursday in the library of the reception centre. We left the kitchen out and it works all the same.", True),
    ("oneform", "BA", "en", 2025, "Two cantons use the form; in the third it is being translated.", False),
]  # fmt: skip


def fill(world: Any) -> None:
    for number, (name, code, language, text) in enumerate(COMMENTS):
        study, person = study_of(name), people.authors(code)[-1]
        key = uuid5(SPACE, f"comment {number}")
        if study.is_public and not Comment.objects.filter(uuid=key).exists():
            actions.comment_on_study(study, by=person, key=key, text=text, language=language)
    for name, code, language, since, text, agreed in ADAPTED:
        adapt(study_of(name), code, language, since, text, agreed)
    for name in ("guardian", "airport"):
        for person in people.authors("BA")[:2]:
            actions.bookmark_study(study_of(name), by=person)


def study_of(name: str) -> CaseStudy:
    return CaseStudy.objects.select_related("organisation", "author").get(uuid=uuid5(SPACE, name))


def adapt(study: CaseStudy, code: str, language: str, since: int, text: str, agreed: bool) -> None:
    speakers = Affiliation.objects.filter(
        role=AffiliationRole.REPRESENTATIVE, person__in=people.authors(code), organisation__is_listed=True
    ).exclude(organisation=study.organisation)
    speaker = speakers.select_related("person", "organisation").order_by("pk").first()
    if speaker is None or not study.is_public:
        return
    if Adaptation.objects.filter(study=study, organisation=speaker.organisation).exists():
        return
    made = actions.propose_adaptation(
        study, by=speaker.person, organisation=speaker.organisation, text=text, language=language, since=since
    )
    if agreed:
        actions.confirm_adaptation(made, by=study.author)
