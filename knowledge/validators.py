"""What a study or a report must have before it may go on. Each rule stands here once, for form, action and import."""

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from knowledge.models import CaseStudy, CaseStudyPage, Resource, ShadowReport, ShadowReportPage

RESERVED_SLUGS = frozenset(
    {"mine", "checks", "feed", "new", "bookmarks", "pictures", "comments", "adopted", "compare", "chapters"}
)

WORD_LIMITS = {
    "summary": 60,
    "problem": 300,
    "context": 300,
    "steps": 800,
    "resources": 300,
    "results": 400,
    "failures": 300,
    "voices": 200,
    "transfer": 300,
}
PICTURES = "pictures"  # of a problem: put right on the page of the pictures, not in the form
REQUIRED_TEXTS = ("summary", "problem", "steps", "results", "failures", "transfer")


class Problem(NamedTuple):
    """Something still missing: the field where it is put right, and a sentence that says how."""

    field: str
    sentence: str | Promise


MISSING = {
    "summary": _("Say in two or three sentences what you did and what came of it."),
    "problem": _("Describe the problem that you set out to solve."),
    "steps": _("Describe what you did, one step per paragraph."),
    "results": _("Say what came of it."),
    "failures": _("Say what did not work. This is what others learn most from."),
    "transfer": _("Say what somebody elsewhere needs in order to repeat it."),
}


def study_problems(study: "CaseStudy", page: "CaseStudyPage") -> list[Problem]:
    """Everything that keeps a study from being submitted; `page` holds the draft in its own language."""
    problems = [Problem(name, MISSING[name]) for name in REQUIRED_TEXTS if not getattr(page, name).strip()]
    problems += [
        Problem(name, _("This text is too long. Shorten it to the limit shown below it."))
        for name, limit in WORD_LIMITS.items()
        if len(getattr(page, name).split()) > limit * 1.1
    ]
    if not study.themes.exists():
        problems.append(Problem("themes", _("Choose at least one theme.")))
    if not study.target_groups.exists():
        problems.append(Problem("target_groups", _("Choose for whom the practice is.")))
    if not study.evidence_kinds:
        problems.append(Problem("evidence_kinds", _("Say what your results rest on.")))
    for number, picture in enumerate(page.shown_pictures, start=1):
        if not picture.alt.strip():
            sentence = _("Say what picture %(number)s shows, for people who cannot see it.") % {"number": number}
            problems.append(Problem(PICTURES, sentence))
        if not picture.consent:
            sentence = _("Say whether the people in picture %(number)s have agreed.") % {"number": number}
            problems.append(Problem(PICTURES, sentence))
    if study.is_public and not page.change_note.strip():
        problems.append(Problem("change_note", _("Say what has changed since the version that readers have.")))
    if not study.consent_confirmed:
        problems.append(Problem("consent_confirmed", _("Confirm that nobody can be recognised without having agreed.")))
    return problems


def resource_problems(resource: "Resource") -> list[Problem]:
    """Everything that keeps a thing of the library from being published."""
    problems = []
    if not resource.titles.get(resource.language, "").strip():
        problems.append(Problem("titles", _("Give it a title in the language in which it is written.")))
    if not resource.summaries.get(resource.language, "").strip():
        problems.append(Problem("summaries", _("Say in two or three sentences what it is good for.")))
    if resource.is_module:
        if not resource.lessons.filter(language=resource.language).exists():
            problems.append(Problem("lessons", _("Write at least one lesson.")))
        if not resource.questions.filter(language=resource.language).exists():
            problems.append(Problem("questions", _("Ask at least one question at the end.")))
    elif not resource.versions.exists():
        problems.append(Problem("versions", _("Add the file in at least one language.")))
    return problems


def question_problem(answers: list[dict[str, Any]]) -> str | Promise | None:
    """What is wrong with the answers of a question."""
    if len(answers) < 2:
        return _("Give at least two answers to choose from.")
    if not any(answer["right"] for answer in answers):
        return _("Mark at least one answer as right.")
    return None


def report_problems(report: "ShadowReport", page: "ShadowReportPage") -> list[Problem]:
    """Everything that keeps an edition from being signed off and published."""
    problems = []
    if not page.summary.strip():
        problems.append(Problem("summary", _("Write the summary.")))
    if not page.methodology.strip():
        problems.append(Problem("methodology", _("Say how you worked.")))
    problems += chapter_problems(report, page)
    recommendations = list(report.recommendations.prefetch_related("addressees"))
    if not recommendations and not report.assessments.exists():
        problems.append(
            Problem("recommendations", _("Make at least one recommendation, or assess one of an earlier edition."))
        )
    for recommendation in recommendations:
        if not recommendation.addressees.all():
            problems.append(
                Problem("recommendations", _("Say to whom %(code)s is addressed.") % {"code": recommendation.code})
            )
    return problems


def chapter_problems(report: "ShadowReport", page: "ShadowReportPage") -> list[Problem]:
    chapters = list(report.chapters.all())
    if not chapters and not len(page.chapters):
        return [Problem("chapters", _("Write at least one chapter."))]
    problems = []
    for chapter in chapters:
        if not chapter.text.strip():
            problems.append(Problem("chapters", _("The chapter “%(title)s” is empty.") % {"title": chapter.title}))
        elif chapter.handed_in_at is None:
            sentence = _("The chapter “%(title)s” has not been handed in.") % {"title": chapter.title}
            problems.append(Problem("chapters", sentence))
    return problems


def is_reserved(slug: str) -> bool:
    """Whether the word stands in an address of ours and so cannot name a study or a report."""
    return slug in RESERVED_SLUGS


def sentences(problems: list[Problem]) -> str:
    return " ".join(str(problem.sentence) for problem in problems)


def known_choices(values: Any, allowed: list[str]) -> list[str]:
    """Those of `values` that the list has, once each, in the list's order."""
    return [value for value in allowed if value in set(values or [])]
