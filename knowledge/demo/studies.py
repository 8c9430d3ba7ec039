from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from knowledge.actions import case_studies as actions
from knowledge.actions import study_checks, study_decisions, study_translations
from knowledge.actions.pictures import add_picture
from knowledge.choices import Criterion
from knowledge.models import CaseStudy, CaseStudyPage
from knowledge.states import StudyState
from members.models import TargetGroup, Theme
from network.core.models import Municipality

from . import people
from .drawings import DRAWINGS, drawn

SPACE = UUID("6f1c1f0a-3f0e-4a53-9e0e-4b1f3f8f7c11")
TEXTS = Path(__file__).parent / "texts"

# name, country, town, themes, groups, level, evidence, began, ended, cost, currency, days since published, checked by
PUBLISHED = [
    ("guardian", "RS", "sid", ["child-protection", "asylum"], ["unaccompanied-children"], "good_practice",
     ["monitoring", "external", "feedback"], 2017, None, 31000, "EUR", 34, "MK"),
    ("tea", "BA", "bihac", ["mental-health", "integration"], ["asylum-seekers", "migrants-in-transit"], "promising",
     ["observation", "monitoring"], 2018, None, 22000, "BAM", 71, "RS"),
    ("oneform", "MK", "gevgelija", ["anti-trafficking", "legal-aid"], ["victims-of-trafficking", "migrants-in-transit"], "good_practice",
     ["monitoring", "external"], 2018, None, 12000, "EUR", 118, "AL"),
    ("airport", "AL", "tirane", ["reintegration"], ["returnees"], "good_practice",
     ["monitoring", "external", "feedback"], 2019, None, 2900000, "ALL", 163, "BA"),
    ("budget", "ME", "berane", ["advocacy", "integration"], ["internally-displaced", "returnees"], "promising",
     ["monitoring", "observation"], 2018, None, 6500, "EUR", 212, "RS"),
    ("library", "RS", "nis", ["integration", "reintegration"], ["returnees", "refugees", "host-communities"], "promising",
     ["monitoring", "feedback"], 2019, None, 780000, "RSD", 255, "MK"),
    ("interpreters", "BA", "sarajevo", ["integration", "asylum", "capacity-building"], ["asylum-seekers", "refugees"], "promising",
     ["monitoring"], 2019, None, 38000, "BAM", 301, "ME"),
    ("school", "MK", "kumanovo", ["child-protection", "integration"], ["asylum-seekers", "children-in-street-situations"], "promising",
     ["monitoring", "feedback"], 2016, 2018, 900000, "MKD", 366, "AL"),
    ("flat", "AL", None, ["anti-trafficking", "gender-based-violence"], ["victims-of-trafficking", "women-survivors"], "innovation",
     ["observation", "internal"], 2020, None, 3400000, "ALL", 420, "ME"),
]  # fmt: skip

GOALS = {
    "guardian": [3, 10, 16],
    "tea": [3, 11],
    "oneform": [5, 16, 17],
    "library": [4, 10],
    "school": [4],
    "flat": [5],
}
PICTURE_WORDS = {
    "guardian": {"alt": "A telephone on a desk beside a roster with ticks", "caption": "The roster hangs beside the telephone; every ticked line is a night with somebody on duty.", "credit": "drawing", "consent": "nobody"},
    "tea": {"alt": "A round table from above with a teapot, four glasses of tea and playing cards", "caption": "Four chairs, one pot: the smallest form of the practice.", "credit": "drawing", "consent": "nobody"},
    "oneform": {"alt": "Four stacked forms, an arrow, and one form instead of them", "caption": "What four offices asked one after the other stands on one page.", "credit": "drawing", "consent": "nobody"},
}  # fmt: skip

# One short study for each other state, so that every screen of the writing room and the desk has something to show.
UNDER_WAY = [
    (StudyState.DRAFT, "RS", "Bicycle repair as a first job", "A workshop where people granted asylum repair bicycles with apprentices of the vocational school."),
    (StudyState.SUBMITTED, "RS", "A letter that opens bank accounts", "Three banks agreed on one letter with which asylum seekers can open a basic account."),
    (StudyState.REVISE, "BA", "Mothers’ mornings in the health centre", "Women from the reception centre meet the visiting nurse before the waiting room fills."),
    (StudyState.SCREENED, "ME", "The mediator who stays in the school", "A Roma mediator became a member of staff, and enrolment stopped falling."),
    (StudyState.PEER_CHECKED, "AL", "Fathers at the kitchen table", "Returned fathers cook together and talk about work, money and sons."),
    (StudyState.RECHECK_DUE, "MK", "Theatre against traffickers", "Pupils write and play scenes about offers that are too good."),
    (StudyState.ARCHIVED, "ME", "An application for every question", "A telephone application with addresses that nobody kept up to date."),
]  # fmt: skip
SHORT = {
    "problem": "Those concerned fell between two services, each of which thought the other was there.",
    "steps": "Ask\nWe asked twenty people what they had tried before.\n\nTry\nWe tried it in one place for three months.\n\nWrite it down\nWhat worked went onto one page that others can use.",
    "resources": "One colleague half time and the good will of a neighbour institution.",
    "results": "More people came than we had places for, and most came back.",
    "failures": "We began without a plan for the summer, when everybody is away.",
    "transfer": "A place that people already know, and somebody who is there every week.",
}  # fmt: skip


