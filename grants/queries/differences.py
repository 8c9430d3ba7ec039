"""What two versions of a part say differently."""

from typing import Any

from django.utils.translation import gettext as _

from grants.definitions import Definition
from grants.models import Application, Assessment, KeptScores, KeptText
from grants.models.applications import PartName
from grants.states import Recommendation


def differences(application: Application, kept: KeptText) -> list[dict[str, Any]]:
    """What the kept and the saved version of a part say differently, field by field."""
    if kept.part.name == PartName.PROJECT:
        return project_differences(application, kept)
    rows = [kept.part.content.get("lines", []), kept.content.get("lines", [])]
    return [
        {
            "label": _("Budget"),
            "saved": [line_words(line) for line in rows[0]],
            "kept": [line_words(line) for line in rows[1]],
            "is_list": True,
        }
    ]


def project_differences(application: Application, kept: KeptText) -> list[dict[str, Any]]:
    labels = {"title": _("Title of the project"), "summary": _("Summary"), "months": _("Duration in months")}
    pairs = [(label, kept.part.content.get(name, ""), kept.content.get(name, "")) for name, label in labels.items()]
    for question in application.form.definition.typed:
        both = [content.get("answers", {}).get(question.key, "") for content in (kept.part.content, kept.content)]
        pairs.append((question.label.text, *(words(question, value) for value in both)))
    return [{"label": label, "saved": mine, "kept": theirs} for label, mine, theirs in pairs if mine != theirs]


def words(question: Any, value: Any) -> str:
    if isinstance(value, dict):
        return value.get("typed", "")
    if isinstance(value, list):
        return "\n".join(" · ".join(filter(None, row)) for row in value)
    choice = question.choice(value)
    return choice.label.text if choice else value


def line_words(line: dict[str, Any]) -> str:
    texts = (value.get("typed", "") if isinstance(value, dict) else value for value in line.values())
    return " · ".join(text for text in texts if text)


def score_differences(definition: Definition, saved: Assessment, kept: KeptScores) -> list[dict[str, Any]]:
    """What two versions of an assessment say differently, criterion by criterion."""
    found = []
    for criterion in definition.criteria:
        found.append((criterion.name.text, *(score_words(one, criterion.key) for one in (vars(saved), kept.content))))
    advice = dict(Recommendation.choices)
    mine, theirs = saved.recommendation, kept.content["recommendation"]
    found.append((_("Recommendation"), str(advice.get(mine, "")), str(advice.get(theirs, ""))))
    found.append((_("Comment for the committee (optional)"), saved.comment, kept.content["comment"]))
    return [{"label": label, "saved": mine, "kept": theirs} for label, mine, theirs in found if mine != theirs]


def score_words(content: Any, key: str) -> str:
    points, reason = content["points"].get(key), content["reasons"].get(key, "")
    return "\n".join(filter(None, ("" if points is None else str(points), reason)))
