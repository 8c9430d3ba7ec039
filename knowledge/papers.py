"""What knowledge puts on paper."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledge.models import CaseStudyPage
from knowledge.names import name_for_reader
from knowledge.passages import passages
from knowledge.prose import named_steps
from knowledge.queries.study_reading import changes_of, citation, key_facts
from network.core.pdf import typeset


def study_pdf(page: CaseStudyPage) -> bytes:
    """A published study in the language in which the page tells it, for the active language's reader."""
    study = page.study
    data = {
        "title": page.title,
        "kicker": f"{_('Case study')} · {study.get_evidence_level_display()} · {name_for_reader(study.organisation)}",
        "heading": page.title,
        "summary": passages(page.summary),
        "facts": [(str(fact["label"]), fact.get("plain", fact["value"])) for fact in key_facts(study)],
        "parts": [part for part in parts(page) if part["passages"] or part["steps"]],
        "changes": [f"{date_format(one['at'], 'DATE_FORMAT')}: {one['note']}" for one in changes_of(study)],
        "cite_label": _("Cite this"),
        "citation": str(citation(study, page)),
        "licence": f"{_('Licence')}: {study.get_licence_display()}",
    }
    return typeset("knowledge/study.typ", data, language=get_language() or "en", at=study.changed_at)


def parts(page: CaseStudyPage) -> list[dict[str, Any]]:
    titles = {
        "problem": _("The problem"),
        "context": _("The context"),
        "steps": _("What was done"),
        "resources": _("What it took"),
        "results": _("What came of it"),
        "voices": _("In the words of those it was for"),
        "failures": _("What did not work"),
        "transfer": _("What it takes to repeat it elsewhere"),
    }
    return [
        {
            "title": title,
            "steps": steps(page.steps) if name == "steps" else [],
            "passages": [] if name == "steps" else passages(getattr(page, name)),
        }
        for name, title in titles.items()
    ]


def steps(text: str) -> list[dict[str, Any]]:
    return [
        {"number": number, "name": name, "passages": passages(words)}
        for number, (name, words) in enumerate(named_steps(text), start=1)
    ]