def fill(world: Any) -> None:
    for place, row in enumerate(PUBLISHED):
        publish(place, *row)
    for place, row in enumerate(UNDER_WAY):
        bring(place, *row)


def publish(
    place: int,
    name: str,
    code: str,
    town: str | None,
    themes: list[str],
    groups: list[str],
    level: str,
    evidence: list[str],
    began: int,
    ended: int | None,
    cost: int,
    currency: str,
    days: int,
    peer: str,
) -> None:
    key = uuid5(SPACE, name)
    if CaseStudy.objects.filter(uuid=key).exists():
        return
    languages = [code for code in ("en", "sr") if (TEXTS / f"{name}.{code}.md").exists()]
    title, texts = read(name, languages[0])
    facts = {
        "municipality": Municipality.objects.filter(slug=town).first() if town else None,
        "themes": Theme.objects.filter(slug__in=themes),
        "target_groups": TargetGroup.objects.filter(slug__in=groups),
        "evidence_level": level,
        "evidence_kinds": evidence,
        "began_in": began,
        "ended_in": ended,
        "cost": cost,
        "cost_currency": currency,
        "goals": GOALS.get(name, [10]),
        "consent_confirmed": True,
    }
    study = write(key, place, code, title, languages[0], texts, facts)
    if name in DRAWINGS:
        study = add_picture(study, by=study.author, version=study.version, file=drawn(name), **PICTURE_WORDS[name])
    actions.submit_study(study, by=study.author)
    desk = people.coordinator(code)
    study_decisions.screen_study(study, by=desk, criteria=Criterion.values)
    check_by_peer(study, desk, peer)
    study_decisions.publish_study(study, by=desk, now=timezone.now() - timedelta(days=days))
    for language in languages[1:]:
        title, texts = read(name, language)
        study_translations.add_translation(study, by=people.editor(), language=language, title=title, texts=texts)


def bring(place: int, state: str, code: str, title: str, summary: str) -> None:
    """A short study, brought into `state` by those who bring studies there."""
    key = uuid5(SPACE, title)
    if CaseStudy.objects.filter(uuid=key).exists():
        return
    theme, group = list(Theme.objects.all())[place], list(TargetGroup.objects.all())[place]
    facts = {
        "themes": [theme], "target_groups": [group], "evidence_kinds": ["observation"], "began_in": 2020 + place % 4,
        "consent_confirmed": True,
    }  # fmt: skip
    study = write(key, place, code, title, "en", {"summary": summary, **SHORT}, facts)
    desk = people.coordinator(code)
    if state == StudyState.DRAFT:
        return
    actions.submit_study(study, by=study.author)
    if state == StudyState.REVISE:
        study_decisions.return_study(
            study,
            by=desk,
            reason="Please say what it cost and what you would leave out. The second step is not clear to a reader from another country.",
        )
    elif state in (StudyState.SCREENED, StudyState.PEER_CHECKED):
        study_decisions.screen_study(study, by=desk, criteria=Criterion.values)
        if state == StudyState.PEER_CHECKED:
            check_by_peer(study, desk, "RS")
    elif state in (StudyState.RECHECK_DUE, StudyState.ARCHIVED):
        study_decisions.screen_study(study, by=desk, criteria=Criterion.values)
        check_by_peer(study, desk, "RS")
        show_and_look_again(study, desk, state)


def show_and_look_again(study: CaseStudy, desk: Any, state: str) -> None:
    """Published years ago; now its recheck is due, or it has gone to the archive."""
    if state == StudyState.RECHECK_DUE:
        study_decisions.publish_study(study, by=desk, now=timezone.now() - timedelta(days=740))
        study_decisions.mark_due_rechecks()
    else:
        study_decisions.publish_study(study, by=desk, now=timezone.now() - timedelta(days=500))
        study_decisions.archive_study(study, by=desk, reason="The application was switched off in spring.")


def write(
    key: UUID, place: int, code: str, title: str, language: str, texts: dict[str, str], facts: dict[str, Any]
) -> CaseStudy:
    writers = people.authors(code)
    author = writers[place % len(writers)]
    organisation = author.organisations().listed().filter(country=code).first()
    study = actions.start_study(by=author, key=key, title=title, language=language, organisation=organisation)
    return actions.save_draft(study, by=author, version=study.version, title=title, texts=texts, facts=facts)


def check_by_peer(study: CaseStudy, desk: Any, code: str) -> None:
    check = study_checks.ask_peer(study, by=desk, peer=people.authors(code)[0])
    comment = "Convincing, and honest about the first year. I would try it at home, beginning with the meeting that costs only coffee."
    study_checks.answer_peer_check(check, by=check.peer, verdict="convincing", comment=comment)


def read(name: str, language: str) -> tuple[str, dict[str, str]]:
    """Title and texts of a study from its file: `# title`, then `## field` and its text, again and again."""
    heading, _mark, body = (TEXTS / f"{name}.{language}.md").read_text(encoding="utf-8").partition("\n## ")
    parts = (part.partition("\n") for part in body.split("\n## "))
    texts = {field.strip(): text.strip() for field, _newline, text in parts}
    unknown = texts.keys() - set(CaseStudyPage.TEXTS)
    if unknown:
        raise ValueError(f"{name}.{language}.md has unknown parts: {sorted(unknown)}")
    return heading.removeprefix("# ").strip(), texts
